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
import io.cairn.features.Segment;
import io.cairn.features.UserAttributes;
import io.cairn.models.ItemContent;
import io.cairn.recommender.retrieval.ActorTexts;
import io.cairn.recommender.retrieval.ModelView;
import io.cairn.recommender.retrieval.Query;
import io.cairn.recommender.retrieval.Rung;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out what is known of whoever asks. Immutable. */
record Queries(FeatureSet features, FeatureStore store) {

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
    Set<ItemId> seen = seen(user, session);
    List<Set<ItemId>> refused = List.of(seen, request.exclude(), Set.copyOf(request.seeds()));
    return new Query(
        request,
        rung,
        profile,
        recent,
        seen,
        segments,
        only,
        new ModelView(profile, recent, traits(user, request.context()), refused));
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
  private Set<ItemId> seen(Row user, Row session) {
    Set<ItemId> seen = new HashSet<>();
    addSeen(features.profile(user), seen);
    addSeen(features.profile(session), seen);
    return Collections.unmodifiableSet(seen);
  }

  private static void addSeen(Profile profile, Set<ItemId> seen) {
    for (int i = 0; i < profile.size(); i++) {
      if (profile.seen()[i]) {
        seen.add(profile.items()[i]);
      }
    }
  }
}
