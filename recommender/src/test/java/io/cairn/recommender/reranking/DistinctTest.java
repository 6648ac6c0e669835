package io.cairn.recommender.reranking;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.recommender.RerankerContract;
import org.junit.jupiter.api.Test;

final class DistinctTest extends RerankerContract {

  @Override
  protected Reranker reranker() {
    return new Distinct(.3);
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Distinct(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Distinct(1.5));
  }
}
