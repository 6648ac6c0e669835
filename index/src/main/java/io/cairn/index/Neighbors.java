package io.cairn.index;

import io.cairn.index.VectorIndex.Neighbor;
import java.util.ArrayList;
import java.util.List;

/** Puts results together. */
final class Neighbors {
  private Neighbors() {}

  /** Returns the best of two lists that are in order; of equal ones the first list's come first. */
  static List<Neighbor> merged(List<Neighbor> first, List<Neighbor> second, int k) {
    List<Neighbor> merged = new ArrayList<>();
    int one = 0;
    int other = 0;
    while (merged.size() < k && one + other < first.size() + second.size()) {
      boolean isFirst =
          other == second.size()
              || (one < first.size()
                  && first.get(one).similarity() >= second.get(other).similarity());
      merged.add(isFirst ? first.get(one++) : second.get(other++));
    }
    return List.copyOf(merged);
  }
}
