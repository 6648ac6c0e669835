package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.recommender.reranking.Control;
import io.cairn.recommender.reranking.Reordering;
import io.cairn.recommender.reranking.Slate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

  Composition(Surface surface, Slate slate) {
    this.surface = surface;
    this.slate = slate;
    eligible = new Eligible(slate, List.of());
    assembly =
        new Assembly(
            slate,
            surface.placements(),
            surface.explorer().map(explorer -> new Exploring(slate, explorer)),
            () -> eligible.next(MORE));
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
    assembly.fill(slate.count());
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

  boolean isFull() {
    return assembly.page().size() == slate.count();
  }

  /** Returns the list so far. */
  List<Assembly.Placed> page() {
    return assembly.page();
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
        assembly::losses,
        slate.effects(),
        filled,
        relaxed,
        isFull() ? "" : shortfall());
  }

  private String shortfall() {
    Map<ItemId, Loss> losses = new LinkedHashMap<>(eligible.losses());
    losses.putAll(assembly.losses());
    Map<String, Integer> reasons = new TreeMap<>();
    losses.values().forEach(loss -> reasons.merge(loss.step(), 1, Integer::sum));
    String lost =
        reasons.entrySet().stream()
            .map(reason -> "%d by %s".formatted(reason.getValue(), reason.getKey()))
            .collect(Collectors.joining(", "));
    return "only %d of %d: the sources proposed no more%s"
        .formatted(
            page().size(),
            slate.count(),
            lost.isEmpty() ? "" : " that may be shown, lost were " + lost);
  }
}
