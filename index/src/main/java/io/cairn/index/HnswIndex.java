package io.cairn.index;

import io.cairn.core.ItemId;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * An approximate index that walks a graph of near vectors towards the query. All vectors have
 * length 1. Immutable.
 *
 * @see HnswBuilder
 */
public final class HnswIndex implements VectorIndex {

  /*
   * A hierarchical navigable small world graph [1]. A search descends greedily from the first slot,
   * which is on all levels, and then walks level 0 with a beam, whose width was learned for the
   * number of neighbours that is wanted. The walk compares bytes (ByteVectors); the best, and some
   * more, are compared by their whole vectors.
   *
   * Names here and in the paper: connections is M, 2M on level 0; buildWidth is efConstruction; the
   * width of a beam is ef.
   *
   * What is wanted is asked of the best. If a share of them passes, the search is one for as many
   * more, and if that is a large part of all vectors, each is compared: that costs less than a long
   * walk, and misses nothing.
   *
   * Inner products of vectors of unequal length are no way to walk a graph: many vectors are then
   * nobody's neighbour. So other lengths are refused.
   *
   * [1] Malkov, Yashunin. Efficient and robust approximate nearest neighbor search using
   *     Hierarchical Navigable Small World graphs. TPAMI 2020. https://arxiv.org/abs/1603.09320
   */

  /** A search that wants a larger part of all vectors compares each. */
  private static final int WALKED_PART = 16;

  private final VectorTable vectors;
  private final int[] rows;
  private final HnswGraph graph;
  private final int[] widths;
  private final Optional<BitSet> within;
  private final int size;

  HnswIndex(VectorTable vectors, int[] rows, HnswGraph graph, int[] widths) {
    this(vectors, rows, graph, widths, Optional.empty());
  }

  private HnswIndex(
      VectorTable vectors, int[] rows, HnswGraph graph, int[] widths, Optional<BitSet> within) {
    this.vectors = vectors;
    this.rows = rows;
    this.graph = graph;
    this.widths = widths;
    this.within = within;
    size = within.map(BitSet::cardinality).orElse(rows.length);
  }

  @Override
  public List<Neighbor> search(float[] query, int k, Predicate<ItemId> wanted) {
    VectorTable.checkQuery(query, dimension(), k);
    IntPredicate passes = slot -> isWithin(slot) && wanted.test(item(slot));
    long asked = Math.max(k, (long) k * rows.length / Math.max(1, size));
    while (asked <= rows.length / WALKED_PART) {
      List<Neighbor> found = walk(query, (int) asked, k, passes);
      if (found.size() == k) {
        return found;
      }
      asked = Math.max(2 * asked, asked * k / Math.max(1, found.size()));
    }
    return scan(query, k, wanted);
  }

  /** Returns the best that pass of about so many. */
  private List<Neighbor> walk(float[] query, int asked, int k, IntPredicate passes) {
    float[] folded = graph.vectors().folded(query);
    Beam beam = graph.beam();
    try {
      beam.begin(SearchWidths.width(widths, asked));
      graph.walk(0, graph.entry(0, folded), folded, beam);
      int[] slots = new int[Math.min(beam.size(), IvfIndex.enough(asked))];
      for (int place = 0; place < slots.length; place++) {
        slots[place] = beam.slot(place);
      }
      return neighbors(slots, query, k, passes);
    } finally {
      graph.release(beam);
    }
  }

  private List<Neighbor> neighbors(int[] slots, float[] query, int k, IntPredicate passes) {
    float[] products = new float[slots.length];
    for (int place = 0; place < slots.length; place++) {
      products[place] = vectors.product(rows[slots[place]], query);
    }
    Shortlist best = new Shortlist(Math.min(k, Math.max(1, slots.length)));
    for (int place = 0; place < slots.length; place++) {
      if (products[place] > best.floor() && passes.test(slots[place])) {
        best.add(products[place], place);
      }
    }
    List<Neighbor> neighbors = new ArrayList<>();
    for (int place : best.drain()) {
      neighbors.add(new Neighbor(item(slots[place]), products[place]));
    }
    return List.copyOf(neighbors);
  }

  /** Compares each. */
  private List<Neighbor> scan(float[] query, int k, Predicate<ItemId> wanted) {
    Shortlist best = new Shortlist(Math.min(k, Math.max(1, size)));
    for (int slot = next(0); slot < rows.length; slot = next(slot + 1)) {
      float product = vectors.product(rows[slot], query);
      if (product > best.floor() && wanted.test(item(slot))) {
        best.add(product, slot);
      }
    }
    int[] slots = best.drain();
    return neighbors(slots, query, k, _ -> true);
  }

  private int next(int slot) {
    if (within.isEmpty()) {
      return slot;
    }
    int next = within.get().nextSetBit(slot);
    return next < 0 ? rows.length : next;
  }

  private boolean isWithin(int slot) {
    return within.isEmpty() || within.get().get(slot);
  }

  private ItemId item(int slot) {
    return vectors.items().get(rows[slot]);
  }

  @Override
  public HnswIndex only(Predicate<ItemId> wanted) {
    BitSet bits = new BitSet(rows.length);
    for (int slot = next(0); slot < rows.length; slot = next(slot + 1)) {
      bits.set(slot, wanted.test(item(slot)));
    }
    return new HnswIndex(vectors, rows, graph, widths, Optional.of(bits));
  }

  @Override
  public void forEach(BiConsumer<ItemId, float[]> action) {
    for (int slot = next(0); slot < rows.length; slot = next(slot + 1)) {
      action.accept(item(slot), vectors.vector(rows[slot]));
    }
  }

  /** Returns what a file has of this. */
  List<MemorySegment> sections() {
    List<MemorySegment> sections = new ArrayList<>(StoredItems.sections(vectors.items()));
    sections.add(vectors.segment());
    sections.add(MemorySegment.ofArray(rows));
    sections.add(graph.links());
    sections.add(MemorySegment.ofArray(graph.sizes()));
    sections.add(MemorySegment.ofArray(graph.vectors().scales()));
    sections.add(graph.vectors().codes());
    sections.add(MemorySegment.ofArray(widths));
    sections.add(MemorySegment.ofArray(within.map(BitSet::toLongArray).orElse(new long[0])));
    return sections;
  }

  /** Makes an index of what {@link #sections} returned. */
  static HnswIndex of(VectorTable vectors, List<MemorySegment> sections) {
    ByteVectors bytes =
        new ByteVectors(sections.get(6).toArray(ValueLayout.JAVA_FLOAT), sections.get(7));
    int[] sizes = sections.get(5).toArray(ValueLayout.JAVA_INT);
    BitSet within = BitSet.valueOf(sections.get(9).toArray(ValueLayout.JAVA_LONG));
    return new HnswIndex(
        vectors,
        sections.get(3).toArray(ValueLayout.JAVA_INT),
        HnswGraph.of(sizes, sections.get(4), bytes),
        sections.get(8).toArray(ValueLayout.JAVA_INT),
        within.isEmpty() ? Optional.empty() : Optional.of(within));
  }

  @Override
  public int dimension() {
    return vectors.dimension();
  }

  @Override
  public int size() {
    return size;
  }
}
