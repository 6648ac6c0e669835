package io.cairn.training;

import io.cairn.models.ExampleList;
import io.cairn.models.MemoryRankingExamples;
import java.util.Comparator;
import java.util.List;

/** Finds features that tell nothing but the position of a candidate. */
final class PositionColumns {
  private PositionColumns() {}

  /**
   * Refuses examples with a feature that differs between positions, but at each position is the
   * same in all lists.
   *
   * @throws IllegalArgumentException if there is one
   */
  static void refuse(MemoryRankingExamples examples) {
    List<ExampleList> lists = examples.all();
    ExampleList longest =
        lists.stream().max(Comparator.comparingInt(list -> list.features().rows())).orElseThrow();
    for (int column = 0; column < examples.columns().size(); column++) {
      int number = column;
      if (lists.size() > 1
          && isVaried(longest, number)
          && lists.stream().allMatch(list -> isSame(list, longest, number))) {
        throw new IllegalArgumentException(
            "feature %s is the same at each position of all %d lists: it tells the position, and relevance cannot be told from it; leave it out of the examples"
                .formatted(examples.columns().get(column), lists.size()));
      }
    }
  }

  private static boolean isVaried(ExampleList list, int column) {
    for (int row = 1; row < list.features().rows(); row++) {
      if (Float.compare(value(list, row, column), value(list, 0, column)) != 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSame(ExampleList list, ExampleList other, int column) {
    for (int row = 0; row < list.features().rows(); row++) {
      if (Float.compare(value(list, row, column), value(other, row, column)) != 0) {
        return false;
      }
    }
    return true;
  }

  private static float value(ExampleList list, int row, int column) {
    return list.features().values()[row * list.features().columns().size() + column];
  }
}
