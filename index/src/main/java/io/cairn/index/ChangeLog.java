package io.cairn.index;

import io.cairn.core.ItemId;
import io.cairn.core.Kernel;
import io.cairn.index.VectorIndex.Neighbor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Items that were put or removed since an index was built. One thread at a time may write; views
 * are for any number of threads.
 */
final class ChangeLog {

  /*
   * Changes are numbered and never changed again. A view is a number: it sees the changes below it,
   * whatever is written meanwhile, so that a reader neither misses an item that is replaced nor
   * sees it twice. successors[change] is the next change of the same item, or NONE: a change counts
   * in a view if its successor is not in the view. A removal is its own successor.
   *
   * A reader may or may not see a successor that is written while it looks, and it is the same to
   * it, since that one is not in its view. What is in its view was written before the view was.
   */

  private static final int NONE = Integer.MAX_VALUE;

  private final int dimension;
  private final Map<ItemId, Integer> firsts = new ConcurrentHashMap<>();
  private final Map<ItemId, Integer> lasts = new HashMap<>();
  private volatile View view;

  ChangeLog(int dimension) {
    this.dimension = dimension;
    view = new View(firsts, new ItemId[16], new float[16 * dimension], new int[16], 0);
  }

  View view() {
    return view;
  }

  void put(ItemId item, float[] vector) {
    append(item, vector, NONE);
  }

  void remove(ItemId item) {
    append(item, new float[dimension], view.size());
  }

  private void append(ItemId item, float[] vector, int successor) {
    View now = view.size() < view.items().length ? view : view.doubled();
    int change = now.size();
    now.items()[change] = item;
    System.arraycopy(vector, 0, now.vectors(), change * dimension, dimension);
    now.successors()[change] = successor;
    firsts.putIfAbsent(item, change);
    Integer last = lasts.put(item, change);
    if (last != null && now.successors()[last] == NONE) {
      now.successors()[last] = change;
    }
    view = new View(firsts, now.items(), now.vectors(), now.successors(), change + 1);
  }

  /** Returns how many items have changed. */
  int items() {
    return lasts.size();
  }

  /** Returns a log of the first changes, and of the last change of each item of those after. */
  ChangeLog tidied(int kept) {
    ChangeLog tidied = new ChangeLog(dimension);
    for (int change = 0; change < kept; change++) {
      copyTo(tidied, change);
    }
    copyLasts(tidied, kept);
    return tidied;
  }

  /** Returns a log of the last change of each item, of those from a number on. */
  ChangeLog since(int from) {
    ChangeLog rest = new ChangeLog(dimension);
    copyLasts(rest, from);
    return rest;
  }

  private void copyLasts(ChangeLog to, int from) {
    for (int change = from; change < view.size(); change++) {
      if (lasts.getOrDefault(view.items()[change], NONE) == change) {
        copyTo(to, change);
      }
    }
  }

  private void copyTo(ChangeLog to, int change) {
    if (view.successors()[change] == change) {
      to.remove(view.items()[change]);
    } else {
      to.put(view.items()[change], view.vector(change));
    }
  }

  /**
   * The changes up to a number.
   *
   * @param firsts the first change of each item, also of those that come later
   * @param items the item of each change, and room
   * @param vectors the vector of each change, row-major, and room
   * @param successors the next change of the same item
   * @param size the number of changes that are seen
   */
  @SuppressWarnings("ArrayRecordComponent") // shared with the writer; identity is never compared
  record View(
      Map<ItemId, Integer> firsts, ItemId[] items, float[] vectors, int[] successors, int size) {

    private View doubled() {
      return new View(
          firsts,
          Arrays.copyOf(items, 2 * items.length),
          Arrays.copyOf(vectors, 2 * vectors.length),
          Arrays.copyOf(successors, 2 * successors.length),
          size);
    }

    /** Tells whether what an older index says of the item does not hold any more. */
    boolean hides(ItemId item) {
      Integer first = firsts.get(item);
      return first != null && first < size;
    }

    private boolean counts(int change) {
      return successors[change] >= size;
    }

    private float[] vector(int change) {
      int dimension = vectors.length / items.length;
      return Arrays.copyOfRange(vectors, change * dimension, (change + 1) * dimension);
    }

    List<Neighbor> search(float[] query, int k, Predicate<ItemId> wanted) {
      Shortlist best = new Shortlist(Math.min(k, Math.max(1, size)));
      for (int change = 0; change < size; change++) {
        float product = product(change, query);
        if (product > best.floor() && counts(change) && wanted.test(items[change])) {
          best.add(product, change);
        }
      }
      List<Neighbor> neighbors = new ArrayList<>();
      for (int change : best.drain()) {
        neighbors.add(new Neighbor(items[change], product(change, query)));
      }
      return neighbors;
    }

    private float product(int change, float[] query) {
      return Kernel.FASTEST.dot(vectors, change * query.length, query, 0, query.length);
    }

    void forEach(BiConsumer<ItemId, float[]> action) {
      for (int change = 0; change < size; change++) {
        if (counts(change)) {
          action.accept(items[change], vector(change));
        }
      }
    }
  }
}
