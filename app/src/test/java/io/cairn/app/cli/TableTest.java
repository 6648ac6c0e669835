package io.cairn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void lines_alignTextLeftAndNumbersRight() {
    Table table = new Table("model", "users", "ndcg").row("als", 1234, 0.25).row("random", 7, 0.1);
    assertThat(table.lines(0))
        .containsExactly("model   users    ndcg", "als     1,234  0.2500", "random      7  0.1000");
  }

  @Test
  void lines_tooWide_cutTheWidestTextAndNoNumber() {
    Table table = new Table("title", "plays").row("a very long title of an item", 123_456_789L);
    assertThat(table.lines(30))
        .containsExactly("title                    plays", "a very long titl…  123,456,789")
        .allMatch(line -> line.length() <= 30);
  }

  @Test
  void lines_controlCharactersOfIds_doNotReachTheTerminal() {
    assertThat(new Table("item").row("a\u001b[2J\nb").lines(0)).contains("a [2J b");
  }

  @Test
  void row_wrongNumberOfCells_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Table("a", "b").row(1))
        .withMessage("a row needs 2 cells, had 1");
  }
}
