package io.cairn.benchmarks;

import io.cairn.core.ItemId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How good and how varied the first {@value #K} places of lists are, on the mean. For use by one
 * thread.
 */
final class ListQuality {
  static final int K = 10;

  private final RerankingLists data;
  private final Set<ItemId> shown = new HashSet<>();
  private double ndcg;
  private double distance;
  private double genres;
  private double divergence;
  private int lists;

  ListQuality(RerankingLists data) {
    this.data = data;
  }

  void add(RerankingLists.UserList list, List<ItemId> items) {
    List<ItemId> first = items.subList(0, K);
    ndcg += ndcg(first, list.relevant());
    distance += distance(first);
    Map<String, Double> mix = mix(first);
    genres += mix.size();
    divergence += divergence(mix(new ArrayList<>(data.history(list.user()))), mix);
    shown.addAll(first);
    lists++;
  }

  private static double ndcg(List<ItemId> items, Set<ItemId> relevant) {
    double gain = 0;
    double ideal = 0;
    for (int place = 0; place < K; place++) {
      double discount = Math.log(2) / Math.log(place + 2.);
      gain += relevant.contains(items.get(place)) ? discount : 0;
      ideal += place < relevant.size() ? discount : 0;
    }
    return gain / ideal;
  }

  /** Returns the mean Jaccard distance of the genres of all pairs. */
  private double distance(List<ItemId> items) {
    double sum = 0;
    for (int one = 0; one < K; one++) {
      for (int other = 0; other < one; other++) {
        Set<String> common = new HashSet<>(data.genres(items.get(one)));
        Set<String> all = new HashSet<>(common);
        common.retainAll(data.genres(items.get(other)));
        all.addAll(data.genres(items.get(other)));
        sum += 1 - (double) common.size() / all.size();
      }
    }
    return sum / (K * (K - 1) / 2.);
  }

  /** Returns the share of each genre, where an item counts 1 in all. */
  private Map<String, Double> mix(List<ItemId> items) {
    Map<String, Double> mix = new HashMap<>();
    for (ItemId item : items) {
      List<String> its = data.genres(item);
      its.forEach(genre -> mix.merge(genre, 1. / its.size() / items.size(), Double::sum));
    }
    return mix;
  }

  private static double divergence(Map<String, Double> history, Map<String, Double> list) {
    double sum = 0;
    for (Map.Entry<String, Double> genre : history.entrySet()) {
      double p = genre.getValue();
      double q = .99 * list.getOrDefault(genre.getKey(), 0.) + .01 * p;
      sum += p * Math.log(p / q);
    }
    return sum;
  }

  double ndcg() {
    return ndcg / lists;
  }

  double distance() {
    return distance / lists;
  }

  @Override
  public String toString() {
    return "%.4f     %.3f    %4.1f      %.3f       %.3f"
        .formatted(
            ndcg(),
            distance(),
            genres / lists,
            divergence / lists,
            (double) shown.size() / data.items().size());
  }
}
