package io.cairn.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class ShortlistTest {

  /** Few different scores, so that many are equal. */
  @Property(tries = 500)
  void drain_isTheBeginningOfASort(
      @ForAll @IntRange(min = 1, max = 40) int capacity,
      @ForAll @Size(max = 300) List<@IntRange(min = -9, max = 9) Integer> scores,
      @ForAll boolean isRaised) {
    Shortlist best = new Shortlist(capacity);
    for (int number = 0; number < scores.size(); number++) {
      if (scores.get(number) / 4f > best.floor()) {
        best.add(scores.get(number) / 4f, number);
      }
      if (isRaised) {
        best.raiseFloor();
      }
    }
    assertThat(best.drain())
        .containsExactly(
            IntStream.range(0, scores.size())
                .boxed()
                .sorted(Comparator.comparingInt(number -> -scores.get(number)))
                .limit(capacity)
                .mapToInt(number -> number)
                .toArray());
  }
}
