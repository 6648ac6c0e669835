package io.cairn.recommender.reranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.recommender.RerankerContract;
import io.cairn.recommender.Shop;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class MmrTest extends RerankerContract {
  private static final Similarity CATEGORY = new Similarity.Attribute("category");

  @Override
  protected Reranker reranker() {
    return new Mmr(.6, Mmr.Against.NEAREST, 8, CATEGORY);
  }

  @Property(tries = 100)
  void reorder_byLikingAlone_keepsTheOrder(
      @ForAll @Size(max = 20) List<Float> scores, @ForAll Mmr.Against against) {
    List<Candidate> ranked =
        candidates(scores.size()).stream()
            .map(c -> c.withScore(scores.get(Integer.parseInt(c.item().value().substring(1)))))
            .sorted((a, b) -> Float.compare(b.score(), a.score()))
            .toList();
    Slate slate = slate(shop(), Shop.user("u"), ranked);
    assertThat(names(new Mmr(1, against, 5, CATEGORY).reorder(slate, ranked)))
        .isEqualTo(names(ranked));
    assertThat(slate.effects()).isEmpty();
  }

  @Test
  void reorder_takesWhatIsUnlikeTheNearest() {
    Shop shop = shop().branded("a", 1, "", "x").branded("b", 1, "", "x").branded("c", 1, "", "y");
    List<Candidate> ranked = List.of(candidate("a", 1), candidate("b", .9f), candidate("c", .5f));
    Slate slate = slate(shop, Shop.user("u"), ranked);
    List<Candidate> order = new Mmr(.5, Mmr.Against.NEAREST, 3, CATEGORY).reorder(slate, ranked);
    assertThat(names(order)).containsExactly("a", "c", "b");
    assertThat(order.get(1).score()).isEqualTo(0);
    assertThat(order.get(2).score()).isEqualTo(-.1f, within(1e-6f));
    assertThat(slate.effects())
        .containsExactly(new Effect("step", new ItemId("b"), "like what stands above", -.5f));
  }

  @Test
  void reorder_againstAll_countsEachThatIsAlike() {
    Shop shop = shop().branded("a", 1, "", "x").branded("b", 1, "", "x").branded("c", 1, "", "y");
    shop.branded("d", 1, "", "x").branded("e", 1, "", "y");
    List<Candidate> ranked =
        List.of(
            candidate("a", 1),
            candidate("b", 1),
            candidate("c", 1),
            candidate("d", .9f),
            candidate("e", 0));
    Slate slate = slate(shop, Shop.user("u"), ranked);
    assertThat(names(new Mmr(.45, Mmr.Against.NEAREST, 5, CATEGORY).reorder(slate, ranked)))
        .containsExactly("a", "c", "b", "d", "e");
    assertThat(names(new Mmr(.45, Mmr.Against.ALL, 5, CATEGORY).reorder(slate, ranked)))
        .containsExactly("a", "c", "b", "e", "d");
  }

  @Test
  void reorder_withoutTheModel_keepsTheOrder_andSaysSo() {
    List<Candidate> ranked = candidates(4);
    Slate slate = slate(shop(), Shop.user("u"), ranked);
    Similarity vectors = new Similarity.Vectors(List.of("als", "towers"));
    assertThat(names(new Mmr(.5, Mmr.Against.ALL, 4, vectors).reorder(slate, ranked)))
        .isEqualTo(names(ranked));
    assertThat(slate.effects())
        .extracting(Effect::what)
        .containsExactly("no vectors of [als, towers] to compare by");
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mmr(1.1, Mmr.Against.ALL, 1, CATEGORY))
        .withMessage("lambda must be in [0.0, 1.0], was 1.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mmr(1, Mmr.Against.ALL, 0, CATEGORY))
        .withMessage("places must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Similarity.Attribute(" "))
        .withMessage("attribute must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Similarity.Vectors(List.of()))
        .withMessage("models must be at least 1, was 0");
  }

  private static List<String> names(List<Candidate> candidates) {
    return candidates.stream().map(candidate -> candidate.item().value()).toList();
  }
}
