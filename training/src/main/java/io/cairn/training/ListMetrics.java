package io.cairn.training;

import io.cairn.core.ItemId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What lists are like beside being right: how much of the catalogue they show, how different the
 * items of a list are, and how unknown. Immutable.
 *
 * @param items how many items could be shown, at least 1
 * @param categories of each item; an item without categories is left out
 * @param popularity how many people had to do with each item; an item with nobody is left out
 * @param people how many people there are, at least 1
 */
public record ListMetrics(
    int items, Map<ItemId, Set<String>> categories, Map<ItemId, Integer> popularity, int people) {

  /** Returns the share of the catalogue that is in the first k of at least one list, in [0, 1]. */
  public double coverage(List<List<ItemId>> lists, int k) {
    Set<ItemId> shown = new HashSet<>();
    lists.forEach(list -> shown.addAll(list.subList(0, Math.min(k, list.size()))));
    return (double) shown.size() / items;
  }

  /**
   * Returns the mean Jaccard distance between the categories of the pairs among the first k, in [0,
   * 1]; 0 for fewer than two items. An item without categories is wholly different from every
   * other.
   */
  public double diversity(List<ItemId> list, int k) {
    int shown = Math.min(k, list.size());
    double sum = 0;
    for (int a = 0; a < shown; a++) {
      for (int b = a + 1; b < shown; b++) {
        sum += distance(list.get(a), list.get(b));
      }
    }
    return shown < 2 ? 0 : sum / (shown * (shown - 1) / 2.0);
  }

  private double distance(ItemId a, ItemId b) {
    Set<String> ofA = categories.getOrDefault(a, Set.of());
    Set<String> ofB = categories.getOrDefault(b, Set.of());
    long common = ofA.stream().filter(ofB::contains).count();
    return common == 0 ? 1 : 1 - (double) common / (ofA.size() + ofB.size() - common);
  }

  /**
   * Returns the mean self-information of the first k, {@code -log2} of the share of people who had
   * to do with the item, in bits; an item with nobody counts as one with half a person.
   *
   * @see <a href="https://doi.org/10.1145/2043932.2043955">Vargas, Castells, Rank and relevance in
   *     novelty and diversity metrics for recommender systems, RecSys 2011</a>
   */
  public double novelty(List<ItemId> list, int k) {
    int shown = Math.min(k, list.size());
    double bits = 0;
    for (ItemId item : list.subList(0, shown)) {
      Integer known = popularity.get(item);
      bits -= Math.log((known == null ? 0.5 : known) / people) / Math.log(2);
    }
    return shown == 0 ? 0 : bits / shown;
  }
}
