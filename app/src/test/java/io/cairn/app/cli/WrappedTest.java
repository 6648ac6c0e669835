package io.cairn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WrappedTest {
  @Test
  void lines_breakBetweenWordsAndKeepTheBlanksInFront() {
    assertThat(Wrapped.lines("  one two three four", "    ", 11))
        .containsExactly("  one two", "    three", "    four");
  }

  @Test
  void lines_wordThatIsTooWide_hasALineOfItsOwn() {
    assertThat(Wrapped.lines("a 0123456789 b", "", 5)).containsExactly("a", "0123456789", "b");
  }
}
