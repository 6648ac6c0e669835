package io.cairn.recommender.reranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.core.Visitor;
import io.cairn.features.FeatureReader;
import io.cairn.features.Profile;
import io.cairn.features.RecentEvents;
import io.cairn.features.VectorSpace;
import io.cairn.recommender.Shop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class SimilarityTest {

  /** Vectors of two numbers; the item c has none. */
  private record Plane(Map<ItemId, float[]> vectors) implements VectorSpace {
    @Override
    public Optional<float[]> ofItem(ItemId item) {
      return Optional.ofNullable(vectors.get(item));
    }

    @Override
    public Optional<float[]> ofHistory(Profile profile, RecentEvents recent) {
      return Optional.empty();
    }
  }

  private static Slate slate(Shop shop, List<Candidate> candidates) {
    Plane plane =
        new Plane(
            Map.of(
                new ItemId("a"), new float[] {2, 0},
                new ItemId("b"), new float[] {3, 3},
                new ItemId("d"), new float[] {-1, 0}));
    Slate slate =
        new Slate(
            shop.query(Visitor.ANONYMOUS),
            new FeatureReader(shop.features(), shop.store()),
            Map.of("plane", plane));
    slate.know(candidates);
    return slate;
  }

  private static float[] column(Similarity similarity, Shop shop, int one, String... items) {
    List<Candidate> candidates =
        Shop.ids(items).stream().map(item -> new Candidate(item, List.of(), 0)).toList();
    float[] column = new float[items.length];
    similarity.among(slate(shop, candidates), candidates).to(one, column);
    return column;
  }

  @Test
  void vectors_areComparedByTheCosine_andTheUnknownIsLikeNoOther() {
    Similarity similarity = new Similarity.Vectors(List.of("absent", "plane"));
    assertThat(column(similarity, new Shop(), 0, "a", "b", "c", "d"))
        .containsExactly(new float[] {1, (float) Math.sqrt(.5), 0, -1}, within(1e-6f));
    assertThat(column(similarity, new Shop(), 2, "a", "b", "c", "d")).containsExactly(0, 0, 1, 0);
  }

  @Test
  void content_isOfAllTexts_andTheWordsOfTheTitle() {
    Shop shop = new Shop().branded("a", 1, "acme", "toys").branded("b", 1, "acme", "food");
    // category=toys, brand=acme, toys, by, acme; with b: brand=acme, by, acme
    assertThat(column(new Similarity.Content(), shop, 0, "a", "b"))
        .containsExactly(new float[] {1, 3 / 7f}, within(1e-6f));
  }

  @Property(tries = 60)
  void attribute_isJaccardsCoefficient_howeverManyTextsThereAre(
      @ForAll @Size(min = 1, max = 6)
          List<@Size(max = 60) Set<@IntRange(max = 150) Integer>> sets) {
    Shop shop = new Shop();
    List<String> names = new ArrayList<>();
    for (Set<Integer> set : sets) {
      names.add("i" + names.size());
      shop.branded(
          names.getLast(), 1, "", set.stream().map(text -> "c" + text).toArray(String[]::new));
    }
    Similarity similarity = new Similarity.Attribute("category");
    float[] column = column(similarity, shop, 0, names.toArray(String[]::new));
    assertThat(column[0]).isEqualTo(1);
    for (int other = 1; other < column.length; other++) {
      Set<Integer> common = new HashSet<>(sets.getFirst());
      common.retainAll(sets.get(other));
      Set<Integer> all = new HashSet<>(sets.getFirst());
      all.addAll(sets.get(other));
      float expected = all.isEmpty() ? 0 : (float) common.size() / all.size();
      assertThat(column[other]).isEqualTo(expected, within(1e-6f));
    }
  }
}
