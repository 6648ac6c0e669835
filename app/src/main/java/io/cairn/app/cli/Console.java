package io.cairn.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/**
 * Where a command prints, and what it may know of the process around it. Commands use nothing else,
 * so that tests can hand in their own.
 *
 * @param out for results
 * @param err for progress and errors
 * @param outColumns the width of the terminal behind {@code out}; 0 where it is a file or a pipe
 * @param errColumns the width of the terminal behind {@code err}; 0 where it is a file or a pipe
 * @param clock the time
 * @param environment the environment variables
 */
public record Console(
    PrintWriter out,
    PrintWriter err,
    int outColumns,
    int errColumns,
    InstantSource clock,
    Map<String, String> environment) {

  /** Copies the environment. */
  public Console {
    environment = Map.copyOf(environment);
  }

  /**
   * Returns the console of this process. The launcher says in system properties how wide the
   * terminals are: asking Java for that costs a tenth of a second.
   */
  public static Console ofProcess() {
    int outColumns = Integer.getInteger("cairn.out.columns", 0);
    int errColumns = Integer.getInteger("cairn.err.columns", 0);
    return new Console(
        writer(FileDescriptor.out, System.out, outColumns),
        writer(FileDescriptor.err, System.err, errColumns),
        outColumns,
        errColumns,
        InstantSource.system(),
        System.getenv());
  }

  /** A terminal is written in its own encoding, everything else in UTF-8. */
  private static PrintWriter writer(FileDescriptor to, PrintStream stream, int columns) {
    Charset charset = columns > 0 ? stream.charset() : StandardCharsets.UTF_8;
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(to), charset), true);
  }

  /** Prints a value as one indented JSON object to {@link #out}. */
  public void json(Object value) {
    out.println(Json.write(value));
  }

  /** Returns a progress that shows itself on {@link #err}. */
  public TerminalProgress progress() {
    return new TerminalProgress(err, errColumns, clock);
  }
}
