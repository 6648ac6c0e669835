package io.cairn.recommender.rules;

import io.cairn.core.ItemId;
import io.cairn.core.Rule;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureReader;
import io.cairn.features.Row;
import io.cairn.recommender.retrieval.Admission;
import io.cairn.recommender.retrieval.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rules that hold for every request: those of the configuration, and those that are stored,
 * which replace the ones of the same id. A change holds for requests that begin after it. Safe for
 * use by multiple threads.
 */
public final class Rulebook {

  /*
   * Rules are compiled when they change. Those that decide by the item alone, or by the item and a
   * few values of the request, are also asked by sources, or a rule that one item in a thousand
   * passes would leave nothing of what they propose. For each combination of such rules and values
   * there is a sieve with the items that pass.
   */

  private static final int SIEVES_MAX = 100;

  private record Current(
      int revision, List<Rule> rules, RuleSet set, Map<List<Sieve.Bound>, Sieve> sieves) {
    Current(int revision, List<Rule> rules) {
      this(revision, List.copyOf(rules), RuleSet.of(rules), new ConcurrentHashMap<>());
    }
  }

  private final List<Rule> configured;
  private final FeatureReader reader;
  private volatile Current current;

  /** Begins with the rules of the configuration, and none that are stored. */
  public Rulebook(List<Rule> configured, FeatureReader reader) {
    this.configured = List.copyOf(configured);
    this.reader = reader;
    current = new Current(0, configured);
  }

  /**
   * Takes up the stored rules. What they say of each item alone is computed before they hold, so
   * that no request waits for it.
   *
   * @param revision counts their changes
   */
  public void follow(int revision, List<Rule> stored) {
    Map<String, Rule> all = new LinkedHashMap<>();
    configured.forEach(rule -> all.put(rule.id(), rule));
    stored.forEach(rule -> all.put(rule.id(), rule));
    Current next = new Current(revision, List.copyOf(all.values()));
    if (!all.isEmpty()) {
      reader
          .store()
          .scan(
              EntityKey.Kind.ITEM,
              (_, row) -> reader.features().entry(row).ifPresent(next.set()::outcomes));
    }
    current = next;
  }

  /** Returns the revision of the stored rules that are in use; 0 before the first. */
  public int revision() {
    return current.revision();
  }

  /** Returns the rules that hold, whether or not their time has come. */
  public List<Rule> rules() {
    return current.rules();
  }

  /** Takes note of items that were put or removed, once that is folded. */
  public void changed(Collection<ItemId> items) {
    Collection<Sieve> sieves = current.sieves().values();
    if (sieves.isEmpty()) {
      return;
    }
    List<EntityKey> keys = items.stream().map(EntityKey::of).distinct().toList();
    for (Row row : reader.store().get(keys).values()) {
      reader.features().entry(row).ifPresent(e -> sieves.forEach(sieve -> sieve.changed(e)));
    }
  }

  /** Forgets what was found of the catalogue, after many items were put. */
  public void catalogueChanged() {
    current.sieves().clear();
  }

  /** Begins the list of a request. */
  public RuleRun begin(Query query) {
    Current now = current;
    Scene scene = Scene.of(query);
    RuleSet own = RuleSet.of(query.request().rules());
    List<ActiveRule> standing = active(now.set(), query, scene);
    List<ActiveRule> ofRequest = active(own, query, scene);
    return new RuleRun(
        now.revision(),
        standing,
        ofRequest,
        relaxed -> {
          Held held = held(now, bounds(standing, relaxed));
          List<Sieve.Bound> more = bounds(ofRequest, relaxed);
          return more.isEmpty()
              ? held
              : new RequestSieve(held.admission(), own, more, reader).with(held.untold());
        });
  }

  private static List<ActiveRule> active(RuleSet set, Query query, Scene scene) {
    List<ActiveRule> active = new ArrayList<>();
    for (CompiledRule rule : set.rules()) {
      if (rule.rule().isActive(query.request().surface(), query.request().time())) {
        active.add(new ActiveRule(rule, set, scene));
      }
    }
    return active;
  }

  private static List<Sieve.Bound> bounds(List<ActiveRule> active, Collection<String> relaxed) {
    List<Sieve.Bound> bounds = new ArrayList<>();
    for (ActiveRule rule : active) {
      if (RuleRun.isAskedBySources(rule) && !relaxed.contains(rule.id())) {
        bounds.add(new Sieve.Bound(rule.compiled(), rule.ofRequest()));
      }
    }
    return bounds;
  }

  private Held held(Current now, List<Sieve.Bound> bounds) {
    if (bounds.isEmpty()) {
      return new Held(Admission.ALL, Map.of());
    }
    if (now.sieves().size() >= SIEVES_MAX) {
      now.sieves().clear();
    }
    return now.sieves().computeIfAbsent(bounds, key -> new Sieve(now.set(), key, reader)).held();
  }

  /** Whether the catalogue has an item that may be shown. */
  public boolean knows(ItemId item) {
    EntityKey key = EntityKey.of(item);
    Row row = reader.store().get(List.of(key)).getOrDefault(key, Row.EMPTY);
    return reader.features().entry(row).filter(entry -> !entry.removed()).isPresent();
  }
}
