package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.recommender.reranking.Control;
import io.cairn.recommender.reranking.Placement;
import io.cairn.recommender.reranking.Slate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Fills a list place by place: each takes the first candidate against which no placement speaks or,
 * where an explorer wants it, one that is drawn from the first few of these. A longer list begins
 * with the shorter one. For use by one thread.
 */
final class Assembly {

  /**
   * A candidate at its place.
   *
   * @param propensity the probability of its standing there, given what stands before it, in (0, 1]
   */
  record Placed(Candidate candidate, float propensity) {}

  private final Optional<Exploring> exploring;
  private final Map<String, Placement.Placing> placings = new LinkedHashMap<>();
  private final Supplier<List<Candidate>> more;
  private final List<Candidate> waiting = new ArrayList<>();
  private final List<Placed> page = new ArrayList<>();

  /**
   * Begins an empty list.
   *
   * @param exploring draws who takes some places; empty where the first always does
   * @param more gives candidates that come after those that were offered; none at the end
   */
  Assembly(
      Slate slate,
      List<Control<Placement>> placements,
      Optional<Exploring> exploring,
      Supplier<List<Candidate>> more) {
    this.exploring = exploring;
    placements.forEach(control -> placings.put(control.name(), control.reranker().begin(slate)));
    this.more = more;
  }

  /** Takes candidates, in order, that may be shown. */
  void offer(List<Candidate> candidates) {
    waiting.addAll(candidates);
  }

  /** Fills places until there are {@code count}, or nothing may stand at the next one. */
  void fill(int count) {
    while (page.size() < count) {
      int position = page.size() + 1;
      List<Candidate> pool = pool(position, exploring.map(e -> e.depth(position)).orElse(1));
      if (pool.isEmpty()) {
        return;
      }
      place(
          pool.size() == 1
              ? new Placed(pool.getFirst(), 1)
              : exploring.orElseThrow().draw(pool, position));
    }
  }

  /**
   * Returns the first candidates that may stand at the position: as many as wanted, or all.
   *
   * @param size at least 1
   */
  private List<Candidate> pool(int position, int size) {
    List<Candidate> pool = new ArrayList<>();
    int looked = 0;
    do {
      while (looked < waiting.size() && pool.size() < size) {
        Candidate candidate = waiting.get(looked++);
        if (against(candidate, position).isEmpty()) {
          pool.add(candidate);
        }
      }
    } while (pool.size() < size && waiting.addAll(more.get()));
    return pool;
  }

  private Optional<Loss> against(Candidate candidate, int position) {
    for (Map.Entry<String, Placement.Placing> placing : placings.entrySet()) {
      Optional<String> reason = placing.getValue().against(candidate, position);
      if (reason.isPresent()) {
        return Optional.of(new Loss(placing.getKey(), reason.get()));
      }
    }
    return Optional.empty();
  }

  private void place(Placed placed) {
    Candidate candidate = placed.candidate();
    waiting.remove(candidate);
    page.add(placed);
    placings.values().forEach(placing -> placing.placed(candidate, page.size()));
  }

  /** Lets a placement go; returns whether there was one of that name. */
  boolean relax(String placement) {
    return placings.remove(placement) != null;
  }

  /** Returns the list so far. */
  List<Placed> page() {
    return page;
  }

  /**
   * Returns why each candidate that waits is not on the list. Once the list is filled, safe for use
   * by multiple threads.
   */
  synchronized Map<ItemId, Loss> losses() {
    Map<ItemId, Loss> losses = new LinkedHashMap<>();
    String better = "the %d on the list are better".formatted(page.size());
    for (Candidate candidate : waiting) {
      losses.put(
          candidate.item(),
          against(candidate, page.size() + 1).orElseGet(() -> new Loss(Loss.RANK, better)));
    }
    return losses;
  }
}
