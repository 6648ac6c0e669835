package io.cairn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class TopKTest {

  @Property(tries = 300)
  void of_equalsASort(
      @ForAll @IntRange(max = 60) int size,
      @ForAll @IntRange(min = 1, max = 70) int k,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] scores = new float[size];
    for (int column = 0; column < size; column++) {
      scores[column] = random.nextInt(9) - 4;
    }
    List<Integer> sorted =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer column) -> -scores[column]))
            .limit(k)
            .toList();
    assertThat(TopK.of(scores, k)).containsExactly(sorted.toArray(Integer[]::new));
  }

  @Test
  void of_someWanted_asksOnlyOfWhatIsGoodEnough() {
    float[] scores = {5, 4, 1, 3, 2};
    List<Integer> asked = new ArrayList<>();
    int[] best =
        TopK.of(
            scores,
            2,
            column -> {
              asked.add(column);
              return column != 0;
            });
    assertThat(best).containsExactly(1, 3);
    assertThat(asked).containsExactly(0, 1, 2, 3);
  }

  @Test
  void of_excludedAndNotANumber_areLeftOut() {
    float[] scores = {Float.NEGATIVE_INFINITY, 1, Float.NaN, 2, -3};
    assertThat(TopK.of(scores, 5)).containsExactly(3, 1, 4);
  }

  @Test
  void of_kZero_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TopK.of(new float[1], 0))
        .withMessage("k must be at least 1, was 0");
  }
}
