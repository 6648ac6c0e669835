package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.recommender.reranking.Control;
import io.cairn.recommender.reranking.Effect;
import io.cairn.recommender.reranking.Gate;
import io.cairn.recommender.reranking.Reordering;
import io.cairn.recommender.reranking.Slate;
import io.cairn.recommender.rules.RuleRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  /** The step at which rules move candidates. */
  static final String RULES = "rules";

  private static final int MORE = 20;
  private static final String LET_GO = "let go, as the list was short";

  private final Surface surface;
  private final Slate slate;
  private final Eligible eligible;
  private final RuleRun rules;
  private final Optional<Beside> beside;
  private final Assembly assembly;
  private final List<Course.Step> steps = new ArrayList<>();
  private final Set<ItemId> fallback = new HashSet<>();
  private final Set<String> relaxed = new LinkedHashSet<>();
  private final Set<ItemId> gone = new HashSet<>();
  private int begin;
  private int end;
  private Losses held;

  /**
   * Begins an empty list.
   *
   * @param rules that hold for it
   * @param beside what stands in other rows of its page; empty where it is no row of a page
   */
  Composition(Surface surface, Slate slate, RuleRun rules, Optional<Beside> beside) {
    this.surface = surface;
    this.slate = slate;
    this.rules = rules;
    end = slate.count();
    List<Gate> all = new ArrayList<>(rules.gates());
    beside.ifPresent(all::add);
    this.beside = beside;
    eligible = new Eligible(slate, all);
    assembly =
        new Assembly(
            slate,
            surface.placements(),
            surface.explorer().map(explorer -> new Exploring(slate, explorer)),
            () -> eligible.next(MORE));
    rules.placings(slate).forEach(assembly::hold);
    held = new Losses(assembly);
  }

  /**
   * What waits, and why it is not on the page at hand: computed when it is first asked for, or just
   * before the list goes on. Safe for use by multiple threads.
   */
  private static final class Losses implements Supplier<Map<ItemId, Loss>> {
    private final Assembly assembly;
    private @Nullable Map<ItemId, Loss> losses;

    Losses(Assembly assembly) {
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
    assembly.fill(end);
  }

  /**
   * Looks once more at what waits to be placed, as other rows of the page were filled meanwhile.
   */
  void recheck() {
    beside.ifPresent(rows -> rows.look(slate));
    assembly.recheck(eligible::again);
  }

  /**
   * Begins another page, and places candidates until it is full or none may be placed. What may no
   * longer be shown is left out; what was placed stays where it is.
   *
   * @param from how many places come before
   * @param count how many items the page is to have
   * @param excluded what must not be shown from here on
   * @param gates of the rules that hold by now, beside those that held when the list was begun
   */
  void goOn(int from, int count, Set<ItemId> excluded, List<Gate> gates) {
    held.get();
    held = new Losses(assembly);
    rules.beginPage();
    eligible.exclude(excluded);
    eligible.holdNow(gates);
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
    for (Candidate candidate : candidates) {
      if (still.contains(candidate)) {
        gone.remove(candidate.item());
      } else {
        gone.add(candidate.item());
      }
    }
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
    for (Assembly.Placed placed : assembly.page().subList(before, assembly.page().size())) {
      ItemId item = placed.candidate().item();
      Set<String> crossed = new LinkedHashSet<>(eligible.crossed(placed.candidate()));
      crossed.addAll(assembly.crossed(item));
      crossed.forEach(let -> slate.note(new Effect(let, item, LET_GO, Float.NaN)));
      relaxed.addAll(crossed);
    }
  }

  /** Fills places with what is pinned to later ones, where nothing else is left. */
  void fillWithPinned() {
    assembly.fillWithPinned(end);
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
  List<ItemId> items() {
    return page().stream().map(placed -> placed.candidate().item()).toList();
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
        List.copyOf(relaxed),
        earlier(),
        isFull() ? "" : shortfall());
  }

  /** Returns what was shown on the pages before the one at hand. */
  private List<ItemId> earlier() {
    return assembly.page().subList(0, begin).stream()
        .filter(placed -> !isGone(placed))
        .map(placed -> placed.candidate().item())
        .toList();
  }

  /** Names the rules for whose sake sources left items out. */
  private String restriction() {
    List<String> names = rules.restricting();
    return names.isEmpty() ? "" : "; they were held to the rules " + String.join(", ", names);
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
            (lost.isEmpty() ? "" : " that may be shown, lost were " + lost) + restriction());
  }
}
