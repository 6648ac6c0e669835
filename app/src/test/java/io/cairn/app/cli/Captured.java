package io.cairn.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
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
    return run(InstantSource.system(), environment, arguments);
  }

  /** Runs a command at some moment. */
  static Captured runAt(Instant now, String... arguments) {
    return run(InstantSource.fixed(now), Map.of(), arguments);
  }

  /** Runs a command by a clock. */
  static Captured runBy(InstantSource clock, String... arguments) {
    return run(clock, Map.of(), arguments);
  }

  private static Captured run(
      InstantSource clock, Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(new PrintWriter(out), new PrintWriter(err), 0, 0, clock, environment);
    int exit = Cairn.run(console, arguments);
    return new Captured(exit, out.toString(), err.toString());
  }

  /** Returns what was printed as the one JSON object that it is. */
  JsonNode json() throws JsonProcessingException {
    return new ObjectMapper().readTree(out);
  }
}
