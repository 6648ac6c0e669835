package io.cairn.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ValueTest {
  /** The text of a date is a category for features, so it must be the one that the log keeps. */
  @Test
  void date_hasNoMoreThanMilliseconds() {
    Instant moment = Instant.parse("2026-01-01T00:00:00.123456789Z");
    assertThat(new Value.Date(moment).texts()).containsExactly("2026-01-01T00:00:00.123Z");
    assertThat(new Value.Date(Instant.ofEpochSecond(-1, 999_999)).instant())
        .isEqualTo(Instant.ofEpochSecond(-1));
  }
}
