package io.cairn.benchmarks;

import io.cairn.models.History;
import io.cairn.models.InteractionMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Sessions to learn from, and beginnings of later ones with the item that came next.
 *
 * @param name of the data
 * @param train a row for each session, the oldest first; every weight is 1
 * @param sessions the columns of the same sessions, also of items that came more than once
 * @param beginnings of later sessions, without items that training does not know
 * @param next the column of the item that came after each beginning; -1 for one that training does
 *     not know
 */
record SessionSplit(
    String name,
    InteractionMatrix train,
    List<List<Integer>> sessions,
    List<History> beginnings,
    List<Integer> next) {

  /**
   * A part of training, and what came next in the rest.
   *
   * @param train the earlier sessions, with the same columns
   * @param wishes beginnings of the later ones, and the item that came next
   */
  record Inner(InteractionMatrix train, List<Stack.Wish> wishes) {}

  /** Divides training: of the last tenth of the sessions, the last item is to be told. */
  Inner inner() {
    int cut = train.rows() - train.rows() / 10;
    int end = train.starts()[cut];
    InteractionMatrix earlier =
        new InteractionMatrix(
            train.items(),
            Arrays.copyOf(train.starts(), cut + 1),
            Arrays.copyOf(train.columns(), end),
            Arrays.copyOf(train.weights(), end),
            Arrays.copyOf(train.times(), end));
    List<Stack.Wish> wishes = new ArrayList<>();
    for (List<Integer> session : sessions.subList(cut, sessions.size())) {
      SequencedSet<Integer> before = new LinkedHashSet<>();
      session.subList(0, session.size() - 1).forEach(before::addLast);
      if (!before.isEmpty()) {
        History history = new History(ints(before), ones(before.size()));
        wishes.add(new Stack.Wish(history, Set.of(session.getLast())));
      }
    }
    return new Inner(earlier, wishes);
  }

  /** The beginning of a session, and what came next. */
  record Beginning(List<String> items, String next) {}

  /** Makes a split; a session's item counts where it came last. */
  static SessionSplit of(String name, List<List<String>> sessions, List<Beginning> tests) {
    Map<String, Integer> columns = new HashMap<>();
    List<SequencedSet<Integer>> rows = new ArrayList<>();
    List<List<Integer>> repeating = new ArrayList<>();
    for (List<String> session : sessions) {
      List<Integer> all =
          session.stream().map(item -> columns.computeIfAbsent(item, _ -> columns.size())).toList();
      SequencedSet<Integer> row = new LinkedHashSet<>();
      all.forEach(row::addLast);
      rows.add(row);
      repeating.add(all);
    }
    List<History> beginnings = new ArrayList<>();
    List<Integer> next = new ArrayList<>();
    for (Beginning test : tests) {
      SequencedSet<Integer> known = new LinkedHashSet<>();
      test.items().stream().filter(columns::containsKey).map(columns::get).forEach(known::addLast);
      beginnings.add(new History(ints(known), ones(known.size())));
      next.add(columns.getOrDefault(test.next(), -1));
    }
    return new SessionSplit(name, matrix(rows, columns.size()), repeating, beginnings, next);
  }

  private static InteractionMatrix matrix(List<SequencedSet<Integer>> rows, int items) {
    int[] starts = new int[rows.size() + 1];
    for (int row = 0; row < rows.size(); row++) {
      starts[row + 1] = starts[row] + rows.get(row).size();
    }
    int cells = starts[rows.size()];
    int[] columns = rows.stream().flatMap(SequencedSet::stream).mapToInt(c -> c).toArray();
    return new InteractionMatrix(items, starts, columns, ones(cells), new long[cells]);
  }

  private static int[] ints(SequencedSet<Integer> columns) {
    return columns.stream().mapToInt(column -> column).toArray();
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}
