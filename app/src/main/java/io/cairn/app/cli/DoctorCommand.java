package io.cairn.app.cli;

import io.cairn.app.config.EngineConfig;
import io.cairn.app.doctor.Diagnosis;
import io.cairn.app.doctor.Doctor;
import io.cairn.app.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what is wrong with a home, and what to do about it. */
@Command(
    name = "doctor",
    description = {
      "Say why people get no personalised lists, and what else is wrong: with the events, the"
          + " items, the models, the imports.",
      "Nothing is written, and a server may have the home open. Exits with 1 if anything is"
          + " serious."
    },
    footer = {"", "Example:", "  cairn doctor --home cairn-data"})
final class DoctorCommand implements Callable<Integer> {
  private static final int ATTEMPTS = 3;

  @Mixin private HomeOption home = new HomeOption();
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private ConfigOptions options = new ConfigOptions();

  private final Console console;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    EngineConfig config = options.load(console).engine();
    Diagnosis diagnosis = diagnose(config);
    DoctorPage page = new DoctorPage(home.home(), bytes(home.home()), diagnosis);
    if (json.isJson()) {
      console.json(page.json());
    } else {
      page.print(console);
    }
    return (diagnosis.isSerious() ? ExitCode.FAILED : ExitCode.OK).code();
  }

  /** A server that writes its rows makes those that were being read useless: then once more. */
  private Diagnosis diagnose(EngineConfig config) {
    int attempt = 1;
    while (true) {
      try {
        return examine(config);
      } catch (UncheckedIOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        attempt++;
      }
    }
  }

  private Diagnosis examine(EngineConfig config) {
    try (TerminalProgress progress = console.progress();
        Engine engine = home.open(path -> Engine.openReadOnly(path, config, progress))) {
      return new Doctor(engine, new ImportRecords(home.home()).read(), console.clock().instant())
          .examine(progress);
    }
  }

  private static long bytes(Path folder) {
    long[] bytes = new long[1];
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              bytes[0] += attributes.size();
              return FileVisitResult.CONTINUE;
            }

            /* A file that went away meanwhile takes no room. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot measure " + folder + ": " + e.getMessage(), e);
    }
    return bytes[0];
  }
}
