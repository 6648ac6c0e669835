package io.cairn.index;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A graph of near vectors in levels. Slots are in the order of their levels, so that those of a
 * level are the first ones. Searched by any number of threads once it is built.
 */
final class HnswGraph {
  private static final int LINE = 64;

  private final int connections;
  private final int[] sizes;
  private final MemorySegment links;
  private final ByteVectors vectors;
  private final ConcurrentLinkedQueue<Beam> beams = new ConcurrentLinkedQueue<>();

  /**
   * Makes a graph.
   *
   * @param connections the most links of a slot on a level, twice as many on level 0
   * @param sizes the slots of each level, level 0 first, descending, at least 1
   * @param links of all slots of a level after those of the level below, an int each, -1 after the
   *     last link of a slot
   */
  HnswGraph(int connections, int[] sizes, MemorySegment links, ByteVectors vectors) {
    this.connections = connections;
    this.sizes = sizes;
    this.links = links;
    this.vectors = vectors;
  }

  /** Makes a graph of what a file has of it. */
  static HnswGraph of(int[] sizes, MemorySegment links, ByteVectors vectors) {
    long rooms = sizes[0] + Arrays.stream(sizes).asLongStream().sum();
    int connections = (int) (links.byteSize() / Integer.BYTES / Math.max(1, rooms));
    return new HnswGraph(connections, sizes, links, vectors);
  }

  /** Makes a graph without links. */
  static HnswGraph unlinked(int connections, int[] sizes, ByteVectors vectors) {
    long count = connections * (sizes[0] + Arrays.stream(sizes).asLongStream().sum());
    MemorySegment links = Arena.ofAuto().allocate(count * Integer.BYTES, LINE);
    links.fill((byte) -1);
    return new HnswGraph(connections, sizes, links, vectors);
  }

  int connections() {
    return connections;
  }

  int[] sizes() {
    return sizes;
  }

  MemorySegment links() {
    return links;
  }

  ByteVectors vectors() {
    return vectors;
  }

  /** Returns the most links of a slot on a level. */
  int linksMax(int level) {
    return level == 0 ? 2 * connections : connections;
  }

  private long at(int level, int slot) {
    long before = 0;
    for (int below = 0; below < level; below++) {
      before += (long) linksMax(below) * sizes[below];
    }
    return Integer.BYTES * (before + (long) slot * linksMax(level));
  }

  /** Puts the links of a slot into an array of at least {@code linksMax}, and says how many. */
  int links(int level, int slot, int[] to) {
    int most = linksMax(level);
    MemorySegment.copy(links, ValueLayout.JAVA_INT, at(level, slot), to, 0, most);
    int count = 0;
    while (count < most && to[count] >= 0) {
      count++;
    }
    return count;
  }

  /** Sets the links of a slot. */
  void link(int level, int slot, int[] to, int count) {
    Arrays.fill(to, count, linksMax(level), -1);
    MemorySegment.copy(to, 0, links, ValueLayout.JAVA_INT, at(level, slot), linksMax(level));
  }

  /** Returns a beam, to be given back by {@link #release}. */
  Beam beam() {
    Beam beam = beams.poll();
    return beam == null ? new Beam(sizes[0]) : beam;
  }

  void release(Beam beam) {
    beams.offer(beam);
  }

  /** Returns the slot from which to begin on a level, found by the levels above it. */
  int entry(int above, float[] folded) {
    int[] fresh = new int[linksMax(0)];
    int nearest = 0;
    float best = vectors.product(0, folded);
    for (int level = sizes.length - 1; level > above; level--) {
      boolean isMoved = true;
      while (isMoved) {
        isMoved = false;
        int count = links(level, nearest, fresh);
        for (int place = 0; place < count; place++) {
          float product = vectors.product(fresh[place], folded);
          if (product > best) {
            best = product;
            nearest = fresh[place];
            isMoved = true;
          }
        }
      }
    }
    return nearest;
  }

  /** Finds the slots of a level that are nearest, from one on; the beam then has them. */
  void walk(int level, int entry, float[] folded, Beam beam) {
    int[] fresh = new int[linksMax(0)];
    float[] scores = new float[linksMax(0)];
    beam.visit(entry);
    beam.add(vectors.product(entry, folded), entry);
    for (int slot = beam.next(); slot >= 0; slot = beam.next()) {
      int count = unvisited(fresh, links(level, slot, fresh), beam);
      for (int place = 0; place < count; place++) {
        scores[place] = vectors.product(fresh[place], folded);
      }
      for (int place = 0; place < count; place++) {
        beam.add(scores[place], fresh[place]);
      }
    }
  }

  private static int unvisited(int[] slots, int count, Beam beam) {
    int fresh = 0;
    for (int place = 0; place < count; place++) {
      if (beam.visit(slots[place])) {
        slots[fresh++] = slots[place];
      }
    }
    return fresh;
  }
}
