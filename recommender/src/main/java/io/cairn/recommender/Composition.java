package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.recommender.reranking.Control;
import io.cairn.recommender.reranking.Gate;
import io.cairn.recommender.reranking.Reordering;
import io.cairn.recommender.reranking.Slate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One list on its way from ranked candidates to what is shown: gates, re-ordering, placing, filling
 * up, relaxing. For use by one thread.
 */
final class Composition {
  private static final int MORE = 20;

  private final Surface surface;
  private final Slate slate;
  private final Eligible eligible;
  private final Assembly assembly;
  private final List<Course.Step> steps = new ArrayList<>();
  private final Set<ItemId> fallback = new HashSet<>();
  private final List<String> relaxed = new ArrayList<>();
  private final Set<ItemId> gone = new HashSet<>();
  private int begin;
  private int end;
  private Held held;

  /**
   * Begins an empty list.
   *
   * @param gates beside those that every list has
   */
  Composition(Surface surface, Slate slate, List<Gate> gates) {
    this.surface = surface;
    this.slate = slate;
    end = slate.count();
    eligible = new Eligible(slate, gates);
    assembly = new Assembly(slate, surface.placements(), () -> eligible.next(MORE));
    held = new Held(assembly);
  }

  /**
   * What waits, and why it is not on the page at hand: computed when it is first asked for, or just
   * before the list goes on. Safe for use by multiple threads.
   */
  private static final class Held implements Supplier<Map<ItemId, Loss>> {
    private final Assembly assembly;
    private @Nullable Map<ItemId, Loss> losses;

    Held(Assembly assembly) {
      this.assembly = assembly;
    }

    @Override
    public synchronized Map<ItemId, Loss> get() {
      if (losses == null) {
        losses = assembly.losses();
      }
      return losses;
    }
  }

  /**
   * Puts the best of ranked candidates into the order in which they are to be placed.
   *
   * @param depth how many re-rankers look at; the others follow in their order
   */
  void order(List<Candidate> ranked, int depth) {
    steps.add(new Course.Step("ranking", ranked));
    eligible.offer(ranked);
    boolean isReordered = !surface.reorderings().isEmpty();
    List<Candidate> order =
        eligible.next(isReordered ? Math.max(depth, slate.count()) : slate.count());
    for (Control<Reordering> control : surface.reorderings()) {
      order = control.reranker().reorder(slate, order);
      steps.add(new Course.Step(control.name(), order));
    }
    assembly.offer(order);
  }

  /** Places candidates until the list is full or none may be placed. */
  void fill() {
    assembly.fill(end);
  }

  /** Looks once more at what waits to be placed: other lists may have been filled meanwhile. */
  void recheck() {
    assembly.recheck(eligible::again);
  }

  /**
   * Begins another page, and places candidates until it is full or none may be placed. What may no
   * longer be shown is left out; what was placed stays where it is.
   *
   * @param from how many places come before
   * @param count how many items the page is to have
   * @param excluded what must not be shown from here on
   */
  void goOn(int from, int count, Set<ItemId> excluded) {
    held.get();
    held = new Held(assembly);
    eligible.exclude(excluded);
    recheck();
    begin = Math.min(from, assembly.page().size());
    leaveOut(assembly.page().subList(begin, assembly.page().size()));
    end = begin;
    for (int open = count; open > 0; end++) {
      open -= end < assembly.page().size() && isGone(assembly.page().get(end)) ? 0 : 1;
    }
    fill();
  }

  private void leaveOut(List<Assembly.Placed> placed) {
    List<Candidate> candidates = placed.stream().map(Assembly.Placed::candidate).toList();
    Set<Candidate> still = new HashSet<>(eligible.again(candidates));
    gone.clear();
    candidates.stream().filter(c -> !still.contains(c)).forEach(c -> gone.add(c.item()));
  }

  private boolean isGone(Assembly.Placed placed) {
    return gone.contains(placed.candidate().item());
  }

  /** Goes on with what a fallback proposes. */
  void fillWith(List<Candidate> ranked) {
    ranked.forEach(candidate -> fallback.add(candidate.item()));
    eligible.offer(ranked);
    fill();
  }

  /** Lets go what the surface declares, one after the other, until the list is full. */
  void relax() {
    for (String name : surface.relax()) {
      if (isFull()) {
        return;
      }
      int before = assembly.page().size();
      if (!assembly.relax(name)) {
        eligible.relax(name);
      }
      fill();
      if (assembly.page().size() > before) {
        relaxed.add(name);
      }
    }
  }

  /** Whether the page at hand has as many items as were asked for. */
  boolean isFull() {
    return assembly.page().size() >= end;
  }

  /** Returns the page at hand: the whole list, before it goes on. */
  List<Assembly.Placed> page() {
    int to = Math.min(end, assembly.page().size());
    return assembly.page().subList(begin, to).stream().filter(placed -> !isGone(placed)).toList();
  }

  /** Returns the items of the page at hand. */
  List<Item> items() {
    return page().stream().map(placed -> slate.item(placed.candidate().item())).toList();
  }

  /** Returns the candidates that are first in order for the page at hand, before it is filled. */
  List<Candidate> first() {
    return assembly.waiting().stream().limit(slate.count()).toList();
  }

  /** Returns how many places come before the page after this one. */
  int end() {
    return end;
  }

  /** Returns how many candidates are remembered. */
  int candidates() {
    return eligible.candidates();
  }

  /** Returns how the list came about. */
  Course course() {
    Set<ItemId> filled = new HashSet<>();
    Set<ItemId> ranked = new HashSet<>();
    steps.getFirst().candidates().forEach(candidate -> ranked.add(candidate.item()));
    for (Assembly.Placed placed : page()) {
      ItemId item = placed.candidate().item();
      if (fallback.contains(item) && !ranked.contains(item)) {
        filled.add(item);
      }
    }
    return new Course(
        steps,
        eligible.losses(),
        held,
        slate.effects(),
        filled,
        relaxed,
        isFull() ? "" : shortfall());
  }

  private String shortfall() {
    Map<ItemId, Loss> losses = new LinkedHashMap<>(eligible.losses());
    losses.putAll(held.get());
    Map<String, Integer> reasons = new TreeMap<>();
    losses.values().forEach(loss -> reasons.merge(loss.step(), 1, Integer::sum));
    String lost =
        reasons.entrySet().stream()
            .map(reason -> "%d by %s".formatted(reason.getValue(), reason.getKey()))
            .collect(Collectors.joining(", "));
    return "only %d of %d: the sources proposed no more%s"
        .formatted(
            page().size(),
            page().size() + end - assembly.page().size(),
            lost.isEmpty() ? "" : " that may be shown, lost were " + lost);
  }
}
