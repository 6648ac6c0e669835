package io.cairn.index;

/** Gives lists by descending bound: a binary heap. For use by one thread. */
final class ProbeQueue {
  private final float[] bounds;
  private final int[] lists;
  private int size;

  /** Makes a queue of all lists. */
  ProbeQueue(float[] bounds) {
    this.bounds = bounds;
    lists = new int[bounds.length];
    size = bounds.length;
    for (int list = 0; list < size; list++) {
      lists[list] = list;
    }
    for (int place = size / 2 - 1; place >= 0; place--) {
      siftDown(place, lists[place]);
    }
  }

  /** Tells whether a list is left whose bound is above the floor. */
  boolean hasAbove(float floor) {
    return size > 0 && bounds[lists[0]] > floor;
  }

  /** Takes the list with the highest bound out of a queue that is not empty. */
  int poll() {
    int highest = lists[0];
    size--;
    siftDown(0, lists[size]);
    return highest;
  }

  private void siftDown(int place, int list) {
    int at = place;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && bounds[lists[child + 1]] > bounds[lists[child]]) {
        child++;
      }
      if (bounds[lists[child]] <= bounds[list]) {
        break;
      }
      lists[at] = lists[child];
      at = child;
    }
    lists[at] = list;
  }
}
