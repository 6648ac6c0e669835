package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Proposes items at random: the floor that every other source must beat. The seed, whoever asks and
 * the item decide; the same three give the same list. Immutable.
 */
public record RandomSource(String name, long seed, Charts charts) implements CandidateSource {

  @Override
  public boolean isPersonal() {
    return false;
  }

  @Override
  public String reason(Query query, Proposal proposal, Function<ItemId, String> titles) {
    return "drawn at random";
  }

  @Override
  public List<ScoredItem> retrieve(Query query, int limit) {
    long whoAsks = seed ^ mix(query.request().visitor().hashCode());
    if (query.only().isPresent()) {
      return charts.score(
          query.only().get(),
          row -> charts.entry(row).map(e -> score(whoAsks, e.item().id())).orElse(0f),
          limit);
    }
    TopItems top = new TopItems(limit);
    for (ItemId item : query.view().charts(charts, query.request().time()).items()) {
      float score = score(whoAsks, item);
      if (top.wants(score) && query.allows(item)) {
        top.add(new ScoredItem(item, score, Optional.empty()));
      }
    }
    return top.bestFirst();
  }

  /** Returns a number above 0 and up to 1. */
  private static float score(long whoAsks, ItemId item) {
    return ((mix(whoAsks + item.hashCode()) >>> 40) + 1) / (float) (1 << 24);
  }

  /** Spreads the bits: the finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
