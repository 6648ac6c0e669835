package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.models.EmbeddingModel;
import io.cairn.models.GfCfTrainer;
import io.cairn.models.History;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.ShopModels;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class InterestsTest {
  /** Items from 0 to 299 go together, and those from 300 to 309. */
  private static final EmbeddingModel MODEL = model();

  private static final int SECOND = 300;

  @Test
  void of_twoTastes_givesBoth_theHeavierFirst_withTheTimes() {
    History history =
        new History(
            new int[] {SECOND, 0, 1, SECOND + 1},
            new float[] {1, 1, 2, 1},
            new long[] {5, 6, 7, 8});
    List<History> interests = Interests.of(MODEL, history, 3);
    assertThat(interests).hasSize(2);
    assertThat(interests.getFirst().columns()).containsExactly(0, 1);
    assertThat(interests.getFirst().weights()).containsExactly(1, 2);
    assertThat(interests.getLast().columns()).containsExactly(SECOND, SECOND + 1);
    assertThat(interests.getLast().times()).containsExactly(5, 8);
    assertThat(interests).extracting(Interests::weight).containsExactly(3.0, 2.0);
  }

  @Test
  void of_one_isTheHistory() {
    History history = new History(new int[] {SECOND, 0}, new float[] {1, 1});
    assertThat(Interests.of(MODEL, history, 1)).containsExactly(history);
  }

  @Test
  void of_oneTaste_isTheHistory_withWhatIsDisliked() {
    History history = new History(new int[] {0, SECOND, 2}, new float[] {1, -1, 1});
    assertThat(Interests.of(MODEL, history, 3)).containsExactly(history);
  }

  @Test
  void of_nothingLiked_isTheHistory() {
    History history = new History(new int[] {0, SECOND}, new float[] {-1, -2});
    assertThat(Interests.of(MODEL, history, 3)).containsExactly(history);
    assertThat(Interests.of(MODEL, History.EMPTY, 3)).containsExactly(History.EMPTY);
  }

  @Test
  void of_twoTastes_leavesOutWhatIsDisliked() {
    History history = new History(new int[] {0, 1, SECOND, 2}, new float[] {1, -1, 1, 1});
    assertThat(Interests.of(MODEL, history, 3))
        .flatExtracting(interest -> Arrays.stream(interest.columns()).boxed().toList())
        .containsExactlyInAnyOrder(0, SECOND, 2);
  }

  @Test
  void of_aLongHistory_letsOldItemsJoinTheirInterest() {
    int[] columns =
        IntStream.concat(
                IntStream.of(SECOND + 2),
                IntStream.concat(IntStream.range(0, SECOND), IntStream.of(SECOND)))
            .toArray();
    float[] weights = new float[columns.length];
    Arrays.fill(weights, 1);
    List<History> interests = Interests.of(MODEL, new History(columns, weights), 2);
    assertThat(interests.getLast().columns()).containsExactly(SECOND + 2, SECOND);
    assertThat(interests.getFirst().size()).isEqualTo(SECOND);
  }

  private static EmbeddingModel model() {
    String first = basket(0, SECOND);
    String second = basket(SECOND, SECOND + 10);
    TrainedModel.Retrieval trained =
        ShopModels.train("als", new GfCfTrainer(2, 30, 1), first, second, first, second);
    return (EmbeddingModel) trained.model();
  }

  /** Returns items whose names are in the order of their columns. */
  private static String basket(int from, int to) {
    return IntStream.range(from, to).mapToObj("%03d"::formatted).collect(Collectors.joining(" "));
  }
}
