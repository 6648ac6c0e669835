package io.cairn.recommender.retrieval;

import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.models.ItemContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Recognises items that are nearly the same by their texts, as {@link ItemTexts} reads them: of all
 * texts that two items have, they have at least a share in common (Jaccard's coefficient). Items of
 * fewer than {@value #TEXTS_MIN} texts are like nothing: too little is known of them. Holds the
 * items that were added. For use by one thread.
 *
 * <p>If two sets x and y overlap by t, one of the rarest {@code |x| - ⌈t |x|⌉ + 1} texts of x is
 * among as many of y, so only items that share one of these are compared.
 *
 * @see <a href="https://doi.org/10.1145/1242572.1242591">Bayardo, Ma, Srikant. Scaling Up All Pairs
 *     Similarity Search. WWW 2007, section 3</a>
 */
public final class NearDuplicates {
  private static final int TEXTS_MIN = 4;

  private final double overlapMin;
  private final List<ItemId> items = new ArrayList<>();
  private final List<int[]> texts = new ArrayList<>();

  /**
   * Begins without items.
   *
   * @param overlapMin from which share on items are nearly the same, above 0 and at most 1
   * @throws IllegalArgumentException if it is out of its range
   */
  public NearDuplicates(double overlapMin) {
    if (!(overlapMin > 0 && overlapMin <= 1)) {
      throw new IllegalArgumentException(
          "overlap must be a number above 0 and at most 1, was " + overlapMin);
    }
    this.overlapMin = overlapMin;
  }

  /** Returns the first of the added items that is nearly the same as the item. */
  public Optional<ItemId> near(Item item) {
    int[] its = texts(item);
    for (int other = 0; other < items.size(); other++) {
      if (isNear(its, texts.get(other))) {
        return Optional.of(items.get(other));
      }
    }
    return Optional.empty();
  }

  /** Adds an item. */
  public void add(Item item) {
    add(item.id(), texts(item));
  }

  private void add(ItemId item, int[] its) {
    if (its.length >= TEXTS_MIN) {
      items.add(item);
      texts.add(its);
    }
  }

  /**
   * Returns groups of added items that are nearly the same, each directly or by way of others, in
   * the order in which their first item was added.
   */
  public List<List<ItemId>> groups() {
    int[] leaders = new int[items.size()];
    Arrays.setAll(leaders, item -> item);
    Map<Integer, List<Integer>> itemsByText = new HashMap<>();
    Map<Integer, Integer> frequency = frequency();
    for (int item = 0; item < leaders.length; item++) {
      for (int text : rarest(texts.get(item), frequency)) {
        List<Integer> others = itemsByText.computeIfAbsent(text, _ -> new ArrayList<>());
        for (int other : others) {
          if (isNear(texts.get(item), texts.get(other))) {
            join(leaders, item, other);
          }
        }
        others.add(item);
      }
    }
    Map<Integer, List<ItemId>> groups = new TreeMap<>();
    for (int item = 0; item < leaders.length; item++) {
      groups.computeIfAbsent(leader(leaders, item), _ -> new ArrayList<>()).add(items.get(item));
    }
    return groups.values().stream().filter(group -> group.size() > 1).map(List::copyOf).toList();
  }

  private Map<Integer, Integer> frequency() {
    Map<Integer, Integer> frequency = new HashMap<>();
    texts.forEach(
        its -> Arrays.stream(its).forEach(text -> frequency.merge(text, 1, Integer::sum)));
    return frequency;
  }

  private int[] rarest(int[] its, Map<Integer, Integer> frequency) {
    int count = its.length - (int) Math.ceil(overlapMin * its.length - 1e-9) + 1;
    return Arrays.stream(its)
        .boxed()
        .sorted(Comparator.<Integer, Integer>comparing(frequency::get).thenComparing(text -> text))
        .limit(count)
        .mapToInt(text -> text)
        .toArray();
  }

  /** Makes the first of all items of both groups the leader of both. */
  private static void join(int[] leaders, int one, int other) {
    int first = Math.min(leader(leaders, one), leader(leaders, other));
    leaders[leader(leaders, one)] = first;
    leaders[leader(leaders, other)] = first;
  }

  private static int leader(int[] leaders, int item) {
    int leader = item;
    while (leaders[leader] != leader) {
      leader = leaders[leader];
    }
    leaders[item] = leader;
    return leader;
  }

  private boolean isNear(int[] one, int[] other) {
    if (one.length < TEXTS_MIN) {
      return false;
    }
    int common = 0;
    for (int a = 0, b = 0; a < one.length && b < other.length; ) {
      common += one[a] == other[b] ? 1 : 0;
      int step = Integer.compare(one[a], other[b]);
      a += step <= 0 ? 1 : 0;
      b += step >= 0 ? 1 : 0;
    }
    return common >= overlapMin * (one.length + other.length - common) - 1e-9;
  }

  private static int[] texts(Item item) {
    return Arrays.stream(ItemContent.tokens(ItemTexts.of(item))).sorted().distinct().toArray();
  }
}
