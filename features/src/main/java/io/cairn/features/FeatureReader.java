package io.cairn.features;

import io.cairn.core.Candidate;
import io.cairn.core.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the features of a list from a store: the one way for the server, the replay and the check
 * that both agree. Safe for use by multiple threads.
 *
 * @param features what is computed
 * @param store whose rows are read
 */
public record FeatureReader(FeatureSet features, FeatureStore store) {

  /**
   * What was read.
   *
   * @param matrix one row for each candidate, in their order
   * @param offset how much of the log the rows had seen
   */
  public record Reading(FeatureMatrix matrix, long offset) {}

  /**
   * Reads the features of the candidates, in one round trip, and as of one moment of the log.
   *
   * @param spaces the vectors of models, by the models' names
   */
  public Reading read(
      Situation.Occasion occasion, List<Candidate> candidates, Map<String, VectorSpace> spaces) {
    List<EntityKey> actors = occasion.actors();
    List<EntityKey> keys = keys(actors, candidates.size());
    int first = keys.size();
    for (Candidate candidate : candidates) {
      keys.add(EntityKey.of(candidate.item()));
    }
    RowsAsOf found = store.read(keys);
    List<CandidateRow> read = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      Row row = found.rows().getOrDefault(keys.get(first + read.size()), Row.EMPTY);
      int position = read.size() < occasion.shown() ? read.size() + 1 : 0;
      read.add(new CandidateRow(candidate, row, position));
    }
    Situation situation = situation(occasion, found.rows(), spaces);
    return new Reading(features.read(situation, read), found.offset());
  }

  /**
   * Returns what the candidates of a list have in common, in one round trip, for those who read
   * single features of rows that they have; see {@link FeatureSet#cells}.
   *
   * @param spaces the vectors of models, by the models' names
   */
  public Situation situation(Situation.Occasion occasion, Map<String, VectorSpace> spaces) {
    return situation(occasion, store.get(keys(occasion.actors(), 0)), spaces);
  }

  /** Returns the keys of what candidates have in common, with room for those of more. */
  private List<EntityKey> keys(List<EntityKey> actors, int more) {
    List<EntityKey> keys = new ArrayList<>(actors.size() + 1 + more);
    keys.addAll(actors);
    if (features.keepsTotals()) {
      keys.add(EntityKey.ALL);
    }
    return keys;
  }

  private Situation situation(
      Situation.Occasion occasion, Map<EntityKey, Row> rows, Map<String, VectorSpace> spaces) {
    Row all = rows.getOrDefault(EntityKey.ALL, Row.EMPTY);
    return features.situation(occasion, actor(occasion.actors(), rows), all, spaces);
  }

  /**
   * Returns the user's row. Before the user has a history, it is the session's: somebody who just
   * said who they are goes on with what they did before. What is known of the user stays.
   */
  private Row actor(List<EntityKey> actors, Map<EntityKey, Row> rows) {
    Row first = actors.isEmpty() ? Row.EMPTY : rows.getOrDefault(actors.getFirst(), Row.EMPTY);
    for (EntityKey key : actors) {
      Row row = rows.getOrDefault(key, Row.EMPTY);
      if (features.profile(row).size() > 0) {
        return row.withDescription(first);
      }
    }
    return first;
  }
}
