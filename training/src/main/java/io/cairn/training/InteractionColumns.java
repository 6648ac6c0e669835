package io.cairn.training;

import java.util.Arrays;

/** Interactions in growing columns: about 30 bytes each. For use by one thread. */
final class InteractionColumns {
  private int[] actor = new int[1024];
  private int[] item = new int[1024];
  private int[] group = new int[1024];
  private String[] type = new String[1024];
  private float[] weight = new float[1024];
  private long[] time = new long[1024];
  private boolean[] inBasket = new boolean[1024];
  private int size;

  int size() {
    return size;
  }

  int actor(int row) {
    return actor[row];
  }

  int item(int row) {
    return item[row];
  }

  int group(int row) {
    return group[row];
  }

  /** Returns what was done, as {@link io.cairn.models.EventSequence#type} names it. */
  String type(int row) {
    return type[row];
  }

  float weight(int row) {
    return weight[row];
  }

  /** Returns when it happened, epoch milliseconds. */
  long time(int row) {
    return time[row];
  }

  boolean inBasket(int row) {
    return inBasket[row];
  }

  /**
   * One interaction.
   *
   * @param type shared by all of the same
   */
  record Interaction(
      int actor, int item, int group, String type, float weight, long time, boolean inBasket) {}

  void add(Interaction interaction) {
    if (size == actor.length) {
      resize(Math.max(size, Math.addExact(size, size / 2)));
    }
    actor[size] = interaction.actor;
    item[size] = interaction.item;
    group[size] = interaction.group;
    type[size] = interaction.type;
    weight[size] = interaction.weight;
    time[size] = interaction.time;
    inBasket[size] = interaction.inBasket;
    size++;
  }

  private void resize(int length) {
    actor = Arrays.copyOf(actor, length);
    item = Arrays.copyOf(item, length);
    group = Arrays.copyOf(group, length);
    type = Arrays.copyOf(type, length);
    weight = Arrays.copyOf(weight, length);
    time = Arrays.copyOf(time, length);
    inBasket = Arrays.copyOf(inBasket, length);
  }

  /** Returns the same rows in the order of time; equal times stay in their order. */
  InteractionColumns inTimeOrder() {
    return isInTimeOrder() ? this : picked(timeOrder());
  }

  private boolean isInTimeOrder() {
    for (int row = 1; row < size; row++) {
      if (time[row] < time[row - 1]) {
        return false;
      }
    }
    return true;
  }

  /** Merge sort from the bottom, so that rows of equal times keep their order. */
  private int[] timeOrder() {
    int[] from = new int[size];
    Arrays.setAll(from, row -> row);
    int[] to = new int[size];
    for (long width = 1; width < size; width *= 2) {
      for (long start = 0; start < size; start += 2 * width) {
        int middle = (int) Math.min(start + width, size);
        int end = (int) Math.min(start + 2 * width, size);
        merge(from, to, (int) start, middle, end);
      }
      int[] merged = to;
      to = from;
      from = merged;
    }
    return from;
  }

  private void merge(int[] from, int[] to, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int at = start; at < end; at++) {
      boolean takesLeft = left < middle && (right == end || time[from[left]] <= time[from[right]]);
      to[at] = takesLeft ? from[left++] : from[right++];
    }
  }

  /** Returns some of the rows. */
  InteractionColumns picked(int[] rows) {
    InteractionColumns picked = new InteractionColumns();
    picked.resize(Math.max(1, rows.length));
    for (int row : rows) {
      picked.add(
          new Interaction(
              actor[row], item[row], group[row], type[row], weight[row], time[row], inBasket[row]));
    }
    return picked;
  }
}
