package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.FeatureMatrix;
import io.cairn.models.ExampleList;
import io.cairn.models.MemoryRankingExamples;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FeatureCensusTest {
  @Test
  void sentences_nameWhatSaysNothing() {
    List<String> columns = List.of("varied", "missing", "same", "sometimes");
    float[] values = {1, Float.NaN, 7, 5, 2, Float.NaN, 7, Float.NaN};
    ExampleList list =
        new ExampleList(
            new FeatureMatrix(columns, 2, values), new float[] {0, 1}, new float[] {1, 1});
    assertThat(
            FeatureCensus.of(new MemoryRankingExamples(columns, List.of("click"), List.of(list)))
                .sentences())
        .containsExactly(
            "always missing in the examples: missing", "the same in all examples: same = 7.0");
  }
}
