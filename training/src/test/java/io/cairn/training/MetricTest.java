package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetricTest {
  private static final List<Metric> METRICS =
      List.of(
          new Metric.HitRate(),
          new Metric.Precision(),
          new Metric.Recall(),
          new Metric.Ndcg(),
          new Metric.AveragePrecision(),
          new Metric.ReciprocalRank());

  private static Metric named(String name) {
    return METRICS.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  /** Hits are 1 and misses are 0, best rank first; log2(3) = 1.5849625, log2(5) = 2.3219281. */
  @ParameterizedTest(name = "{0}@{3} of {1} with {2} relevant is {4}")
  @CsvSource({
    "hit-rate, 0100, 3, 4, 1",
    "hit-rate, 0100, 3, 1, 0",
    "hit-rate, 0001, 3, 3, 0",
    "precision, 1010, 2, 4, 0.5",
    "precision, 1010, 2, 2, 0.5",
    "precision, 11, 9, 10, 0.2",
    "recall, 1010, 4, 4, 0.5",
    "recall, 1010, 4, 2, 0.25",
    "recall, 11, 2, 10, 1",
    "ndcg, 1, 1, 10, 1",
    "ndcg, 0100, 1, 4, 0.6309297535714575",
    "ndcg, 0100, 1, 1, 0",
    // (1 + 1/2) / (1 + 1/log2(3))
    "ndcg, 101, 2, 3, 0.9197207891481876",
    // (1/log2(3) + 1/log2(5)) / (1 + 1/log2(3) + 1/2)
    "ndcg, 0101, 3, 4, 0.49818925746641285",
    // the ideal list of two places has two hits though three are relevant
    "ndcg, 11, 3, 2, 1",
    "ndcg, '', 3, 10, 0",
    // (1/1 + 2/3) / 2
    "map, 101, 2, 3, 0.8333333333333333",
    // (1/2 + 2/4) / 3
    "map, 0101, 3, 4, 0.3333333333333333",
    // (1/1) / min(1, 3)
    "map, 10, 3, 1, 1",
    "map, 00, 3, 2, 0",
    "mrr, 0010, 1, 4, 0.3333333333333333",
    "mrr, 0011, 2, 2, 0",
    "mrr, 1, 5, 3, 1"
  })
  void of_theWorkedExamples(String name, String hits, int relevant, int k, double expected) {
    boolean[] shown = new boolean[hits.length()];
    for (int i = 0; i < shown.length; i++) {
      shown[i] = hits.charAt(i) == '1';
    }
    assertThat(named(name).of(shown, relevant, k)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void of_aPerfectList_isOne_butForPrecision() {
    boolean[] hits = {true, true, true};
    assertThat(Stream.of("hit-rate", "recall", "ndcg", "map", "mrr").map(MetricTest::named))
        .allSatisfy(metric -> assertThat(metric.of(hits, 3, 5)).isEqualTo(1));
  }
}
