package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.recommender.reranking.Control;
import io.cairn.recommender.reranking.Effect;
import io.cairn.recommender.reranking.Reordering;
import io.cairn.recommender.reranking.Slate;
import io.cairn.recommender.rules.RuleRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One list on its way from ranked candidates to what is shown: gates, re-ordering, placing, filling
 * up, relaxing. For use by one thread.
 */
final class Composition {
  /** The step at which rules move candidates. */
  static final String RULES = "rules";

  private static final int MORE = 20;
  private static final String LET_GO = "let go, as the list was short";

  private final Surface surface;
  private final Slate slate;
  private final Eligible eligible;
  private final RuleRun rules;
  private final Assembly assembly;
  private final List<Course.Step> steps = new ArrayList<>();
  private final Set<ItemId> fallback = new HashSet<>();
  private final List<String> relaxed = new ArrayList<>();

  Composition(Surface surface, Slate slate, RuleRun rules) {
    this.surface = surface;
    this.slate = slate;
    this.rules = rules;
    eligible = new Eligible(slate, rules.gates());
    assembly =
        new Assembly(
            slate,
            surface.placements(),
            surface.explorer().map(explorer -> new Exploring(slate, explorer)),
            () -> eligible.next(MORE));
    rules.placings(slate).forEach(assembly::hold);
  }

  /**
   * Puts the best of ranked candidates into the order in which they are to be placed.
   *
   * @param depth how many re-rankers look at; the others follow in their order
   */
  void order(List<Candidate> ranked, int depth) {
    steps.add(new Course.Step("ranking", ranked));
    new Pins(rules, slate, eligible).pin(ranked, assembly);
    eligible.offer(ranked);
    boolean isReordered = rules.reorders() || !surface.reorderings().isEmpty();
    if (!isReordered) {
      assembly.offer(eligible.next(slate.count()));
      return;
    }
    List<Candidate> best = eligible.next(depth); // the same, however long the list is to be
    List<Candidate> order = best.subList(0, Math.min(depth, best.size()));
    if (rules.reorders()) {
      order = rules.reorder(slate, order);
      steps.add(new Course.Step(RULES, order));
    }
    for (Control<Reordering> control : surface.reorderings()) {
      order = control.reranker().reorder(slate.at(control.name()), order);
      steps.add(new Course.Step(control.name(), order));
    }
    assembly.offer(order);
    assembly.offer(best.subList(order.size(), best.size()));
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

  /** Returns what may be let go where the list is not full, in this order. */
  List<String> relaxations() {
    return rules.relaxations(surface.relax());
  }

  /**
   * Lets go one thing.
   *
   * @param more what sources propose that were held to it; best first
   */
  void relax(String name, List<Candidate> more) {
    int before = assembly.page().size();
    if (!assembly.relax(name)) {
      eligible.relax(name);
    }
    eligible.offer(more);
    fill();
    if (assembly.page().size() > before) {
      relaxed.add(name);
      for (Assembly.Placed placed : page().subList(before, page().size())) {
        slate.note(new Effect(name, placed.candidate().item(), LET_GO, Float.NaN));
      }
    }
  }

  /** Fills places with what is pinned to later ones, where nothing else is left. */
  void fillWithPinned() {
    assembly.fillWithPinned(slate.count());
  }

  /**
   * Returns what keeps an item from being shown at all, whether or not a source proposed it; empty
   * where nothing does. Only asked of a list of which nothing else is.
   */
  Optional<Loss> against(Candidate candidate) {
    eligible.offer(List.of(candidate));
    eligible.next(1);
    return Optional.ofNullable(eligible.losses().get(candidate.item()));
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

  /** Names the rules for whose sake sources left items out. */
  private String restriction() {
    List<String> names = rules.restricting();
    return names.isEmpty() ? "" : "; they were held to the rules " + String.join(", ", names);
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
            (lost.isEmpty() ? "" : " that may be shown, lost were " + lost) + restriction());
  }
}
