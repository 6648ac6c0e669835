package io.cairn.app.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.app.engine.ListReplay;
import io.cairn.app.engine.RecentRequests;
import io.cairn.app.engine.ReplayedList;
import io.cairn.core.Event;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.RequestId;
import io.cairn.features.FeatureSet;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.WhyNot;
import io.javalin.http.Context;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Lists that were made, and why they are as they are: {@code /v1/requests}. One at a time is made
 * again from the log, since that reads much of it. Safe for use by multiple threads.
 */
final class RequestsResource {
  private final Serving serving;
  private final Semaphore replays = new Semaphore(1);

  RequestsResource(Serving serving) {
    this.serving = serving;
  }

  /** Shows what was asked for, the list, and how it came about. */
  void get(Context context) {
    Parameters parameters = new Parameters(context, Set.of("replay"));
    RequestId request = parameters.id(RequestId::new);
    if (parameters.flag("replay")) {
      FeatureSet features = serving.engine().features();
      Bodies.write(context, replayed(request, list -> RequestJson.of(features, list)));
    } else {
      Bodies.write(context, RequestJson.of(serving.engine(), kept(request)));
    }
  }

  /** Says at which step an item was lost, and what would have been needed. */
  void whyNot(Context context) {
    Parameters parameters = new Parameters(context, Set.of("replay"));
    RequestId request = parameters.id(RequestId::new);
    ItemId item = parameters.item();
    ObjectNode json =
        parameters.flag("replay")
            ? replayed(request, list -> RequestJson.of(list, list.whyNot(item)))
            : whyNot(kept(request).made(), item);
    Bodies.write(context, json);
  }

  private ObjectNode whyNot(Recommendation made, ItemId item) {
    return RequestJson.of(made, new WhyNot(serving.engine().recommender(), made).of(item));
  }

  private RecentRequests.Kept kept(RequestId request) {
    return serving
        .engine()
        .requests()
        .find(request)
        .orElseThrow(
            () ->
                new ApiProblem(
                    ProblemCode.UNKNOWN_REQUEST,
                    "id",
                    ("request '%s' is not among the last %d lists that are kept, in at most %d bytes"
                            + " (server.requests-kept) and until newly trained models are taken up;"
                            + " older ones are made again from the log: cairn explain %s, or with"
                            + " ?replay=true")
                        .formatted(
                            request,
                            serving.engine().requests().count(),
                            serving.limits().requestsKept().count(),
                            request)));
  }

  private ObjectNode replayed(RequestId request, Function<ReplayedList, ObjectNode> answer) {
    if (!replays.tryAcquire()) {
      throw new ApiProblem(
          ProblemCode.BUSY, "another list is being made again from the log: ask again later");
    }
    try (ListReplay replay = serving.engine().replay(Progress.NONE)) {
      return answer.apply(replay.replay(recorded(replay, request)));
    } catch (IllegalArgumentException e) {
      throw new ApiProblem(ProblemCode.NOT_REPLAYABLE, "id", String.valueOf(e.getMessage()));
    } finally {
      replays.release();
    }
  }

  private static Event.Impression recorded(ListReplay replay, RequestId request) {
    return replay
        .find(request)
        .orElseThrow(
            () ->
                new ApiProblem(
                    ProblemCode.UNKNOWN_REQUEST,
                    "id",
                    "request '%s' is not in the log; a list is written there within a second"
                        .formatted(request)));
  }
}
