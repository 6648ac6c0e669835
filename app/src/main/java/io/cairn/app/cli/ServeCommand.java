package io.cairn.app.cli;

import io.cairn.app.config.EngineConfig;
import io.cairn.app.server.HttpServer;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Answers requests over HTTP until it is stopped. */
@Command(
    name = "serve",
    description = "Answer requests over HTTP until Ctrl-C or SIGTERM.",
    footer = {"", "Example:", "  cairn serve --home shop --port 8080"})
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port to listen on, 0 for any (default: server.port of the configuration).")
  private @Nullable Integer port;

  @Mixin private HomeOption home = new HomeOption();
  @Mixin private ConfigOptions options = new ConfigOptions();

  private final Console console;

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    EngineConfig config = options.load(console).engine();
    int wanted = port == null ? config.server().port() : port;
    if (wanted < 0 || wanted > 65_535) {
      throw new CommandFailedException(
          ExitCode.USAGE, "--port must be in [0, 65535], was " + wanted);
    }
    Serving serving = new Serving(console, Serving.open(console, home.home(), config));
    serving.untilStopped(new HttpServer.Address(config.server().host(), wanted), serving::announce);
    return ExitCode.OK.code();
  }
}
