package io.cairn.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Context;
import io.cairn.core.Visitor;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SituationTest {
  /** A list is made at a moment in nanoseconds, of which the log keeps the milliseconds. */
  @Test
  void occasion_isAtTheMomentThatTheLogKeeps() {
    Instant asked = Instant.parse("2026-01-01T00:00:00.123999999Z");
    assertThat(at(asked).time()).isEqualTo(Instant.parse("2026-01-01T00:00:00.123Z"));
    assertThat(at(asked)).isEqualTo(at(Instant.ofEpochMilli(asked.toEpochMilli())));
  }

  private static Situation.Occasion at(Instant time) {
    return new Situation.Occasion(Visitor.ANONYMOUS, "home", Context.NONE, time, 0);
  }
}
