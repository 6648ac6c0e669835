package io.cairn.index;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Links the slots of a graph. For use by one thread, which uses all cores. */
final class HnswLinker {

  /*
   * Slots are linked in batches, a small part of those that are linked. First each finds its
   * neighbours among those of earlier batches, which nobody changes meanwhile; then each neighbour
   * takes the links back, all that come to it at once. So no slot is locked, and the graph does not
   * depend on which thread was faster. That slots of a batch do not see each other costs little,
   * since later ones see both.
   *
   * Neighbours are chosen by the heuristic of Algorithm 4 of the paper, without extending
   * candidates and without keeping pruned ones: a candidate that is nearer to a chosen one than to
   * the slot itself is left out.
   */

  private static final int BATCH_MAX = 4096;
  private static final int BATCH_SHARE = 32;

  private final HnswGraph graph;
  private final ByteVectors vectors;
  private final int buildWidth;

  HnswLinker(HnswGraph graph, int buildWidth) {
    this.graph = graph;
    vectors = graph.vectors();
    this.buildWidth = buildWidth;
  }

  void linkAll() {
    int size = graph.sizes()[0];
    int from = 1;
    while (from < size) {
      int to = Math.min(size, from + Math.clamp(from / BATCH_SHARE, 1, BATCH_MAX));
      int first = from;
      IntStream.range(first, to).parallel().forEach(this::linkOut);
      for (int level = 0; level < graph.sizes().length && graph.sizes()[level] > first; level++) {
        linkBack(level, first, Math.min(to, graph.sizes()[level]));
      }
      from = to;
    }
  }

  /** Links a slot to its neighbours among those of earlier batches, on all levels. */
  private void linkOut(int slot) {
    float[] folded = new float[vectors.scales().length];
    vectors.fold(slot, folded);
    int highest = highest(slot);
    int entry = graph.entry(highest, folded);
    Beam beam = graph.beam();
    for (int level = highest; level >= 0; level--) {
      beam.begin(buildWidth);
      graph.walk(level, entry, folded, beam);
      Chosen chosen = new Chosen(graph.linksMax(level), graph.connections());
      for (int place = 0; place < beam.size(); place++) {
        chosen.offer(beam.slot(place), beam.score(place));
      }
      graph.link(level, slot, chosen.slots, chosen.count);
      entry = beam.slot(0);
    }
    graph.release(beam);
  }

  private int highest(int slot) {
    int level = 0;
    while (level + 1 < graph.sizes().length && slot < graph.sizes()[level + 1]) {
      level++;
    }
    return level;
  }

  /** Links neighbours of new slots back to them. */
  private void linkBack(int level, int from, int to) {
    int[] links = new int[graph.linksMax(level)];
    long[] edges = new long[(to - from) * graph.connections()];
    int count = 0;
    for (int slot = from; slot < to; slot++) {
      int ends = graph.links(level, slot, links);
      for (int place = 0; place < ends; place++) {
        edges[count++] = (long) links[place] << Integer.SIZE | slot;
      }
    }
    Arrays.parallelSort(edges, 0, count);
    long[] sorted = edges;
    int all = count;
    IntStream.range(0, count)
        .parallel()
        .filter(at -> at == 0 || sorted[at] >> Integer.SIZE != sorted[at - 1] >> Integer.SIZE)
        .forEach(at -> addLinks(level, sorted, at, all));
  }

  /** Adds the edges of one slot, those that begin with it from a place on. */
  private void addLinks(int level, long[] edges, int from, int end) {
    int slot = (int) (edges[from] >> Integer.SIZE);
    int most = graph.linksMax(level);
    int to = from;
    while (to < end && (int) (edges[to] >> Integer.SIZE) == slot) {
      to++;
    }
    int[] links = new int[most + to - from];
    int count = graph.links(level, slot, links);
    for (int at = from; at < to; at++) {
      links[count++] = (int) edges[at];
    }
    if (count <= most) {
      graph.link(level, slot, links, count);
    } else {
      Chosen chosen = nearest(slot, links, count, most);
      graph.link(level, slot, chosen.slots, chosen.count);
    }
  }

  private Chosen nearest(int slot, int[] candidates, int count, int most) {
    float[] folded = new float[vectors.scales().length];
    vectors.fold(slot, folded);
    float[] scores = new float[count];
    Shortlist order = new Shortlist(count);
    for (int place = 0; place < count; place++) {
      scores[place] = vectors.product(candidates[place], folded);
      order.add(scores[place], place);
    }
    Chosen chosen = new Chosen(most, most);
    for (int place : order.drain()) {
      chosen.offer(candidates[place], scores[place]);
    }
    return chosen;
  }

  /** The neighbours of a slot that are chosen, from candidates by descending score. */
  private final class Chosen {
    private final int[] slots;
    private final float[] folded = new float[vectors.scales().length];
    private final int most;
    private int count;

    Chosen(int room, int most) {
      slots = new int[room];
      this.most = most;
    }

    void offer(int candidate, float score) {
      if (count == most) {
        return;
      }
      vectors.fold(candidate, folded);
      for (int at = 0; at < count; at++) {
        if (vectors.product(slots[at], folded) >= score) {
          return;
        }
      }
      slots[count++] = candidate;
    }
  }
}
