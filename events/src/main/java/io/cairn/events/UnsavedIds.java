package io.cairn.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The newest ids of a log, by their hashes, with their offsets. For use by one thread.
 *
 * <p>Two ids may have one hash: who finds an offset here reads the event there to be sure.
 */
final class UnsavedIds {

  /*
   * Saving ids one by one, as they come, would change a page of the table for each of them. So many
   * wait here, and those of one range of hashes, which is one part of the table, are saved together
   * when there are too many: a little work after some appends, never much at once. What waits is
   * two numbers an id and no object.
   */

  /** The number of ranges into which hashes are divided, by their highest bits. */
  static final int RANGES = 256;

  private static final int RANGE_BITS = 8;
  private static final long[] NONE = {};

  private final Range[] ranges = new Range[RANGES];
  private final int sizeMax;
  private int size;

  /**
   * Makes an empty one.
   *
   * @param sizeMax how many ids may wait
   */
  UnsavedIds(int sizeMax) {
    this.sizeMax = sizeMax;
    Arrays.setAll(ranges, _ -> new Range());
  }

  /** Returns the range of a hash, in [0, {@link #RANGES}). */
  static int range(long hash) {
    return (int) (hash >>> (Long.SIZE - RANGE_BITS));
  }

  void add(long hash, long offset) {
    ranges[range(hash)].add(hash, offset);
    size++;
  }

  /** Returns the offsets of the ids with the hash; most often none. */
  long[] find(long hash) {
    return ranges[range(hash)].find(hash);
  }

  /** Returns the ranges to save, the fullest first; none while there are not too many ids. */
  List<Integer> due() {
    List<Integer> due = new ArrayList<>();
    if (size > sizeMax) {
      List<Integer> fullestFirst =
          IntStream.range(0, RANGES)
              .boxed()
              .sorted(Comparator.comparingInt(range -> -ranges[range].size))
              .toList();
      int left = size;
      for (int next = 0; left > sizeMax; next++) {
        due.add(fullestFirst.get(next));
        left -= ranges[fullestFirst.get(next)].size;
      }
    }
    return due;
  }

  /** Returns the ids of a range in the order of their hashes, and then of their offsets. */
  Pair[] sorted(int range) {
    return ranges[range].sorted();
  }

  /** Forgets the ids of a range. */
  void clear(int range) {
    size -= ranges[range].size;
    ranges[range] = new Range();
  }

  /** An id. */
  record Pair(long hash, long offset) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int byHash = Long.compare(hash, other.hash);
      return byHash != 0 ? byHash : Long.compare(offset, other.offset);
    }
  }

  /** A hash table of pairs of a hash and an offset plus 1, in which 0 is a free place. */
  private static final class Range {
    private long[] hashes = new long[16];
    private long[] offsets = new long[16];
    private int size;

    void add(long hash, long offset) {
      if (2 * (size + 1) > hashes.length) {
        grow();
      }
      int at = place(hash);
      while (offsets[at] != 0) {
        at = next(at);
      }
      hashes[at] = hash;
      offsets[at] = offset + 1;
      size++;
    }

    private void grow() {
      long[] oldHashes = hashes;
      long[] oldOffsets = offsets;
      hashes = new long[2 * oldHashes.length];
      offsets = new long[hashes.length];
      size = 0;
      for (int at = 0; at < oldHashes.length; at++) {
        if (oldOffsets[at] != 0) {
          add(oldHashes[at], oldOffsets[at] - 1);
        }
      }
    }

    long[] find(long hash) {
      long[] found = NONE;
      for (int at = place(hash); offsets[at] != 0; at = next(at)) {
        if (hashes[at] == hash) {
          found = Arrays.copyOf(found, found.length + 1);
          found[found.length - 1] = offsets[at] - 1;
        }
      }
      return found;
    }

    Pair[] sorted() {
      Pair[] pairs = new Pair[size];
      int count = 0;
      for (int at = 0; at < hashes.length; at++) {
        if (offsets[at] != 0) {
          pairs[count++] = new Pair(hashes[at], offsets[at] - 1);
        }
      }
      Arrays.sort(pairs);
      return pairs;
    }

    private int place(long hash) {
      return (int) hash & (hashes.length - 1);
    }

    private int next(int at) {
      return (at + 1) & (hashes.length - 1);
    }
  }
}
