package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.recommender.reranking.Chances;
import io.cairn.recommender.reranking.Control;
import io.cairn.recommender.reranking.Effect;
import io.cairn.recommender.reranking.Explorer;
import io.cairn.recommender.reranking.Slate;
import java.util.List;

/**
 * Draws who takes the places of one list that an explorer explores. Chance depends on the request,
 * the explorer's name and the place alone, so that a longer list begins with the shorter one. For
 * use by one thread.
 */
final class Exploring {
  private final Slate slate;
  private final Control<Explorer> control;
  private final Explorer.Exploration exploration;

  Exploring(Slate slate, Control<Explorer> control) {
    this.slate = slate;
    this.control = control;
    exploration = control.reranker().begin(slate);
  }

  /** Returns how many candidates to draw from at a place: 1 where nothing is explored. */
  int depth(int position) {
    return control.reranker().where().depth(position);
  }

  /**
   * Draws who takes a place.
   *
   * @param pool at least one
   */
  Assembly.Placed draw(List<Candidate> pool, int position) {
    double[] chances = exploration.chances(pool);
    double at = slate.chance(control.name() + " " + position).nextDouble();
    int drawn = Chances.draw(chances, at);
    Candidate candidate = pool.get(drawn);
    if (drawn > 0 || chances[drawn] < 1) {
      String what =
          "drawn for place %d among %d, probability %.3g, %s"
              .formatted(position, pool.size(), chances[drawn], exploration.known(candidate));
      slate.note(new Effect(control.name(), candidate.item(), what, Float.NaN));
    }
    return new Assembly.Placed(candidate, (float) chances[drawn]);
  }
}
