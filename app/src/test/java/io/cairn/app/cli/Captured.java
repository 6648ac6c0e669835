package io.cairn.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.Map;

/** A command's exit code and everything it printed, with no process around it. */
record Captured(int exit, String out, String err) {
  /** Runs a command as if from a pipe. */
  static Captured run(String... arguments) {
    return runWith(Map.of(), arguments);
  }

  /** Runs a command with environment variables. */
  static Captured runWith(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            new PrintWriter(out), new PrintWriter(err), 0, 0, InstantSource.system(), environment);
    int exit = Cairn.run(console, arguments);
    return new Captured(exit, out.toString(), err.toString());
  }
}
