package io.cairn.benchmarks;

import io.cairn.benchmarks.Split.Pair;
import io.cairn.models.History;
import io.cairn.models.InteractionMatrix;
import io.cairn.models.ItemContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * A catalogue of which a tenth came after training: who would have liked those items?
 *
 * @param name of the data
 * @param train what people did with the other items; every weight is 1
 * @param known what the items of {@code train} are
 * @param added what the new items are
 * @param relevant for each row of {@code train}, which of the new items it went on to choose
 */
record NewItems(
    String name,
    InteractionMatrix train,
    ItemContent known,
    ItemContent added,
    List<Set<Integer>> relevant) {
  private static final int ONE_IN = 10;

  /**
   * Makes it from what everybody did.
   *
   * @param texts of each item
   */
  static NewItems of(String name, List<Pair> pairs, Map<String, List<String>> texts) {
    Map<String, SequencedSet<Integer>> rows = new LinkedHashMap<>();
    Map<String, Set<Integer>> wanted = new HashMap<>();
    Map<String, Integer> known = new LinkedHashMap<>();
    Map<String, Integer> added = new LinkedHashMap<>();
    for (Pair pair : pairs) {
      if (Split.hash(new Pair("", pair.item())) % ONE_IN == 0) {
        int item = added.computeIfAbsent(pair.item(), _ -> added.size());
        wanted.computeIfAbsent(pair.user(), _ -> new HashSet<>()).add(item);
      } else {
        int item = known.computeIfAbsent(pair.item(), _ -> known.size());
        rows.computeIfAbsent(pair.user(), _ -> new LinkedHashSet<>()).add(item);
      }
    }
    List<Set<Integer>> relevant = new ArrayList<>();
    rows.keySet().forEach(user -> relevant.add(wanted.getOrDefault(user, Set.of())));
    return new NewItems(
        name,
        Split.matrix(List.copyOf(rows.values()), known.size()),
        content(known, texts),
        content(added, texts),
        relevant);
  }

  private static ItemContent content(Map<String, Integer> items, Map<String, List<String>> texts) {
    return ItemContent.of(
        items.keySet().stream()
            .map(item -> ItemContent.tokens(texts.getOrDefault(item, List.of())))
            .toList());
  }

  /** Returns what a row of training did. */
  History history(int row) {
    int from = train.starts()[row];
    int to = train.starts()[row + 1];
    return new History(
        Arrays.copyOfRange(train.columns(), from, to),
        Arrays.copyOfRange(train.weights(), from, to));
  }
}
