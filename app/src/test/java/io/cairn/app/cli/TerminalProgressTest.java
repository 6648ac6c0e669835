package io.cairn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class TerminalProgressTest {
  private final StringWriter printed = new StringWriter();
  private Instant now = Instant.EPOCH;

  @Test
  void pipe_printsStartQuartersAndEnd() {
    TerminalProgress progress = progress(0);
    LongStream.rangeClosed(0, 100).forEach(done -> after(Duration.ofMillis(100), progress, done));
    assertThat(printed.toString().lines())
        .containsExactly(
            "reading",
            "reading: 25 % (25 of 100), 2.5 s",
            "reading: 50 % (50 of 100), 5.0 s",
            "reading: 75 % (75 of 100), 7.5 s",
            "reading: done, 100 in 10.0 s (10/s)");
  }

  @Test
  void pipe_shortStep_printsStartAndEndOnly() {
    TerminalProgress progress = progress(0);
    LongStream.rangeClosed(0, 100).forEach(done -> after(Duration.ofMillis(1), progress, done));
    assertThat(printed.toString().lines())
        .containsExactly("reading", "reading: done, 100 in 0.1 s (1,000/s)");
  }

  @Test
  void pipe_unknownTotal_printsEveryTenSecondsAndEndsWithTheNextStep() {
    TerminalProgress progress = progress(0);
    for (int second = 0; second <= 15; second++) {
      progress.at("reading", second, -1);
      now = now.plusSeconds(1);
    }
    progress.at("training", 0, 2);
    progress.close();
    assertThat(printed.toString().lines())
        .containsExactly(
            "reading",
            "reading: 10, 10.0 s",
            "reading: done, 15 in 16.0 s (1/s)",
            "training",
            "training: stopped, 0 of 2 in 0.0 s");
  }

  @Test
  void pipe_nothingToDo_printsNothing() {
    progress(0).at("publishing", 0, 0);
    assertThat(printed.toString()).isEmpty();
  }

  @Test
  void pipe_changingDetail_isOneStepWithTheLastDetail() {
    TerminalProgress progress = progress(0);
    for (int tree = 1; tree <= 200; tree++) {
      progress.at("boosting, ndcg@10 0.%04d".formatted(5000 + tree), tree, 300);
      now = now.plus(Duration.ofMillis(20));
    }
    progress.at("boosting, ndcg@10 0.5200, of 170 trees", 200, 200);
    progress.close();
    assertThat(printed.toString().lines())
        .containsExactly(
            "boosting",
            "boosting: 25 % (75 of 300), 1.5 s, ndcg@10 0.5075",
            "boosting: 50 % (150 of 300), 3.0 s, ndcg@10 0.5150",
            "boosting: done, 200 in 4.0 s (50/s), ndcg@10 0.5200, of 170 trees");
  }

  @Test
  void pipe_endToldWithoutDetail_keepsTheLastOne() {
    TerminalProgress progress = progress(0);
    progress.at("fitting, log loss 0.4", 1, 2);
    progress.at("fitting", 2, 2);
    assertThat(printed.toString()).endsWith("fitting: done, 2 in 0.0 s, log loss 0.4\n");
  }

  @Test
  void terminal_detailStandsBehindTheBar_whichMakesRoom() {
    TerminalProgress progress = progress(90);
    progress.at("gbdt: boosting click, ndcg@10 0.5731 after 30 trees", 150, 300);
    progress.at("gbdt: boosting click, ndcg@10 0.5731 after 30 trees", 60, 60);
    assertThat(printed.toString())
        .isEqualTo(
            "\r\u001b[Kgbdt: boosting click [=====     ] 50 % (150 of 300)  0.0 s"
                + "  ndcg@10 0.5731 after 30 trees"
                + "\r\u001b[Kgbdt: boosting click: done, 60 in 0.0 s, ndcg@10 0.5731 after 30"
                + " trees\n");
  }

  @Test
  void pipe_endToldTwice_isPrintedOnce() {
    TerminalProgress progress = progress(0);
    progress.at("reading", 1, 1);
    progress.at("reading", 1, 1);
    assertThat(printed.toString().lines()).hasSize(2);
  }

  @Test
  void terminal_redrawsOneLineNoWiderThanTheTerminal() {
    TerminalProgress progress = progress(40);
    LongStream.range(0, 100).forEach(done -> after(Duration.ofMillis(10), progress, done));
    String[] drawn = printed.toString().split("\r\u001b\\[K", -1);
    assertThat(drawn).hasSizeBetween(10, 12).allMatch(line -> line.length() < 40);
    assertThat(drawn[drawn.length - 1]).startsWith("reading [====").doesNotContain("\n");
  }

  private TerminalProgress progress(int columns) {
    return new TerminalProgress(new PrintWriter(printed), columns, () -> now);
  }

  private void after(Duration step, TerminalProgress progress, long done) {
    progress.at("reading", done, 100);
    now = now.plus(step);
  }
}
