package io.cairn.app.cli;

import io.cairn.app.engine.Home;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A process that has a home open for writing until it is ended. */
final class HomeHolder {
  private HomeHolder() {}

  /** Opens the home, says so, and waits for the end of its input. */
  public static void main(String[] arguments) throws IOException {
    try (Home home = Home.open(Path.of(arguments[0]))) {
      System.out.println(home.log().end());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** Starts the process, and waits until it has the home. */
  static Process start(Path home) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HomeHolder.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.inputReader().readLine() == null) {
      throw new IllegalStateException("the process did not open " + home);
    }
    return process;
  }
}
