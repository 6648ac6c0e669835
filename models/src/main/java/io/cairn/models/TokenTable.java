package io.cairn.models;

import java.io.IOException;
import java.util.Arrays;

/**
 * Which tokens have a vector, and in which row of the table. Immutable by agreement.
 *
 * @param known the tokens in ascending order, shape {@code [rows]}
 */
@SuppressWarnings("ArrayRecordComponent") // for hot loops; identity is never compared
record TokenTable(int[] known) {

  /**
   * Returns the tokens that enough items have: one of a single item tells nothing of others.
   *
   * @param itemsMin how many are enough, at least 1
   */
  static TokenTable of(ItemContent content, int itemsMin) {
    int[] all = new int[content.tokens().length];
    int size = 0;
    for (int item = 0; item < content.items(); item++) {
      int[] distinct = content.tokens(item).sorted().distinct().toArray();
      System.arraycopy(distinct, 0, all, size, distinct.length);
      size += distinct.length;
    }
    Arrays.sort(all, 0, size);
    int[] shared = new int[size];
    int count = 0;
    for (int at = itemsMin - 1; at < size; at++) {
      boolean isEnough = all[at] == all[at - itemsMin + 1];
      if (isEnough && (count == 0 || shared[count - 1] != all[at])) {
        shared[count++] = all[at];
      }
    }
    return new TokenTable(Arrays.copyOf(shared, count));
  }

  static TokenTable read(ModelReader in) throws IOException {
    int[] known = in.readInts(in.readCount());
    for (int at = 1; at < known.length; at++) {
      if (known[at - 1] >= known[at]) {
        throw ModelReader.damaged("its tokens are not in order");
      }
    }
    return new TokenTable(known);
  }

  void write(ModelWriter out) throws IOException {
    out.writeInt(known.length);
    out.writeInts(known);
  }

  int size() {
    return known.length;
  }

  /**
   * Returns for each item the rows of its known tokens, with weights whose squares sum to 1; none
   * for an item without a known token. Shape {@code [items × size()]}.
   */
  SparseRows rows(ItemContent content) {
    SparseRowsBuilder rows = new SparseRowsBuilder(content.items());
    for (int item = 0; item < content.items(); item++) {
      int[] places =
          content
              .tokens(item)
              .map(t -> Arrays.binarySearch(known, t))
              .filter(p -> p >= 0)
              .toArray();
      for (int place : places) {
        rows.add(place, (float) (1 / Math.sqrt(places.length)));
      }
      rows.endRow();
    }
    return rows.build(known.length);
  }
}
