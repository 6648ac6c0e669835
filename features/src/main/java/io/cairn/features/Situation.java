package io.cairn.features;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.Visitor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What all candidates of one list have in common: who asks, where, in which circumstances and when.
 * Immutable.
 *
 * @param actor the row of whoever asks; {@link Row#EMPTY} for a new one
 * @param recent the last events of the same
 * @param profile the distinct items of the same
 * @param surface the place that shows the list; the empty string where unknown
 * @param time the moment of the request; ages are measured back from it
 * @param spaces the vectors of models, by the models' names
 * @param all what is counted over all of the log; {@link Row#EMPTY} where nothing is
 */
public record Situation(
    Row actor,
    RecentEvents recent,
    Profile profile,
    String surface,
    Context context,
    Instant time,
    Map<String, VectorSpace> spaces,
    Row all) {

  /**
   * What is said of a list before any row is read. The log keeps times in milliseconds, so no
   * feature sees more of one.
   *
   * @param surface the place that shows the list; the empty string where unknown
   * @param shown how many of the candidates, the first ones, are in the order in which they were
   *     shown; 0 while a list is being made
   */
  public record Occasion(
      Visitor visitor, String surface, Context context, Instant time, int shown) {
    /** Cuts the time to milliseconds. */
    public Occasion {
      time = time.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Returns the occasion of a list that is asked for. */
    public static Occasion of(RecommendationRequest request) {
      return new Occasion(
          request.visitor(), request.surface(), request.context(), request.time(), 0);
    }

    /** Returns the occasion of a list that was shown. */
    public static Occasion of(Event.Impression shown) {
      return new Occasion(
          shown.visitor(), shown.surface(), shown.context(), shown.time(), shown.shown().size());
    }

    /** Returns whose rows may be the actor's, the one to prefer first. */
    List<EntityKey> actors() {
      List<EntityKey> keys = new ArrayList<>(2);
      visitor.user().ifPresent(user -> keys.add(EntityKey.of(user)));
      visitor.session().ifPresent(session -> keys.add(EntityKey.of(session)));
      return keys;
    }
  }
}
