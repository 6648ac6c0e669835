package io.cairn.benchmarks;

import io.cairn.core.Progress;
import io.cairn.models.EventSequence;
import io.cairn.models.History;
import io.cairn.models.InteractionMatrix;
import io.cairn.models.RetrievalModel;
import io.cairn.models.RetrievalTrainer;
import io.cairn.models.SequenceTrainer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.IntStream;

/**
 * Sessions to learn from, the oldest first.
 *
 * @param matrix a row for each with every item once, where it came last; every weight is 1
 * @param events the same with every event
 */
record SessionRows(InteractionMatrix matrix, EventSequence.Rows events) {

  static SessionRows of(int items, List<EventSequence> sessions) {
    int[] starts = new int[sessions.size() + 1];
    for (int row = 0; row < sessions.size(); row++) {
      starts[row + 1] = starts[row] + sessions.get(row).size();
    }
    EventSequence all =
        EventSequence.untyped(
            sessions.stream().flatMapToInt(session -> IntStream.of(session.columns())).toArray(),
            sessions.stream().flatMapToLong(s -> Arrays.stream(s.times())).toArray());
    boolean[] wanted = new boolean[all.size()];
    Arrays.fill(wanted, true);
    List<SequencedSet<Integer>> rows = sessions.stream().map(SessionRows::distinct).toList();
    return new SessionRows(
        Split.matrix(rows, items), new EventSequence.Rows(items, starts, all, wanted));
  }

  private static SequencedSet<Integer> distinct(EventSequence events) {
    SequencedSet<Integer> columns = new LinkedHashSet<>();
    Arrays.stream(events.columns()).forEach(columns::addLast);
    return columns;
  }

  /** Returns what a model sees of a session. */
  static History history(EventSequence events) {
    int[] columns = distinct(events).stream().mapToInt(column -> column).toArray();
    float[] ones = new float[columns.length];
    Arrays.fill(ones, 1);
    return new History(columns, ones).withEvents(events);
  }

  int rows() {
    return matrix.rows();
  }

  /** Returns the events of a session. */
  EventSequence session(int row) {
    int from = events.starts()[row];
    int to = events.starts()[row + 1];
    return EventSequence.untyped(
        Arrays.copyOfRange(events.events().columns(), from, to),
        Arrays.copyOfRange(events.events().times(), from, to));
  }

  /** Returns the first sessions, with the same columns. */
  SessionRows first(int rows) {
    return of(matrix.items(), IntStream.range(0, rows).mapToObj(this::session).toList());
  }

  /** Trains a model: one of sequences from every event, others from the matrix. */
  RetrievalModel train(RetrievalTrainer trainer) {
    return trainer instanceof SequenceTrainer sequences
        ? sequences.train(events, Progress.NONE)
        : trainer.train(matrix, Progress.NONE);
  }
}
