package io.cairn.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class AverageTest {
  private static final Duration HALF_LIFE = Duration.ofMillis(10);

  record Entry(double value, double weight, long time) {}

  @Property
  void mean_isTheWeightedMean_inWhateverOrder(@ForAll("entries") List<Entry> entries) {
    long latest = entries.stream().mapToLong(Entry::time).max().orElseThrow();
    double sum = 0;
    double weight = 0;
    for (Entry each : entries) {
      double counts = each.weight * Math.pow(0.5, (latest - each.time) / 10.0);
      sum += each.value * counts;
      weight += counts;
    }
    assertThat(average(entries).mean()).isEqualTo(sum / weight, within(1e-9));
    assertThat(average(entries.reversed()).mean()).isEqualTo(sum / weight, within(1e-9));
    assertThat(average(entries).timeMillis()).isEqualTo(latest);
  }

  @Test
  void mean_ofNothing_isMissing() {
    assertThat(Average.EMPTY.mean()).isNaN();
  }

  @Test
  void plus_afterVeryLong_isTheNewValue() {
    Average average = Average.EMPTY.plus(3, 1, 0, HALF_LIFE).plus(5, 1, 1_000_000, HALF_LIFE);
    assertThat(average.mean()).isEqualTo(5);
    assertThat(average.plus(9, 1, 0, HALF_LIFE).mean()).isEqualTo(5);
  }

  @Provide
  Arbitrary<List<Entry>> entries() {
    return Combinators.combine(
            Arbitraries.doubles().between(-5, 5),
            Arbitraries.doubles().between(0.1, 5),
            Arbitraries.longs().between(-50, 50))
        .as(Entry::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  private static Average average(List<Entry> entries) {
    Average average = Average.EMPTY;
    for (Entry each : entries) {
      average = average.plus(each.value, each.weight, each.time, HALF_LIFE);
    }
    return average;
  }
}
