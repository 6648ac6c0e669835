package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Kernel;
import io.cairn.core.Progress;
import io.cairn.core.TopK;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContentTrainerTest {
  private static final ItemContent CONTENT =
      content(
          List.of(
              List.of("category=toys", "color=red", "word=ball"),
              List.of("category=toys", "color=red", "word=doll"),
              List.of("category=tools", "color=red", "word=saw"),
              List.of("category=tools", "color=blue", "word=saw"),
              List.of()));

  private static ItemContent content(List<List<String>> items) {
    return ItemContent.of(items.stream().map(ItemContent::tokens).toList());
  }

  private static EmbeddingModel trained() {
    InteractionMatrix matrix = Matrices.of(5, new int[] {0, 2}, new int[] {1, 4});
    return new ContentTrainer(256, 1).train(matrix, CONTENT, Progress.NONE);
  }

  private static float cosine(EmbeddingModel model, int one, int other) {
    int factors = model.factors();
    float[] vectors = model.itemVectors();
    return Kernel.FASTEST.dot(vectors, one * factors, vectors, other * factors, factors);
  }

  @Test
  void train_placesItemsByWhatTheyShare_theRareCountingMost() {
    EmbeddingModel model = trained();
    assertThat(cosine(model, 0, 0)).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-5f));
    assertThat(cosine(model, 0, 1)).isGreaterThan(cosine(model, 0, 2) + .2f);
    assertThat(cosine(model, 2, 3)).isGreaterThan(.5f);
    assertThat(Math.abs(cosine(model, 0, 3))).isLessThan(.2f);
  }

  @Test
  void score_ofAnItemWithoutContent_isZero() {
    float[] scores = trained().score(Matrices.history(0, 1));
    assertThat(scores[4]).isZero();
    assertThat(TopK.of(scores, 2)).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void score_ofADislikedItem_isBelowZero() {
    float[] scores = trained().score(new History(new int[] {0}, new float[] {-1}));
    assertThat(scores[1]).isNegative();
  }

  @Test
  void contentVectors_ofTheSameContent_isTheSameVector() {
    EmbeddingModel model = trained();
    assertThat(model.contentVectors(CONTENT).orElseThrow()).isEqualTo(model.itemVectors());
    ItemContent strange = content(List.of(List.of("category=unheard of")));
    assertThat(model.contentVectors(strange).orElseThrow()).containsOnly(0);
  }

  @Test
  void train_sameSeed_givesTheSameBytes_andReadsBack() {
    byte[] bytes = RetrievalTrainerContract.bytes(trained());
    assertThat(RetrievalTrainerContract.bytes(trained())).isEqualTo(bytes);
    RetrievalModel read = ModelCodec.read(new ByteArrayInputStream(bytes), bytes.length);
    History history = Matrices.history(0, 3);
    assertThat(read.score(history)).isEqualTo(trained().score(history));
    assertThat(((EmbeddingModel) read).contentVectors(CONTENT).orElseThrow())
        .isEqualTo(trained().itemVectors());
    assertThat(RetrievalTrainerContract.bytes(read)).isEqualTo(bytes);
  }

  @Test
  void train_anotherSeed_givesOtherVectors() {
    InteractionMatrix matrix = Matrices.of(5, new int[] {0});
    EmbeddingModel other = new ContentTrainer(256, 2).train(matrix, CONTENT, Progress.NONE);
    assertThat(other.itemVectors()).isNotEqualTo(trained().itemVectors());
  }

  @Test
  void train_withNothingInCommon_isRefused() {
    ContentTrainer trainer = new ContentTrainer(8, 1);
    InteractionMatrix matrix = Matrices.of(2, new int[] {0, 1});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.train(matrix, Progress.NONE))
        .withMessageContaining("no two items have a category");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.train(matrix, CONTENT, Progress.NONE))
        .withMessage("content of 5 items for interactions of 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.train(Matrices.of(5, new int[0]), CONTENT, Progress.NONE))
        .withMessageContaining("no interactions");
    assertThatIllegalArgumentException().isThrownBy(() -> new ContentTrainer(0, 1));
  }
}
