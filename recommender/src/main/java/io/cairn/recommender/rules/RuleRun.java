package io.cairn.recommender.rules;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.core.Rule;
import io.cairn.features.CatalogueEntry;
import io.cairn.recommender.reranking.Effect;
import io.cairn.recommender.reranking.Gate;
import io.cairn.recommender.reranking.Placement;
import io.cairn.recommender.reranking.Slate;
import io.cairn.recommender.retrieval.Admission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The rules that hold for one list: what they keep out, move, hold back and pin, and what came of
 * each. A rule of which it cannot be told whether an item meets it does nothing to the item, but
 * for a filter and a gate, which keep it out. For use by one thread, but for what sources ask.
 */
public final class RuleRun {
  private final int revision;
  private final List<ActiveRule> standing;
  private final List<ActiveRule> ofRequest;
  private final List<ActiveRule> working;
  private final Function<Set<String>, Held> held;
  private final Set<String> relaxed = new LinkedHashSet<>();
  private Map<String, Untold> untold = Map.of();

  /**
   * Begins.
   *
   * @param held what sources are held to where the named rules are let go
   */
  RuleRun(
      int revision,
      List<ActiveRule> standing,
      List<ActiveRule> ofRequest,
      Function<Set<String>, Held> held) {
    this.revision = revision;
    this.standing = standing;
    this.ofRequest = ofRequest;
    this.held = held;
    working =
        Stream.concat(standing.stream(), ofRequest.stream())
            .filter(rule -> !rule.compiled().isBroken() || isGate(rule))
            .toList();
  }

  private static boolean isGate(ActiveRule rule) {
    return rule.compiled().rule().action() instanceof Rule.Gate;
  }

  /** Whether no rule holds. */
  public boolean isEmpty() {
    return standing.isEmpty() && ofRequest.isEmpty();
  }

  /** Returns the revision of the stored rules that hold. */
  public int revision() {
    return revision;
  }

  /** Returns what sources may propose, before anything is let go. */
  public Admission admission() {
    return hold();
  }

  private Admission hold() {
    Held now = held.apply(relaxed);
    untold = now.untold();
    return now.admission();
  }

  /** Whether sources leave out what the rule keeps out. */
  static boolean isAskedBySources(ActiveRule rule) {
    return rule.compiled().isSieve() && rule.compiled().isSeparable();
  }

  /** Returns the rules that keep candidates out, in their order. */
  public List<Gate> gates() {
    List<Gate> gates = new ArrayList<>();
    for (ActiveRule rule : working) {
      if (rule.compiled().isSieve()) {
        gates.add(new RuleGate(rule));
      }
    }
    return gates;
  }

  private record RuleGate(ActiveRule rule) implements Gate {
    @Override
    public String name() {
      return rule.id();
    }

    @Override
    public Optional<String> against(Candidate candidate, CatalogueEntry entry) {
      Outcome outcome = rule.look(entry);
      if (!rule.compiled().isAgainst(outcome)) {
        return Optional.empty();
      }
      String words = rule.compiled().words();
      return Optional.of(outcome == Outcome.FAILS ? words + ", which cannot be told" : words);
    }
  }

  /**
   * Returns in which order gates, placements and rules may be let go: what a surface declares, and
   * each rule after what it names, or at the end where that is not there.
   */
  public List<String> relaxations(List<String> declared) {
    Map<String, List<String>> after = new LinkedHashMap<>();
    for (ActiveRule rule : working) {
      rule.compiled()
          .rule()
          .relaxAfter()
          .ifPresent(name -> after.computeIfAbsent(name, _ -> new ArrayList<>()).add(rule.id()));
    }
    Set<String> order = new LinkedHashSet<>();
    declared.forEach(name -> addWithFollowers(name, after, order));
    after.values().forEach(ids -> ids.forEach(id -> addWithFollowers(id, after, order)));
    return List.copyOf(order);
  }

  private static void addWithFollowers(
      String name, Map<String, List<String>> after, Set<String> order) {
    if (order.add(name)) {
      after.getOrDefault(name, List.of()).forEach(id -> addWithFollowers(id, after, order));
    }
  }

  /** Lets a rule go; returns what sources may then propose, if they were held to it. */
  public Optional<Admission> relax(String name) {
    boolean isHeld =
        working.stream().anyMatch(rule -> rule.id().equals(name) && isAskedBySources(rule));
    relaxed.add(name);
    return isHeld ? Optional.of(hold()) : Optional.empty();
  }

  /** Returns the rules that hold sources to what they let through. */
  public List<String> restricting() {
    return working.stream()
        .filter(rule -> isAskedBySources(rule) && !relaxed.contains(rule.id()))
        .map(ActiveRule::id)
        .toList();
  }

  /** Whether rules may change the order of candidates. */
  public boolean reorders() {
    return working.stream().anyMatch(RuleRun::isReordering);
  }

