package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Proposal;
import io.cairn.core.Visitor;
import io.cairn.recommender.Shop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every candidate source must do; each source's test extends it. */
public abstract class CandidateSourceContract {

  /** Baskets that models of the shop's items are trained from. */
  protected static final String[] BASKETS = {
    "a b c", "a b", "a c d", "b c", "d e", "d e f", "e f", "a f", "c e"
  };

  /** Returns the source under the name {@code source} over the shop. */
  protected abstract CandidateSource source(Shop shop);

  /** Returns a shop in which most sources have something to say to u, of the north. */
  protected static Shop shop() {
    return new Shop()
        .items(40, "a", "b", "c", "d", "e", "f")
        .user("u", "north")
        .user("v", "north")
        .does("v", "purchase", 5, "b", "d")
        .does("v", "view", 1, "c", "e", "f")
        .does("u", "view", 2, "a");
  }

  protected static Charts charts(Shop shop) {
    return new Charts(shop.features(), shop.store(), Duration.ofMinutes(1), Runnable::run);
  }

  private Query asked(Shop shop) {
    return shop.query(Shop.request("home", Shop.user("u"), 10, "d"));
  }

  private static List<String> names(List<ScoredItem> items) {
    return items.stream().map(scored -> scored.item().value()).toList();
  }

  @Test
  void retrieve_hasSomethingToSay() {
    Shop shop = shop();
    assertThat(source(shop).retrieve(asked(shop), 10)).isNotEmpty();
  }

  @Test
  void retrieve_givesAtMostTheLimit_andTheFirstOfMore() {
    Shop shop = shop();
    CandidateSource source = source(shop);
    List<ScoredItem> all = source.retrieve(asked(shop), 100);
    for (int limit = 1; limit <= all.size(); limit++) {
      assertThat(source.retrieve(asked(shop), limit)).isEqualTo(all.subList(0, limit));
    }
    assertThat(source.retrieve(asked(shop), Integer.MAX_VALUE)).isEqualTo(all);
  }

  @Test
  void retrieve_givesTheBestFirst_eachOnce_withFiniteScores() {
    Shop shop = shop();
    List<ScoredItem> items = source(shop).retrieve(asked(shop), 10);
    assertThat(items).extracting(ScoredItem::item).doesNotHaveDuplicates();
    for (int i = 0; i < items.size(); i++) {
      assertThat(items.get(i).score()).isFinite();
      assertThat(items.get(i).score()).isLessThanOrEqualTo(items.get(Math.max(0, i - 1)).score());
    }
  }

  @Test
  void retrieve_twice_givesTheSame() {
    Shop shop = shop();
    Shop another = shop();
    assertThat(source(shop).retrieve(asked(shop), 10))
        .isEqualTo(source(shop).retrieve(asked(shop), 10))
        .isEqualTo(source(another).retrieve(asked(another), 10));
  }

  @Test
  void retrieve_ofSome_givesNoOthers_evenIfSeen() {
    Shop shop = shop();
    Query query = shop.queryOnly(Shop.user("u"), "a", "c", "no such item");
    assertThat(names(source(shop).retrieve(query, 10))).isSubsetOf("a", "c");
  }

  @Test
  void retrieve_leavesOutWhatWasSeen_whatIsExcluded_andTheSeeds() {
    Shop shop = shop();
    Query query =
        shop.query(Shop.request("home", Shop.user("u"), 10, Set.copyOf(Shop.ids("b", "e")), "d"));
    assertThat(names(source(shop).retrieve(query, 10))).isSubsetOf("c", "f");
  }

  @Test
  void retrieve_fromAnEmptyStore_givesNothing() {
    Shop shop = new Shop();
    assertThat(source(shop).retrieve(shop.query(Visitor.ANONYMOUS), 10)).isEmpty();
  }

  @Test
  void retrieve_forSomebodyUnknown_givesNothingIfPersonal() {
    Shop shop = shop();
    CandidateSource source = source(shop);
    List<ScoredItem> items = source.retrieve(shop.query(Shop.user("nobody")), 10);
    if (source.isPersonal()) {
      assertThat(items).isEmpty();
    }
    assertThat(source.retrieve(shop.query(Visitor.ANONYMOUS), 10)).hasSameSizeAs(items);
  }

  @Test
  void retrieve_afterUnknownItems_doesNotFail() {
    Shop shop = shop().does("w", "view", 1, "new 1", "new 2").does("x", "dislike", 1, "a", "new 1");
    CandidateSource source = source(shop);
    for (String user : List.of("w", "x")) {
      Query query = shop.query(Shop.request("home", Shop.user(user), 10, "new 1", "new 3"));
      assertThat(names(source.retrieve(query, 10))).doesNotContain("new 1", "new 3");
    }
  }

  @Test
  void reason_ofEveryProposal_isASentence() {
    Shop shop = shop();
    CandidateSource source = source(shop);
    Query query = asked(shop);
    for (ScoredItem item : source.retrieve(query, 10)) {
      Proposal proposal = new Proposal(source.name(), 1, item.score(), item.because());
      assertThat(source.reason(query, proposal, id -> "The " + id)).isNotBlank();
    }
  }

  @Test
  void name_isTheGivenOne() {
    assertThat(source(shop()).name()).isEqualTo("source");
  }

  /** Returns the reason of a proposal that no item led to. */
  protected static String reason(CandidateSource source, Query query) {
    return source.reason(
        query, new Proposal(source.name(), 1, 1, Optional.empty()), id -> "The " + id);
  }
}
