package io.cairn.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
  @ParameterizedTest
  @CsvSource({
    "port, port, 0",
    "prot, port, 1",
    "por, port, 1",
    "ports, port, 1",
    "part, port, 1",
    "kitten, sitting, 3",
    "'', port, 4"
  })
  void edits_countsLetters(String from, String to, int edits) {
    assertThat(Nearest.edits(from, to)).isEqualTo(edits);
    assertThat(Nearest.edits(to, from)).isEqualTo(edits);
  }

  @Test
  void to_nothingNear_isEmpty() {
    assertThat(Nearest.to("zebra", List.of("port", "host"))).isEmpty();
    assertThat(Nearest.to("x", List.of("y"))).isEmpty();
  }

  @Test
  void to_severalNear_isTheNearest() {
    assertThat(Nearest.to("count-mx", List.of("list-max", "count-max"))).contains("count-max");
  }
}
