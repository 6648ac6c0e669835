package io.cairn.recommender;

import io.cairn.core.Context;
import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureStore;
import io.cairn.features.Profile;
import io.cairn.features.RecentEvents;
import io.cairn.features.Row;
import io.cairn.features.SeenWindow;
import io.cairn.features.Segment;
import io.cairn.features.UserAttributes;
import io.cairn.models.ItemContent;
import io.cairn.recommender.retrieval.ActorTexts;
import io.cairn.recommender.retrieval.Admission;
import io.cairn.recommender.retrieval.ModelView;
import io.cairn.recommender.retrieval.Query;
import io.cairn.recommender.retrieval.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what is known of whoever asks. Immutable.
 *
 * @param windows how long items count as seen after an event, by surface and type; looked at only
 *     where rows keep what that needs
 */
record Queries(
    FeatureSet features, FeatureStore store, Map<String, Map<String, SeenWindow>> windows) {

  /** Makes it for lists where items count as seen for ever or not at all. */
  Queries(FeatureSet features, FeatureStore store) {
    this(features, store, Map.of());
  }

  /**
   * Returns what the sources see of a request, in one round trip.
   *
   * @param only the items that may be proposed; empty where all may
   */
  Query query(RecommendationRequest request, Optional<Set<ItemId>> only) {
    Optional<EntityKey> userKey = request.visitor().user().map(EntityKey::of);
    Optional<EntityKey> sessionKey = request.visitor().session().map(EntityKey::of);
    List<EntityKey> keys = new ArrayList<>(2);
    userKey.ifPresent(keys::add);
    sessionKey.ifPresent(keys::add);
    Map<EntityKey, Row> rows = store.get(keys);
    Row user = userKey.map(k -> rows.getOrDefault(k, Row.EMPTY)).orElse(Row.EMPTY);
    Row session = sessionKey.map(k -> rows.getOrDefault(k, Row.EMPTY)).orElse(Row.EMPTY);
    List<Segment> segments = features.segments(user, request.context());

    Rung rung = rung(user, session, segments);
    Row actor =
        switch (rung) {
          case HISTORY -> user;
          case SESSION -> session;
          case SEGMENT, POPULAR -> Row.EMPTY;
        };
    Profile profile = features.profile(actor);
    RecentEvents recent = features.recentEvents(actor);
    Seen seen = seen(request, List.of(user, session));
    List<Set<ItemId>> refused =
        List.of(seen.items(), request.exclude(), Set.copyOf(request.seeds()));
    return new Query(
        request,
        rung,
        profile,
        recent,
        seen.items(),
        segments,
        only,
        new ModelView(profile, recent, traits(user, request.context()), refused),
        features.attributes(user).map(UserAttributes::user),
        seen::why,
        Admission.ALL);
  }

  private int[] traits(Row user, Context context) {
    return ItemContent.tokens(
        ActorTexts.of(features.attributes(user).map(UserAttributes::user), context));
  }

  private Rung rung(Row user, Row session, List<Segment> segments) {
    if (features.profile(user).size() > 0) {
      return Rung.HISTORY;
    }
    if (features.profile(session).size() > 0) {
      return Rung.SESSION;
    }
    return segments.isEmpty() ? Rung.POPULAR : Rung.SEGMENT;
  }

  /** Returns what either has seen: a session goes on when its user says who they are. */
  private Seen seen(RecommendationRequest request, List<Row> actors) {
    Map<String, SeenWindow> ofSurface =
        windows.getOrDefault(request.surface(), Map.of(SeenWindow.ANY, SeenWindow.FOREVER));
    return windows.containsKey(request.surface()) && !features.settings().seenWindows().isEmpty()
        ? Seen.within(actors.stream().map(features::seenEvents).toList(), ofSurface, request.time())
        : Seen.forever(
            actors.stream().map(features::profile).toList(),
            actors.stream().map(features::recentEvents).toList(),
            ofSurface,
            request.time());
  }
}
