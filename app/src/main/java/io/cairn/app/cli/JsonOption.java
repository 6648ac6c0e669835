package io.cairn.app.cli;

import picocli.CommandLine.Option;

/** Mixed into every command whose result a machine may read. */
public final class JsonOption {
  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  /** Makes the option, not given; picocli sets it. */
  public JsonOption() {}

  /** Returns whether JSON was asked for. */
  public boolean isJson() {
    return json;
  }
}
