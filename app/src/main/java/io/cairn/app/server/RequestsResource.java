package io.cairn.app.server;

import io.cairn.app.engine.ListReplay;
import io.cairn.app.engine.RecentRequests;
import io.cairn.app.engine.ReplayedList;
import io.cairn.core.Event;
import io.cairn.core.Progress;
import io.cairn.core.RequestId;
import io.cairn.recommender.WhyNot;
import io.javalin.http.Context;
import java.util.Set;
import java.util.concurrent.Semaphore;

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
      replay(context, request);
    } else {
      Bodies.write(context, RequestJson.of(serving.engine(), kept(request)));
    }
  }

  /** Says at which step an item was lost, and what would have been needed. */
  void whyNot(Context context) {
    Parameters parameters = new Parameters(context, Set.of());
    RecentRequests.Kept kept = kept(parameters.id(RequestId::new));
    WhyNot whyNot = new WhyNot(serving.engine().recommender(), kept.made());
    Bodies.write(context, RequestJson.of(kept.made(), whyNot.of(parameters.item())));
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
                            + " older ones are made again from the log: cairn explain %s, or"
                            + " /v1/requests/{id}?replay=true")
                        .formatted(
                            request,
                            serving.engine().requests().count(),
                            serving.limits().requestsKept().count(),
                            request)));
  }

  private void replay(Context context, RequestId request) {
    if (!replays.tryAcquire()) {
      throw new ApiProblem(
          ProblemCode.BUSY, "another list is being made again from the log: ask again later");
    }
    try (ListReplay replay = serving.engine().replay(Progress.NONE)) {
      ReplayedList replayed = replay.replay(recorded(replay, request));
      Bodies.write(context, RequestJson.of(serving.engine().features(), replayed));
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
