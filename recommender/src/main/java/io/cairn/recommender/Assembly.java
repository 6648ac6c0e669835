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
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

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

  /**
   * What spoke first against a candidate.
   *
   * @param position the place at which it did, from 1
   */
  private record Held(Loss loss, int position) {}

  private final Map<String, Placement.Placing> placings = new LinkedHashMap<>();
  private final Map<ItemId, Held> held = new HashMap<>();
  private final Slate slate;
  private final NavigableMap<Integer, Pin> pins = new TreeMap<>();
  private final Supplier<List<Candidate>> more;
  private final List<Candidate> waiting = new ArrayList<>();
  private final List<Placed> page = new ArrayList<>();

  /**
   * Begins an empty list.
   *
   * @param more gives candidates that come after those that were offered; none at the end
   */
  Assembly(Slate slate, List<Control<Placement>> placements, Supplier<List<Candidate>> more) {
    for (Control<Placement> control : placements) {
      placings.put(control.name(), control.reranker().begin(slate.at(control.name())));
    }
    this.slate = slate;
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
      Optional<Candidate> next = pinned(page.size() + 1).or(() -> next(page.size() + 1));
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
      pin.candidate().ifPresent(this::place);
    }
  }

  private Optional<Candidate> pinned(int position) {
    Pin pin = pins.remove(position);
    if (pin == null) {
      return Optional.empty();
    }
    return pin.candidate().or(() -> firstThatFits(pin));
  }

  private Optional<Candidate> firstThatFits(Pin pin) {
    Optional<Candidate> first = waiting.stream().filter(pin.fits()).findFirst();
    if (first.isPresent()) {
      waiting.remove(first.get());
      return first;
    }
    List<Candidate> others = more.get();
    waiting.addAll(others);
    return others.isEmpty() ? Optional.empty() : firstThatFits(pin);
  }

  /** Takes the candidate for the position, if any may stand there. */
  private Optional<Candidate> next(int position) {
    for (Placement.Placing placing : placings.values()) {
      if (placing.isKept(position)) {
        Optional<Candidate> wanted = first(position, placing::isFor);
        if (wanted.isPresent()) {
          return wanted;
        }
      }
    }
    return first(position, _ -> true);
  }

  /** Takes the first of the wanted candidates that may stand at the position, if there is any. */
  private Optional<Candidate> first(int position, Predicate<Candidate> isWanted) {
    int at = 0;
    while (at < waiting.size() || more()) {
      Candidate candidate = waiting.get(at);
      if (isWanted.test(candidate)) {
        Optional<Loss> loss = against(candidate, position);
        if (loss.isEmpty()) {
          waiting.remove(at);
          return Optional.of(candidate);
        }
        held.putIfAbsent(candidate.item(), new Held(loss.get(), position));
      }
      at++;
    }
    return Optional.empty();
  }

  private boolean more() {
    return waiting.addAll(more.get());
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
    Held before = held.remove(candidate.item());
    if (before != null) {
      String what = "held back from place %d: %s".formatted(before.position, before.loss.reason());
      slate.note(new Effect(before.loss.step(), candidate.item(), what, Float.NaN));
    }
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
    pins.forEach(
        (slot, pin) ->
            pin.candidate()
                .ifPresent(
                    c -> losses.put(c.item(), new Loss(pin.rule(), "pinned to place " + slot))));
    return losses;
  }
}
