package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.recommender.reranking.Control;
import io.cairn.recommender.reranking.Effect;
import io.cairn.recommender.reranking.Placement;
import io.cairn.recommender.reranking.Slate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

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

  /**
   * What spoke first against a candidate.
   *
   * @param position the place at which it did, from 1
   */
  private record Objection(Loss loss, int position) {}

  private final Optional<Exploring> exploring;
  private final Map<String, Placement.Placing> placings = new LinkedHashMap<>();
  private final Map<String, Placement.Placing> letGo = new LinkedHashMap<>();
  private final Map<ItemId, Set<String>> crossed = new HashMap<>();
  private final Map<ItemId, Objection> held = new HashMap<>();
  private final Slate slate;
  private final NavigableMap<Integer, Pin> pins = new TreeMap<>();
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
    for (Control<Placement> control : placements) {
      placings.put(control.name(), control.reranker().begin(slate.at(control.name())));
    }
    this.slate = slate;
    this.exploring = exploring;
    this.more = more;
  }

  /**
   * A place that is given away: to a candidate, or to the first that fits.
   *
   * @param rule who gives it away
   * @param candidate may be shown, and does not wait for other places
   */
  record Pin(String rule, Optional<Candidate> candidate, Predicate<Candidate> fits) {}

  /** Holds back candidates also where this says so. */
  void hold(String name, Placement.Placing placing) {
    placings.put(name, placing);
  }

  /** Gives a place away, whatever placements say. */
  void pin(int slot, Pin pin) {
    pins.putIfAbsent(slot, pin);
  }

  /** Takes candidates, in order, that may be shown. */
  void offer(List<Candidate> candidates) {
    waiting.addAll(candidates);
  }

  /** Fills places until there are {@code count}, or nothing may stand at the next one. */
  void fill(int count) {
    while (page.size() < count) {
      int position = page.size() + 1;
      Optional<Placed> next = pinned(position).or(() -> kept(position)).or(() -> drawn(position));
      if (next.isEmpty()) {
        return;
      }
      place(next.get());
    }
  }

  /** Fills places with what is pinned to later ones, where nothing else is left. */
  void fillWithPinned(int count) {
    while (page.size() < count && !pins.isEmpty()) {
      Pin pin = pins.pollFirstEntry().getValue();
      pin.candidate().ifPresent(candidate -> place(new Placed(candidate, 1)));
    }
  }

  /** Returns the candidate to which the place is given away. */
  private Optional<Placed> pinned(int position) {
    Pin pin = pins.remove(position);
    return pin == null
        ? Optional.empty()
        : pin.candidate()
            .or(() -> candidates(1, pin.fits()).stream().findFirst())
            .map(candidate -> new Placed(candidate, 1));
  }

  /** Returns the first of the candidates for which a placement keeps the place. */
  private Optional<Placed> kept(int position) {
    for (Placement.Placing placing : placings.values()) {
      if (placing.isKept(position)) {
        List<Candidate> wanted = candidates(1, c -> placing.isFor(c) && isAllowed(c, position));
        if (!wanted.isEmpty()) {
          return Optional.of(new Placed(wanted.getFirst(), 1));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Returns one of the first candidates that may stand at the position: the first, or by chance.
   */
  private Optional<Placed> drawn(int position) {
    int depth = exploring.map(explores -> explores.depth(position)).orElse(1);
    List<Candidate> pool = candidates(depth, candidate -> isAllowed(candidate, position));
    if (pool.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        pool.size() == 1
            ? new Placed(pool.getFirst(), 1)
            : exploring.orElseThrow().draw(pool, position));
  }

  /** Returns the first of the waiting candidates that are wanted: as many as asked for, or all. */
  private List<Candidate> candidates(int size, Predicate<Candidate> isWanted) {
    List<Candidate> wanted = new ArrayList<>();
    int looked = 0;
    do {
      while (looked < waiting.size() && wanted.size() < size) {
        Candidate candidate = waiting.get(looked++);
        if (isWanted.test(candidate)) {
          wanted.add(candidate);
        }
      }
    } while (wanted.size() < size && waiting.addAll(more.get()));
    return wanted;
  }

  private boolean isAllowed(Candidate candidate, int position) {
    Optional<Loss> loss = against(candidate, position);
    loss.ifPresent(why -> held.putIfAbsent(candidate.item(), new Objection(why, position)));
    return loss.isEmpty();
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
    int position = page.size() + 1;
    letGo.forEach(
        (name, placing) -> {
          if (placing.against(candidate, position).isPresent()) {
            crossed.computeIfAbsent(candidate.item(), _ -> new LinkedHashSet<>()).add(name);
          }
        });
    page.add(placed);
    Objection before = held.remove(candidate.item());
    if (before != null) {
      String what = "held back from place %d: %s".formatted(before.position, before.loss.reason());
      slate.note(new Effect(before.loss.step(), candidate.item(), what, Float.NaN));
    }
    placings.values().forEach(placing -> placing.placed(candidate, position));
    letGo.values().forEach(placing -> placing.placed(candidate, position));
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
    pins.values()
        .removeIf(
            pin -> pin.candidate().filter(c -> again.apply(List.of(c)).isEmpty()).isPresent());
  }

  /** Lets a placement go; returns whether there was one of that name. */
  boolean relax(String placement) {
    Placement.Placing placing = placings.remove(placement);
    if (placing != null) {
      letGo.put(placement, placing);
    }
    return placing != null;
  }

  /** Returns the placements that were let go and speak against an item that was placed since. */
  Set<String> crossed(ItemId item) {
    return crossed.getOrDefault(item, Set.of());
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
    pins.forEach(
        (slot, pin) ->
            pin.candidate()
                .ifPresent(
                    c -> losses.put(c.item(), new Loss(pin.rule(), "pinned to place " + slot))));
    return losses;
  }
}
