package io.cairn.training;

import io.cairn.models.RankingTrainer;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a search for hyperparameters found. Immutable.
 *
 * @param name of the model
 * @param lists how many lists there were to learn from
 * @param trials all that were made, in their order; the first is the configured one
 * @param best the one with the best NDCG@10 of those that learned from all lists; the configured
 *     one if no other was better
 * @param judged how the best orders the newest lists, which nothing was chosen by; the model in use
 *     is here the configured one, if that is not the best
 * @param notes what the reader must know
 */
public record SearchReport(
    String name,
    int lists,
    List<Trial> trials,
    Trial best,
    RankerReport judged,
    List<String> notes) {
  /** Copies the lists. */
  public SearchReport {
    trials = List.copyOf(trials);
    notes = List.copyOf(notes);
  }

  /** Returns the trial of the configured hyperparameters. */
  public Trial configured() {
    return trials.getFirst();
  }

  /**
   * Returns the last trial of each choice of hyperparameters: those that learned from the most
   * lists first, and among these the best first.
   */
  public List<Trial> ranking() {
    Map<RankingTrainer, Trial> last = new LinkedHashMap<>();
    trials.forEach(trial -> last.put(trial.trainer(), trial));
    return last.values().stream()
        .sorted(Comparator.comparingInt(Trial::lists).thenComparingDouble(Trial::ndcg).reversed())
        .toList();
  }
}
