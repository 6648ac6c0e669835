package io.cairn.app.cli;

import io.cairn.app.config.EngineConfig;
import io.cairn.app.server.HttpServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Mixed into every command that serves. */
public final class PortOption {
  private static final int PORT_MAX = 65_535;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port to listen on, 0 for any (default: server.port of the configuration).")
  private @Nullable Integer port;

  /** Makes the option, not given; picocli sets it. */
  public PortOption() {}

  /**
   * Returns where to listen.
   *
   * @throws CommandFailedException if there is no such port
   */
  HttpServer.Address address(EngineConfig config) {
    if (port != null && (port < 0 || port > PORT_MAX)) {
      throw new CommandFailedException(
          ExitCode.USAGE, "--port must be in [0, %d], was %d".formatted(PORT_MAX, port));
    }
    return new HttpServer.Address(
        config.server().host(), port == null ? config.server().port() : port);
  }
}