  private static boolean isReordering(ActiveRule rule) {
    Rule.Action action = rule.compiled().rule().action();
    return action instanceof Rule.Boost || action instanceof Rule.Bury;
  }

  /** Returns the candidates in the order that rules give them, with the scores that go with it. */
  public List<Candidate> reorder(Slate slate, List<Candidate> ranked) {
    List<ActiveRule> rules = working.stream().filter(RuleRun::isReordering).toList();
    RuleOrder order = new RuleOrder(ranked);
    for (int row = 0; row < ranked.size(); row++) {
      ItemId item = ranked.get(row).item();
      Optional<CatalogueEntry> entry = slate.entry(item);
      for (ActiveRule rule : rules) {
        if (entry.isPresent() && rule.look(entry.get()) == Outcome.MATCHES) {
          apply(rule, row, item, order, slate);
        }
      }
    }
    return order.candidates();
  }

  private static void apply(ActiveRule rule, int row, ItemId item, RuleOrder order, Slate slate) {
    if (rule.compiled().rule().action() instanceof Rule.Boost(double factor)) {
      float by = order.boost(row, factor);
      slate.note(new Effect(rule.id(), item, "boosted by " + factor, by));
    } else {
      order.bury(row);
      slate.note(new Effect(rule.id(), item, "buried", Float.NaN));
    }
  }

  /** Returns what holds candidates back from places, by the ids of rules. */
  public Map<String, Placement.Placing> placings(Slate slate) {
    Map<String, Placement.Placing> placings = new LinkedHashMap<>();
    for (ActiveRule rule : working) {
      if (rule.compiled().rule().action() instanceof Rule.Cap cap) {
        placings.put(rule.id(), new RuleCap(rule, cap, slate));
      }
    }
    return placings;
  }

  /** Holds back what has its number above. */
  private static final class RuleCap implements Placement.Placing {
    private final ActiveRule rule;
    private final Rule.Cap cap;
    private final Slate slate;
    private final Map<ItemId, Boolean> known = new HashMap<>();
    private int count;

    RuleCap(ActiveRule rule, Rule.Cap cap, Slate slate) {
      this.rule = rule;
      this.cap = cap;
      this.slate = slate;
    }

    @Override
    public Optional<String> against(Candidate candidate, int position) {
      return position <= cap.first() && count >= cap.max() && matches(candidate.item())
          ? Optional.of("%s: %d of them stand above".formatted(rule.compiled().words(), count))
          : Optional.empty();
    }

    @Override
    public void placed(Candidate candidate, int position) {
      count += matches(candidate.item()) ? 1 : 0;
    }

    private boolean matches(ItemId item) {
      return known.computeIfAbsent(
          item,
          id -> slate.entry(id).filter(entry -> rule.look(entry) == Outcome.MATCHES).isPresent());
    }
  }

  /**
   * A place that a rule gives away.
   *
   * @param rule its id
   * @param item the item that stands there; empty where it is the best that fits
   */
  public record Pinned(String rule, int slot, Optional<ItemId> item) {}

  /** Returns the places that are given away. */
  public List<Pinned> pins() {
    List<Pinned> pins = new ArrayList<>();
    for (ActiveRule rule : working) {
      if (rule.compiled().rule().action() instanceof Rule.Pin pin) {
        pins.add(new Pinned(rule.id(), pin.slot(), pin.pinned()));
      }
    }
    return pins;
  }

  /** Whether a candidate fits a pin; says so where the catalogue does not have it. */
  public boolean fits(Pinned pin, ItemId item, Optional<CatalogueEntry> entry) {
    ActiveRule rule =
        working.stream().filter(one -> one.id().equals(pin.rule())).findFirst().orElseThrow();
    if (entry.isEmpty()) {
      rule.fails("it pins item %s, which is not in the catalogue".formatted(item));
      return false;
    }
    return rule.look(entry.get()) == Outcome.MATCHES;
  }

  /** Counts anew, for the next page of the list. */
  public void beginPage() {
    standing.forEach(ActiveRule::beginPage);
    ofRequest.forEach(ActiveRule::beginPage);
  }

  /** Returns what came of each rule on the page at hand. */
  public List<RuleCall> calls() {
    List<RuleCall> calls = new ArrayList<>();
    standing.forEach(rule -> calls.add(call(rule, false)));
    ofRequest.forEach(rule -> calls.add(call(rule, true)));
    return calls;
  }

  private RuleCall call(ActiveRule rule, boolean isOfRequest) {
    Optional<Untold> leftOut =
        Optional.ofNullable(untold.get(rule.id())).filter(items -> items.count() > 0);
    String problem =
        rule.problem().isEmpty()
            ? leftOut.flatMap(Untold::example).map(rule::why).orElse("")
            : rule.problem();
    return new RuleCall(
        rule.id(),
        isOfRequest,
        rule.matches(),
        rule.failures(),
        leftOut.map(Untold::count).orElse(0),
        problem);
  }
}
