package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.features.CatalogueEntry;
import io.cairn.recommender.reranking.Gate;
import io.cairn.recommender.reranking.Slate;
import io.cairn.recommender.retrieval.Query;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Those of the candidates of one list that may be shown, whatever the sources did: what was seen,
 * what is not available, what the request excludes, the items that the list is about, and what a
 * gate is against is lost. Candidates are looked at a page at a time, since most often the first is
 * enough. For use by one thread.
 */
final class Eligible {
  /** The gate that may be relaxed without being configured. */
  static final String SEEN = "seen";

  private static final int ROWS_MIN = 20;

  private final Slate slate;
  private final List<Gate> gates = new ArrayList<>();
  private final List<Gate> gatesNow = new ArrayList<>();
  private final Set<String> relaxed = new HashSet<>();
  private final Set<ItemId> excluded;
  private final Set<ItemId> offered = new HashSet<>();
  private final Deque<Candidate> waiting = new ArrayDeque<>();
  private final Map<ItemId, Loss> losses = new LinkedHashMap<>();
  private final Map<String, List<Candidate>> lostBy = new HashMap<>();

  /**
   * Begins without candidates.
   *
   * @param more gates beside those that every list has
   */
  Eligible(Slate slate, List<Gate> more) {
    this.slate = slate;
    RecommendationRequest request = slate.query().request();
    Set<ItemId> seeds = new HashSet<>(request.seeds());
    excluded = new HashSet<>(request.exclude());
    gates.add(gate("excluded", "excluded by the request", excluded::contains));
    gates.add(gate("seeds", "what the list is about", seeds::contains));
    gates.add(new SeenGate(slate.query()));
    gates.add(new Available());
    gates.addAll(more);
  }

  private record SeenGate(Query query) implements Gate {
    @Override
    public String name() {
      return SEEN;
    }

    @Override
    public Optional<String> against(Candidate candidate, CatalogueEntry entry) {
      ItemId item = candidate.item();
      return query.seen().contains(item)
          ? Optional.of(
              query
                  .seenEvent()
                  .apply(item)
                  .map(event -> event.reason(query.request().time()))
                  .orElse(SEEN))
          : Optional.empty();
    }
  }

  private record Available() implements Gate {
    @Override
    public String name() {
      return "available";
    }

    @Override
    public Optional<String> against(Candidate candidate, CatalogueEntry entry) {
      return entry.isShowable() ? Optional.empty() : Optional.of("not available");
    }
  }

  private static Gate gate(String name, String reason, Predicate<ItemId> isAgainst) {
    Optional<String> against = Optional.of(reason);
    return new Gate() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<String> against(Candidate candidate, CatalogueEntry entry) {
        return isAgainst.test(candidate.item()) ? against : Optional.empty();
      }
    };
  }

  /** Takes candidates to look at after those that wait; an item that came before is left out. */
  void offer(List<Candidate> ranked) {
    for (Candidate candidate : ranked) {
      if (offered.add(candidate.item())) {
        waiting.add(candidate);
      }
    }
  }

  /**
   * Returns the next candidates that may be shown: at least {@code limit} where there are so many.
   */
  List<Candidate> next(int limit) {
    List<Candidate> next = new ArrayList<>();
    while (next.size() < limit && !waiting.isEmpty()) {
      List<Candidate> some = poll(Math.max(limit - next.size(), ROWS_MIN));
      slate.know(some);
      some.forEach(candidate -> look(candidate, next));
    }
    return next;
  }

  private List<Candidate> poll(int limit) {
    List<Candidate> some = new ArrayList<>(Math.min(limit, waiting.size()));
    while (some.size() < limit && !waiting.isEmpty()) {
      some.add(waiting.remove());
    }
    return some;
  }

  private void look(Candidate candidate, List<Candidate> next) {
    Optional<CatalogueEntry> entry = slate.entry(candidate.item());
    if (entry.isEmpty()) {
      losses.put(candidate.item(), new Loss("catalogue", "not in the catalogue"));
      return;
    }
    if (!isLost(candidate, entry.get(), gates) && !isLost(candidate, entry.get(), gatesNow)) {
      next.add(candidate);
    }
  }

  private boolean isLost(Candidate candidate, CatalogueEntry entry, List<Gate> some) {
    for (Gate gate : some) {
      Optional<String> against = gate.against(candidate, entry);
      if (against.isPresent() && !relaxed.contains(gate.name())) {
        losses.put(candidate.item(), new Loss(gate.name(), against.get()));
        lostBy.computeIfAbsent(gate.name(), _ -> new ArrayList<>()).add(candidate);
        return true;
      }
    }
    return false;
  }

  /** Lets gates hold for what is still to come, in place of those of an earlier call. */
  void holdNow(List<Gate> newGates) {
    gatesNow.clear();
    gatesNow.addAll(newGates);
  }

  /** Keeps more items out of what is still to come. */
  void exclude(Set<ItemId> more) {
    excluded.addAll(more);
  }

  /** Returns those of candidates that came through before which may still be shown. */
  List<Candidate> again(List<Candidate> candidates) {
    List<Candidate> still = new ArrayList<>(candidates.size());
    slate.know(candidates);
    candidates.forEach(candidate -> look(candidate, still));
    return still;
  }

  /** Lets a gate go: what it kept out waits again, and need only get past the others. */
  void relax(String gate) {
    relaxed.add(gate);
    List<Candidate> again = lostBy.getOrDefault(gate, List.of());
    again.forEach(candidate -> losses.remove(candidate.item()));
    waiting.addAll(again);
    lostBy.remove(gate);
  }

  /** Returns the gates that were let go and are against a candidate which came through since. */
  Set<String> crossed(Candidate candidate) {
    Optional<CatalogueEntry> entry = slate.entry(candidate.item());
    Set<String> crossed = new LinkedHashSet<>();
    for (Gate gate : gates) {
      if (relaxed.contains(gate.name())
          && entry.flatMap(known -> gate.against(candidate, known)).isPresent()) {
        crossed.add(gate.name());
      }
    }
    return crossed;
  }

  /** Returns how many candidates came so far. */
  int candidates() {
    return offered.size();
  }

  /** Returns what is lost so far, and why. */
  Map<ItemId, Loss> losses() {
    return losses;
  }
}
