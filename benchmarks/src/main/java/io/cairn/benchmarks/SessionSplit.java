package io.cairn.benchmarks;

import io.cairn.models.EventSequence;
import io.cairn.models.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sessions to learn from, and beginnings of later ones with the item that came next.
 *
 * @param name of the data
 * @param train the sessions to learn from
 * @param beginnings of later sessions, without items that training does not know
 * @param next the column of the item that came after each beginning; -1 for one that training does
 *     not know
 */
record SessionSplit(String name, SessionRows train, List<History> beginnings, List<Integer> next) {
  private static final int BEGINNING_MIN = 2;

  /**
   * Items in their order, and when each came.
   *
   * @param times epoch milliseconds; all 0 where unknown
   */
  record Session(List<String> items, List<Long> times) {
    Session(List<String> items) {
      this(items, items.stream().map(_ -> 0L).toList());
    }

    Session first(int count) {
      return new Session(items.subList(0, count), times.subList(0, count));
    }
  }

  /** The beginning of a session, and what came next. */
  record Beginning(Session session, String next) {}

  /**
   * A part of training, and what came next in the rest.
   *
   * @param train the earlier sessions, with the same columns
   * @param wishes beginnings of the later ones, and the item that came next
   */
  record Inner(SessionRows train, List<Stack.Wish> wishes) {}

  /**
   * Divides training: of the last tenth of the sessions, each beginning of two items and more is
   * followed by an item to be told, as in the sessions that are tested.
   */
  Inner inner() {
    int cut = train.rows() - train.rows() / 10;
    List<Stack.Wish> wishes = new ArrayList<>();
    for (int row = cut; row < train.rows(); row++) {
      EventSequence session = train.session(row);
      for (int next = BEGINNING_MIN; next < session.size(); next++) {
        EventSequence before =
            EventSequence.untyped(
                Arrays.copyOf(session.columns(), next), Arrays.copyOf(session.times(), next));
        wishes.add(new Stack.Wish(SessionRows.history(before), Set.of(session.columns()[next])));
      }
    }
    return new Inner(train.first(cut), wishes);
  }

  /** Makes a split. */
  static SessionSplit of(String name, List<Session> sessions, List<Beginning> tests) {
    Map<String, Integer> columns = new HashMap<>();
    for (Session session : sessions) {
      session.items.forEach(item -> columns.putIfAbsent(item, columns.size()));
    }
    return new SessionSplit(
        name,
        SessionRows.of(
            columns.size(), sessions.stream().map(session -> events(session, columns)).toList()),
        tests.stream().map(test -> SessionRows.history(events(test.session, columns))).toList(),
        tests.stream().map(test -> columns.getOrDefault(test.next, -1)).toList());
  }

  private static EventSequence events(Session session, Map<String, Integer> columns) {
    List<Integer> known = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    for (int at = 0; at < session.items.size(); at++) {
      Integer column = columns.get(session.items.get(at));
      if (column != null) {
        known.add(column);
        times.add(session.times.get(at));
      }
    }
    return EventSequence.untyped(
        known.stream().mapToInt(column -> column).toArray(),
        times.stream().mapToLong(time -> time).toArray());
  }
}
