package io.cairn.models;

import io.cairn.core.Progress;

/**
 * Keeps the sessions of the past to compare the present one with: {@link SessionKnnModel}. There is
 * nothing to learn. Cells with a weight of 0 or less are passed over.
 *
 * @param neighbors how many sessions of the past propose, at least 1
 * @param recentMax how many sessions of the past are compared for one item, the newest, at least 1;
 *     bounds the time that popular items take
 * @param fade after how many items something counts for 1/e, above 0: an item of the present
 *     session, counted from its end, and a neighbour's item, from the one that both have
 */
public record SessionKnnTrainer(int neighbors, int recentMax, double fade)
    implements RetrievalTrainer {
  /**
   * Checks the hyperparameters.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public SessionKnnTrainer {
    Checks.atLeast("neighbors", neighbors, 1);
    Checks.atLeast("recentMax", recentMax, 1);
    Checks.positive("fade", fade);
  }

  /**
   * Trains a model.
   *
   * @param interactions a row for each session, the oldest first
   */
  @Override
  public RetrievalModel train(InteractionMatrix interactions, Progress progress) {
    Checks.notEmpty(interactions);
    SparseRows sessions = SparseRows.of(interactions).positive(SessionKnnModel.LENGTH_MAX);
    progress.at("keeping sessions", sessions.rows(), sessions.rows());
    return new SessionKnnModel(sessions, this);
  }
}
