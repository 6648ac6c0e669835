package io.cairn.recommender;

import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What is recorded of a list that was made. */
final class Impressions {
  /** A longer id of a request is hashed, as an event's id has a bound too. */
  private static final int REQUEST_ID_KEPT = 400;

  private Impressions() {}

  /**
   * Returns it.
   *
   * @param beside the items of other rows of the page
   */
  static Event.Impression of(Recommendation made, List<ItemId> beside) {
    RecommendationRequest request = made.request();
    List<Event.Shown> shown = new ArrayList<>(made.items().size());
    for (Recommended item : made.items()) {
      var candidate = item.candidate();
      shown.add(
          new Event.Shown(
              candidate.item(), candidate.score(), candidate.proposals(), item.propensity()));
    }
    return new Event.Impression(
        id(request.id()),
        request.time(),
        request.visitor(),
        request.id(),
        request.surface(),
        request.context(),
        shown,
        made.trace().asOf(),
        new Event.Asked(
            request.count(),
            request.seeds(),
            request.exclude(),
            made.part().skipped(),
            made.part().continues(),
            request.rules(),
            beside));
  }

  /** Returns an id that the same request always gets. */
  private static EventId id(RequestId request) {
    if (request.value().length() <= REQUEST_ID_KEPT) {
      return new EventId("impression-" + request);
    }
    byte[] bytes = request.value().getBytes(StandardCharsets.UTF_8);
    return new EventId("impression-" + UUID.nameUUIDFromBytes(bytes));
  }
}
