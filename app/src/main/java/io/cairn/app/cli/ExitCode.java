package io.cairn.app.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a command ended, for the script that called it. */
public enum ExitCode {
  /** The command did what it was asked. */
  OK(0, "done"),
  /** It could not, for a reason that it printed; or an examination found something serious. */
  FAILED(1, "failed, the reason is on standard error; or doctor found something serious"),
  /** The command line or the configuration is wrong; nothing was done. */
  USAGE(2, "wrong command line or configuration; nothing was done"),
  /** The input cannot be used: no such file, no row could be read. */
  BAD_INPUT(3, "the input cannot be used"),
  /** The home folder is in use by another process, locked or read-only, or the port is taken. */
  UNAVAILABLE(4, "the home folder or the port is in use or cannot be opened");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** Returns the number that the process exits with. */
  public int code() {
    return code;
  }

  /** Returns the meaning of each number, for the help. */
  static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    Arrays.stream(values()).forEach(exit -> meanings.put(String.valueOf(exit.code), exit.meaning));
    return meanings;
  }
}
