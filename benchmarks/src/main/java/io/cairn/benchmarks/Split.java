package io.cairn.benchmarks;

import io.cairn.models.History;
import io.cairn.models.InteractionMatrix;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What to train on, and what each row did afterwards.
 *
 * @param name of the data and the split
 * @param train every weight is 1
 * @param relevant the columns to find for each row of {@code train}, none of them in that row;
 *     empty for rows that are not tested
 */
record Split(String name, InteractionMatrix train, List<Set<Integer>> relevant) {

  /** One user and one item, in the order of time where that is known. */
  record Pair(String user, String item) {}

  /**
   * Makes a split from two lists of pairs. Items that training does not know are not relevant.
   *
   * @param itemsMin how many items of training a tested user has at least
   */
  static Split of(String name, List<Pair> train, List<Pair> test, int itemsMin) {
    Map<String, Integer> items = new HashMap<>();
    Map<String, Integer> users = new HashMap<>();
    List<SequencedSet<Integer>> rows = new ArrayList<>();
    for (Pair pair : train) {
      int row = users.computeIfAbsent(pair.user(), _ -> users.size());
      int column = items.computeIfAbsent(pair.item(), _ -> items.size());
      if (row == rows.size()) {
        rows.add(new LinkedHashSet<>());
      }
      rows.get(row).addLast(column);
    }
    List<Set<Integer>> relevant = new ArrayList<>();
    rows.forEach(_ -> relevant.add(new LinkedHashSet<>()));
    for (Pair pair : test) {
      int row = users.getOrDefault(pair.user(), -1);
      Integer column = items.get(pair.item());
      if (row >= 0 && column != null && rows.get(row).size() >= itemsMin) {
        if (!rows.get(row).contains(column)) {
          relevant.get(row).add(column);
        }
      }
    }
    return new Split(name, matrix(rows, items.size()), relevant);
  }

  /** Splits by the hash of each pair, four fifths to training: the same on every machine. */
  static Split byHash(String name, List<Pair> pairs, int itemsMin) {
    List<Pair> train = new ArrayList<>();
    List<Pair> test = new ArrayList<>();
    pairs.forEach(pair -> (isTraining(pair) ? train : test).add(pair));
    return of(name, train, test, itemsMin);
  }

  /** Splits pairs in the order of time: the first four fifths to training. */
  static Split byTime(String name, List<Pair> pairs, int itemsMin) {
    int cut = (int) (pairs.size() * .8);
    return of(name, pairs.subList(0, cut), pairs.subList(cut, pairs.size()), itemsMin);
  }

  /** Returns the same with the items of each row in another order, for data without one. */
  Split shuffled(long seed) {
    Random random = new Random(seed);
    List<SequencedSet<Integer>> rows = new ArrayList<>();
    for (int row = 0; row < train.rows(); row++) {
      List<Integer> items = new ArrayList<>();
      Arrays.stream(history(row).columns()).forEach(items::add);
      Collections.shuffle(items, random);
      rows.add(new LinkedHashSet<>(items));
    }
    return new Split(name, matrix(rows, train.items()), relevant);
  }

  /**
   * Returns training divided once more, to learn how far to trust models: a quarter of the rows
   * that have some items lose every fifth of them, which become what is to be found.
   */
  Split heldOut(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<SequencedSet<Integer>> kept = new ArrayList<>();
    List<Set<Integer>> lost = new ArrayList<>();
    for (int row = 0; row < train.rows(); row++) {
      int[] items = history(row).columns();
      boolean isDrawn = items.length >= 5 && random.nextInt(4) == 0;
      int cut = isDrawn ? items.length - items.length / 5 : items.length;
      kept.add(set(items, 0, cut));
      lost.add(set(items, cut, items.length));
    }
    return new Split(name, matrix(kept, train.items()), lost);
  }

  /** Returns training without the last item of each row of three or more, which is to be found. */
  Split withoutLast() {
    List<SequencedSet<Integer>> kept = new ArrayList<>();
    List<Set<Integer>> last = new ArrayList<>();
    for (int row = 0; row < train.rows(); row++) {
      int[] items = history(row).columns();
      int cut = items.length >= 3 ? items.length - 1 : items.length;
      kept.add(set(items, 0, cut));
      last.add(set(items, cut, items.length));
    }
    return new Split(name, matrix(kept, train.items()), last);
  }

  private static SequencedSet<Integer> set(int[] items, int from, int to) {
    return Arrays.stream(items, from, to)
        .boxed()
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Returns the history of each row that is tested, and what it is to find. */
  List<Stack.Wish> wishes() {
    return IntStream.range(0, train.rows())
        .filter(row -> !relevant.get(row).isEmpty())
        .mapToObj(row -> new Stack.Wish(history(row), relevant.get(row)))
        .toList();
  }

  /** Returns the number of rows that are tested. */
  int tested() {
    return (int) relevant.stream().filter(items -> !items.isEmpty()).count();
  }

  /** Returns what a row of training did. */
  History history(int row) {
    int from = train.starts()[row];
    int to = train.starts()[row + 1];
    return new History(
        Arrays.copyOfRange(train.columns(), from, to),
        Arrays.copyOfRange(train.weights(), from, to));
  }

  /** Whether the hash of a pair puts it into training, as it does with four fifths of them. */
  static boolean isTraining(Pair pair) {
    return hash(pair) % 100 < 80;
  }

  /** Returns a number from 0 on that depends on the texts only. */
  static long hash(Pair pair) {
    try {
      byte[] text = (pair.user() + "|" + pair.item()).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("MD5").digest(text);
      return new BigInteger(1, digest).shiftRight(96).longValueExact();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  /** Returns a matrix with a weight of 1 in every cell, the items of a row in their order. */
  static InteractionMatrix matrix(List<SequencedSet<Integer>> rows, int items) {
    int[] starts = new int[rows.size() + 1];
    for (int row = 0; row < rows.size(); row++) {
      starts[row + 1] = starts[row] + rows.get(row).size();
    }
    int cells = starts[rows.size()];
    int[] columns = rows.stream().flatMap(Set::stream).mapToInt(column -> column).toArray();
    float[] weights = new float[cells];
    Arrays.fill(weights, 1);
    return new InteractionMatrix(items, starts, columns, weights, new long[cells]);
  }
}
