package io.cairn.training;

import io.cairn.core.Event;
import io.cairn.core.Progress;
import io.cairn.core.UserId;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.PipelineSettings;
import io.cairn.recommender.Recommender;
import io.cairn.recommender.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Retrieval models for lists that this engine did not make: what proposes candidates at a moment
 * has learned from earlier events only. So the part of the log that lists are taken from is divided
 * into blocks, and before each block the models are trained on all that came before it. For use by
 * one thread.
 */
final class RollingModels {
  /** Charts of a replay are made anew after so much time of the log. */
  private static final Duration CHARTS_REFRESH = Duration.ofHours(1);

  private final RankingHistory history;
  private final Replay replay;
  private final Map<UserId, Long> removals;
  private final Progress progress;
  private Optional<Recommender> current = Optional.empty();
  private long learnedTo = -1;

  /**
   * Makes models over the rows of a replay.
   *
   * @param removals the offset of the last removal of each removed user, who is not learned from
   */
  RollingModels(
      RankingHistory history, Replay replay, Map<UserId, Long> removals, Progress progress) {
    this.removals = removals;
    this.history = history;
    this.replay = replay;
    this.progress = progress;
  }

  /**
   * Returns the path over the rows of the replay with models that learned from earlier events;
   * empty in the part of the log that only models learn from.
   *
   * @param offset at least that of the call before
   */
  Optional<Recommender> before(long offset) {
    long boundary = boundary(offset);
    if (boundary > learnedTo && boundary > 0) {
      current = trained(boundary);
      learnedTo = boundary;
    }
    return current;
  }

  /** Returns where the block of an offset begins; 0 before the first. */
  private long boundary(long offset) {
    long first = first(history);
    if (offset < first) {
      return 0;
    }
    long length = Math.max(1, (history.log().end() - first) / history.settings().blocks());
    return first + (offset - first) / length * length;
  }

  /** Returns the offset of the first block. */
  static long first(RankingHistory history) {
    return (long) (history.settings().learnedShare() * history.log().end());
  }

  private Optional<Recommender> trained(long boundary) {
    InteractionTable table;
    AtomicLong offset = new AtomicLong();
    try (Stream<Event> events = history.log().read(0).limit(boundary)) {
      table =
          InteractionTable.of(
              events.filter(event -> !isForgotten(event, offset.getAndIncrement())),
              history.features().settings().weights(),
              new HashSet<>(history.training().basketTypes()));
    }
    if (table.size() == 0) {
      return Optional.empty();
    }
    ModelTraining.Provenance provenance =
        new ModelTraining.Provenance(0, boundary, "replay", Instant.EPOCH);
    List<TrainedModel.Retrieval> models =
        new ModelTraining(table, provenance, progress).train(history.needed()).models();
    PipelineSettings pipeline =
        history
            .pipeline()
            .withRanker(PipelineSettings.Learned.NONE)
            .withChartsRefresh(CHARTS_REFRESH);
    Surroundings around = new Surroundings(Runnable::run, 1, () -> 0, (_, _) -> {});
    return Optional.of(
        Recommender.of(pipeline, models, history.features(), replay.reader().store(), around));
  }

  private boolean isForgotten(Event event, long offset) {
    return event instanceof Event.Interaction i
        && i.visitor().user().map(removals::get).filter(at -> at > offset).isPresent();
  }
}
