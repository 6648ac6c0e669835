package io.cairn.app.config;

import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;

/** Reads durations as they stand in the configuration file. */
public final class Durations {
  private Durations() {}

  /**
   * Returns the duration, such as of {@code 30s}, {@code 15 minutes} or {@code 7d}.
   *
   * @throws IllegalArgumentException if there is no number or no unit; the message says what it
   *     must be
   */
  public static Duration read(String written) {
    Scalars.Kind kind = Scalars.kind(Duration.class).orElseThrow();
    return (Duration) Scalars.read(kind, ConfigValueFactory.fromAnyRef(written));
  }
}
