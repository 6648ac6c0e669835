package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.recommender.reranking.Control;
import io.cairn.recommender.reranking.Placement;
import io.cairn.recommender.reranking.Slate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Fills a list place by place: each takes the first candidate against which no placement speaks. A
 * longer list begins with the shorter one. For use by one thread.
 */
final class Assembly {

  /**
   * A candidate at its place.
   *
   * @param propensity the probability of its standing there, given what stands before it, in (0, 1]
   */
  record Placed(Candidate candidate, float propensity) {}

  private final Map<String, Placement.Placing> placings = new LinkedHashMap<>();
  private final Supplier<List<Candidate>> more;
  private final List<Candidate> waiting = new ArrayList<>();
  private final List<Placed> page = new ArrayList<>();

  /**
   * Begins an empty list.
   *
   * @param more gives candidates that come after those that were offered; none at the end
   */
  Assembly(Slate slate, List<Control<Placement>> placements, Supplier<List<Candidate>> more) {
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
      Optional<Candidate> next = next(page.size() + 1);
      if (next.isEmpty()) {
        return;
      }
      place(next.get());
    }
  }

  /** Takes the first candidate that may stand at the position, if there is any. */
  private Optional<Candidate> next(int position) {
    Iterator<Candidate> candidates = waiting.iterator();
    while (candidates.hasNext()) {
      Candidate candidate = candidates.next();
      if (against(candidate, position).isEmpty()) {
        candidates.remove();
        return Optional.of(candidate);
      }
    }
    List<Candidate> others = more.get();
    waiting.addAll(others);
    return others.isEmpty() ? Optional.empty() : next(position);
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

  private void place(Candidate candidate) {
    page.add(new Placed(candidate, 1));
    placings.values().forEach(placing -> placing.placed(candidate, page.size()));
  }

  /** Returns the candidates that wait, in order. */
  List<Candidate> waiting() {
    return waiting;
  }

  /** Looks at the candidates that wait once more, and keeps those that are returned. */
  void recheck(UnaryOperator<List<Candidate>> again) {
    List<Candidate> still = again.apply(List.copyOf(waiting));
    waiting.clear();
    waiting.addAll(still);
  }

  /** Lets a placement go; returns whether there was one of that name. */
  boolean relax(String placement) {
    return placings.remove(placement) != null;
  }

  /** Returns the list so far. */
  List<Placed> page() {
    return page;
  }

  /** Returns why each candidate that waits is not on the list. */
  Map<ItemId, Loss> losses() {
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
