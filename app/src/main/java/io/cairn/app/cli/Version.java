package io.cairn.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Says which Cairn this is; picocli-free, because it must be fast. */
final class Version {
  private Version() {}

  /** Returns one line: the version, the commit where known, and the Java that runs it. */
  static String line() {
    Properties build = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      build.load(Objects.requireNonNull(in, "version.properties is not on the class path"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read version.properties", e);
    }
    String commit = build.getProperty("commit", "");
    return "cairn %s (%sJava %s)"
        .formatted(
            build.getProperty("version"),
            commit.isBlank() ? "" : "commit " + commit + ", ",
            Runtime.version());
  }
}
