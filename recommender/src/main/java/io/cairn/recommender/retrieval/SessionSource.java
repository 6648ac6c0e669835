package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.core.Proposal;
import io.cairn.features.Profile;
import io.cairn.features.RecentEvents;
import io.cairn.models.EventSequence;
import io.cairn.models.History;
import io.cairn.models.RetrievalModel;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Proposes what a model scores highest for the last session alone, which is the present one while
 * it goes on: what somebody wants now, whoever they are. Immutable.
 *
 * @param gap a session ends when the actor does nothing for longer
 */
public record SessionSource(String name, ItemVocabulary items, RetrievalModel model, Duration gap)
    implements CandidateSource {

  @Override
  public boolean isPersonal() {
    return true;
  }

  @Override
  public String reason(Query query, Proposal proposal, Function<ItemId, String> titles) {
    return "goes with what you are looking at";
  }

  @Override
  public List<ScoredItem> retrieve(Query query, int limit) {
    Profile profile = query.profile();
    int from = start(profile.times());
    int[] columns = new int[profile.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = i < from ? ItemVocabulary.UNKNOWN : items.column(profile.items()[i]);
    }
    History session = Histories.weighted(profile, columns);
    if (session.size() == 0) {
      return List.of();
    }
    RecentEvents recent = query.recent();
    EventSequence events = Histories.events(recent, start(recent.times()), items);
    return query.bestPositive(items, model.score(session.withEvents(events)), limit);
  }

  /** Returns where the last session begins. */
  private int start(long[] times) {
    int from = Math.max(0, times.length - 1);
    while (from > 0 && times[from] - times[from - 1] <= gap.toMillis()) {
      from--;
    }
    return from;
  }
}
