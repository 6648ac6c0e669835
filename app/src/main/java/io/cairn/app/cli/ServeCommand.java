package io.cairn.app.cli;

import io.cairn.app.config.EngineConfig;
import io.cairn.app.server.HttpServer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Answers requests over HTTP until it is stopped. */
@Command(
    name = "serve",
    description = "Answer requests over HTTP until Ctrl-C or SIGTERM.",
    footer = {"", "Example:", "  cairn serve --home shop --port 8080"})
final class ServeCommand implements Callable<Integer> {
  @Mixin private PortOption port = new PortOption();
  @Mixin private HomeOption home = new HomeOption();
  @Mixin private ConfigOptions options = new ConfigOptions();

  private final Console console;

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    EngineConfig config = options.load(console).engine();
    HttpServer.Address address = port.address(config);
    Serving serving = new Serving(console, Serving.open(console, home.home(), config));
    serving.untilStopped(address, serving::announce);
    return ExitCode.OK.code();
  }
}
