package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.ItemId;
import io.cairn.models.AlsTrainer;
import io.cairn.models.EmbeddingModel;
import io.cairn.models.History;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.ShopModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FreshItemsTest {
  private static final ItemId NEW = new ItemId("new");
  private static final TrainedModel.Retrieval TRAINED =
      ShopModels.train("m", new AlsTrainer(4, 10, .1, 4, 1), "a b c", "a b", "x y", "x z");
  private static final EmbeddingModel MODEL = (EmbeddingModel) TRAINED.model();

  private static float[] personOf(String item) {
    int column = TRAINED.items().column(new ItemId(item));
    return MODEL.foldIn(new History(new int[] {column}, new float[] {1}));
  }

  private static float score(float[] vector, String liked) {
    float score = 0;
    float[] person = personOf(liked);
    for (int at = 0; at < vector.length; at++) {
      score += vector[at] * person[at];
    }
    return score;
  }

  @Test
  void touched_movesTheItemToItsPeople() {
    FreshItems fresh = new FreshItems(MODEL);
    float[] one = fresh.touched(NEW, "p1", personOf("a"), 1).orElseThrow();
    float[] two = fresh.touched(NEW, "p2", personOf("b"), 1).orElseThrow();
    assertThat(score(one, "a")).isGreaterThan(score(one, "x"));
    assertThat(score(two, "a")).isGreaterThan(score(one, "a"));
  }

  @Test
  void touched_byTheSamePersonTwice_isOnePersonWithMoreWeight() {
    FreshItems twice = new FreshItems(MODEL);
    twice.touched(NEW, "p", personOf("a"), 1);
    FreshItems once = new FreshItems(MODEL);
    assertThat(twice.touched(NEW, "p", personOf("a"), 1).orElseThrow())
        .isEqualTo(once.touched(NEW, "p", personOf("a"), 2).orElseThrow());
  }

  @Test
  void touched_bySomebodyWhoDislikesIt_movesItAway() {
    FreshItems fresh = new FreshItems(MODEL);
    float[] liked = fresh.touched(NEW, "p1", personOf("a"), 1).orElseThrow();
    float[] disliked = fresh.touched(NEW, "p2", personOf("b"), -5).orElseThrow();
    assertThat(score(disliked, "b")).isLessThan(score(liked, "b"));
  }

  @Test
  void touched_bySomebodyWhoTurnsItDown_orTakesBackALike_givesNoVector() {
    FreshItems fresh = new FreshItems(MODEL);
    assertThat(fresh.touched(NEW, "p1", personOf("a"), -1)).isEmpty();
    assertThat(fresh.touched(NEW, "p1", personOf("a"), 2)).isPresent();
    assertThat(fresh.touched(NEW, "p1", personOf("a"), -1)).isEmpty();
  }

  @Test
  void touched_bySomebodyUnknown_changesNothing() {
    FreshItems fresh = new FreshItems(MODEL);
    assertThat(fresh.touched(NEW, "p", new float[MODEL.factors()], 1)).isEmpty();
  }

  @Test
  void touched_byManyPeople_isSolvedForEverMoreRarely_andNoMoreInTheEnd() {
    FreshItems fresh = new FreshItems(MODEL);
    List<Integer> solved = new ArrayList<>();
    for (int person = 0; person < 1_000; person++) {
      Optional<float[]> vector = fresh.touched(NEW, person, personOf("a"), 1);
      if (vector.isPresent()) {
        solved.add(person);
      }
    }
    assertThat(solved.subList(0, 9)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(solved).hasSizeBetween(30, 80);
    assertThat(solved.getLast()).isLessThan(200);
  }
}
