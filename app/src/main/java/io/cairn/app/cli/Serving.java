package io.cairn.app.cli;

import io.cairn.app.config.EngineConfig;
import io.cairn.app.engine.Engine;
import io.cairn.app.engine.TrainingSchedule;
import io.cairn.app.server.HttpServer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Serves an engine until the process is told to end.
 *
 * @param engine open for writing
 */
record Serving(Console console, Engine engine) {

  /**
   * Listens, says where, and waits for Ctrl-C or SIGTERM. Then requests in flight are answered, and
   * the engine is closed before the process ends; it is closed where nothing can listen, too.
   *
   * @throws CommandFailedException if nothing can listen at the address
   */
  void untilStopped(HttpServer.Address address, Consumer<HttpServer> whenReady) {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (engine;
        HttpServer server = start(address);
        TrainingSchedule _ =
            new TrainingSchedule(engine, Version.line(), console.clock(), this::tell)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stop, closed), "stop"));
      whenReady.accept(server);
      stop.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closed.countDown();
    }
  }

  private void tell(String news) {
    console.out().println(news);
    console.out().flush();
  }

  private HttpServer start(HttpServer.Address address) {
    try {
      return HttpServer.start(engine, address, console.clock(), () -> UUID.randomUUID().toString());
    } catch (HttpServer.AddressUnavailableException e) {
      throw new CommandFailedException(
          ExitCode.UNAVAILABLE,
          e.getMessage() + "; stop what listens there, or give another with --port",
          e);
    }
  }

  /** Says where the server is, and with what it answers. */
  void announce(HttpServer server) {
    console.out().println("Cairn is at " + server.url() + " with " + models());
    console.out().flush();
  }

  /**
   * Opens the home folder for a server.
   *
   * @throws CommandFailedException if it cannot be used
   */
  static Engine open(Console console, Path home, EngineConfig config) {
    try (TerminalProgress progress = console.progress()) {
      return Engine.open(home, config, progress);
    } catch (UncheckedIOException e) {
      throw new CommandFailedException(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()), e);
    }
  }

  private String models() {
    List<String> names =
        engine.models().values().stream()
            .map(model -> model.artifact().name() + " " + model.artifact().version())
            .sorted()
            .toList();
    return names.isEmpty()
        ? "no models yet (cairn train makes them, they are taken up at once)"
        : "the models " + String.join(", ", names);
  }

  /** Ends the waiting; the virtual machine goes on until everything is closed. */
  private static void stop(CountDownLatch stop, CountDownLatch closed) {
    stop.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
