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
  private final Map<ItemId, Row> rows = new HashMap<>();
  private final List<Effect> effects = new ArrayList<>();
  private Optional<Situation> situation = Optional.empty();

  /**
   * Begins a list of which no candidate is known.
   *
   * @param spaces the vectors of models, by the models' names
   */
  public Slate(Query query, FeatureReader reader, Map<String, VectorSpace> spaces) {
    this.query = query;
    this.reader = reader;
    this.spaces = spaces;
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
    List<EntityKey> keys = new ArrayList<>(candidates.size());
    candidates.forEach(candidate -> keys.add(EntityKey.of(candidate.item())));
    Map<EntityKey, Row> found = reader.store().get(keys);
    for (Candidate candidate : candidates) {
      Row row = found.getOrDefault(EntityKey.of(candidate.item()), Row.EMPTY);
      rows.put(candidate.item(), row);
    }
  }

  /** Returns the row of a candidate; {@link Row#EMPTY} for an item that has none. */
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
    if (situation.isEmpty()) {
      Situation.Occasion occasion = Situation.Occasion.of(query.request());
      situation = Optional.of(reader.situation(occasion, spaces));
    }
    return situation.get();
  }

  /** Returns a candidate's item; one of which nothing is known where the catalogue has none. */
  public Item item(ItemId item) {
    return entry(item).map(CatalogueEntry::item).orElseGet(() -> Item.unknown(item));
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

  /** Takes note of what a step did. */
  public void note(Effect effect) {
    effects.add(effect);
  }

  /** Returns what was done so far, in order. */
  public List<Effect> effects() {
    return List.copyOf(effects);
  }
}
