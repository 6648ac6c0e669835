package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.features.CandidateRow;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureReader;
import io.cairn.features.Row;
import io.cairn.features.Situation;
import io.cairn.features.VectorSpace;
import io.cairn.recommender.retrieval.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What re-rankers see of one list: who asks, what is known of the candidates, and where to say what
 * was done. For use by one thread.
 */
public final class Slate {
  private final Query query;
  private final FeatureReader reader;
  private final Map<String, VectorSpace> spaces;
  private final FeatureColumns columns;
  private final Map<ItemId, Row> rows;
  private final List<Effect> effects;
  private final String step;

  /**
   * Begins a list of which no candidate is known.
   *
   * @param spaces the vectors of models, by the models' names
   */
  public Slate(Query query, FeatureReader reader, Map<String, VectorSpace> spaces) {
    this.query = query;
    this.reader = reader;
    this.spaces = spaces;
    columns = new FeatureColumns(query.request(), reader, spaces);
    rows = new HashMap<>();
    effects = new ArrayList<>();
    step = "";
  }

  private Slate(Slate whole, String step) {
    query = whole.query;
    reader = whole.reader;
    spaces = whole.spaces;
    columns = whole.columns;
    rows = whole.rows;
    effects = whole.effects;
    this.step = step;
  }

  /** Returns the same list as one step sees it, which notes what it does under its own name. */
  public Slate at(String name) {
    return new Slate(this, name);
  }

  /** Returns who asks for what. */
  public Query query() {
    return query;
  }

  /** Returns how many items are asked for. */
  public int count() {
    return query.request().count();
  }

  /** Returns what reads features of candidates. */
  public FeatureReader reader() {
    return reader;
  }

  /** Returns the vectors of models, by the models' names. */
  public Map<String, VectorSpace> spaces() {
    return spaces;
  }

  /** Reads the rows of candidates, in one round trip. */
  public void know(Collection<Candidate> candidates) {
    knowItems(candidates.stream().map(Candidate::item).toList());
  }

  /** Reads the rows of items, such as those of a history, in one round trip. */
  public void knowItems(Collection<ItemId> items) {
    Map<EntityKey, Row> found = reader.store().get(items.stream().map(EntityKey::of).toList());
    for (ItemId item : items) {
      rows.put(item, found.getOrDefault(EntityKey.of(item), Row.EMPTY));
    }
  }

  /** Returns the row of an item that was read; {@link Row#EMPTY} for one that has none. */
  public Row row(ItemId item) {
    return rows.getOrDefault(item, Row.EMPTY);
  }

  /** Returns what the catalogue says of a candidate; empty for an item that it does not have. */
  public Optional<CatalogueEntry> entry(ItemId item) {
    return reader.features().entry(row(item));
  }

  /** Returns a candidate with its row, as features read it. */
  public CandidateRow candidateRow(Candidate candidate) {
    return new CandidateRow(candidate, row(candidate.item()));
  }

  /** Returns what features read for all candidates; read when it is first asked for. */
  public Situation situation() {
    return columns.situation();
  }

  /** Returns a candidate's item; one of which nothing is known where the catalogue has none. */
  public Item item(ItemId item) {
    return entry(item).map(CatalogueEntry::item).orElseGet(() -> Item.unknown(item));
  }

  /**
   * Returns the different texts of an attribute of a candidate's item; empty where it has none. See
   * {@link Item#texts}.
   */
  public List<String> texts(ItemId item, String attribute) {
    return entry(item).map(entry -> entry.different(attribute)).orElse(List.of());
  }

  /**
   * Returns a feature of each of some candidates that are known, without computing the others;
   * {@link Float#NaN} where the value is not known.
   *
   * @param feature its name
   * @return shape {@code [candidates.size()]}
   * @throws IllegalArgumentException if there is no feature of that name
   */
  public float[] feature(String feature, List<Candidate> candidates) {
    float[] values = new float[candidates.size()];
    for (int at = 0; at < values.length; at++) {
      values[at] = feature(feature, candidates.get(at));
    }
    return values;
  }

  /**
   * Returns a feature of a candidate that is known; {@link Float#NaN} where the value is not known.
   *
   * @param feature its name
   * @throws IllegalArgumentException if there is no feature of that name
   */
  public float feature(String feature, Candidate candidate) {
    return columns.value(feature, new CandidateRow(candidate, row(candidate.item())));
  }

  /**
   * Returns chance for one step: the same for the same request and step, and independent of that of
   * other steps.
   */
  public RandomGenerator chance(String step) {
    long request = hash(query.request().id().value());
    return new SplittableRandom(request ^ Long.rotateLeft(hash(step), 32));
  }

  /** Returns the first 64 bits of FNV-1a, with the bits of a SplitMix finaliser. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
  }

  /**
   * Takes note of what this step did to an item.
   *
   * @param what in words for people
   * @param amount what it did to the score; {@link Double#NaN} where it did not go by the score
   */
  public void note(ItemId item, String what, double amount) {
    note(new Effect(step, item, what, (float) amount));
  }

  /** Takes note of what a step did. */
  public void note(Effect effect) {
    effects.add(effect);
  }

  /** Returns what was done so far, in order. */
  public List<Effect> effects() {
    return List.copyOf(effects);
  }
}
