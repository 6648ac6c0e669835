package io.cairn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class InterruptionTest {
  @Test
  void stop_beforeTheWorkAsked_doesNotWait() {
    try (Interruption interruption = new Interruption()) {
      interruption.stop();
      assertThat(interruption.getAsBoolean()).isTrue();
    }
  }

  @Test
  void stop_tellsTheWork_andWaitsUntilItIsClosed() throws InterruptedException {
    Thread ending;
    try (Interruption interruption = new Interruption()) {
      assertThat(interruption.getAsBoolean()).isFalse();
      ending = Thread.ofPlatform().start(interruption::stop);
      while (!interruption.getAsBoolean()) {
        Thread.onSpinWait();
      }
      assertThat(ending.isAlive()).isTrue();
    }
    assertThat(ending.join(Duration.ofSeconds(20))).isTrue();
  }
}
