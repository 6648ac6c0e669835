package io.cairn.index;

import io.cairn.core.ItemId;
import io.cairn.core.Kernel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * An approximate index that compares the query with the vectors of the nearest lists only. It
 * allows vectors of unequal norm. Immutable.
 *
 * @see IvfBuilder
 */
public final class IvfIndex implements VectorIndex {

  /*
   * An inverted file [1]: k-means divides the vectors into lists, and a search reads lists in the
   * order of a bound on their products, until no more can be expected (ProbeBounds). So the lists
   * that are read follow from the query, from k and from what is wanted, not from a fixed number.
   *
   * A list holds what its vectors differ from their mean, a byte a number with a scale for each
   * vector, in blocks that one pass of the vector units scores together (Kernel.scoreBlock). The
   * best, and some more, are then compared by their whole vectors, if those are kept.
   *
   * What is wanted is asked of the best first. Only if too few of them are wanted, a second search
   * asks before it keeps.
   *
   * [1] Jégou, Douze, Schmid. Product Quantization for Nearest Neighbor Search. TPAMI 2011, section
   *     IV. https://doi.org/10.1109/TPAMI.2010.57
   */

  private final List<ItemId> items;
  private final Optional<VectorTable> vectors;
  private final IvfLists lists;
  private final ProbeBounds probes;
  private final long[] within;
  private final int size;

  IvfIndex(
      List<ItemId> items,
      Optional<VectorTable> vectors,
      IvfLists lists,
      ProbeBounds probes,
      long[] within) {
    this.items = items;
    this.vectors = vectors;
    this.lists = lists;
    this.probes = probes;
    this.within = within;
    size = count(within);
  }

  private static int count(long[] bits) {
    int count = 0;
    for (long word : bits) {
      count += Long.bitCount(word);
    }
    return count;
  }

  @Override
  public List<Neighbor> search(float[] query, int k, Predicate<ItemId> wanted) {
    VectorTable.checkQuery(query, dimension(), k);
    int enough = Math.clamp(enough(k), 1, Math.max(1, size));
    float[] products = lists.products(query);
    float[] bounds = probes.bounds(query, products, probes.width(k));
    int[] best = nearest(query, products, bounds, enough, _ -> true);
    List<Neighbor> neighbors = neighbors(best, query, k, wanted);
    if (neighbors.size() >= k || best.length < enough || enough == size) {
      return neighbors;
    }
    best = nearest(query, products, bounds, enough, slot -> wanted.test(item(slot)));
    return neighbors(best, query, k, _ -> true);
  }

  /** Returns how many to compare by their whole vectors, or to ask whether they are wanted. */
  static int enough(int k) {
    return (int) Math.min(k + k / 4L + 16, Integer.MAX_VALUE / 4);
  }

  IvfLists lists() {
    return lists;
  }

  ProbeBounds probes() {
    return probes;
  }

  /** Returns the slots with the highest scores, best first. */
  int[] nearest(float[] query, float[] products, float[] bounds, int count, IntPredicate wanted) {
    Shortlist best = new Shortlist(count);
    ProbeQueue queue = new ProbeQueue(bounds);
    while (queue.hasAbove(best.floor())) {
      int list = queue.poll();
      lists.scan(list, query, products[list], within, wanted, best);
      best.raiseFloor();
    }
    return best.drain();
  }

  private List<Neighbor> neighbors(int[] slots, float[] query, int k, Predicate<ItemId> wanted) {
    float[] products = products(slots, query);
    Shortlist best = new Shortlist(Math.min(k, Math.max(1, slots.length)));
    for (int place = 0; place < slots.length; place++) {
      if (products[place] > best.floor() && wanted.test(item(slots[place]))) {
        best.add(products[place], place);
      }
    }
    List<Neighbor> neighbors = new ArrayList<>();
    for (int place : best.drain()) {
      neighbors.add(new Neighbor(item(slots[place]), products[place]));
    }
    return List.copyOf(neighbors);
  }

  /** Returns the products of whole vectors, in a loop of its own so that reads overlap. */
  private float[] products(int[] slots, float[] query) {
    float[] products = new float[slots.length];
    for (int place = 0; place < slots.length; place++) {
      products[place] = product(slots[place], query);
    }
    return products;
  }

  private ItemId item(int slot) {
    return items.get(lists.rows()[slot]);
  }

  private float product(int slot, float[] query) {
    return vectors.isPresent()
        ? vectors.get().product(lists.rows()[slot], query)
        : Kernel.FASTEST.dot(lists.decode(slot), 0, query, 0, query.length);
  }

  private float[] vector(int slot) {
    return vectors.isPresent() ? vectors.get().vector(lists.rows()[slot]) : lists.decode(slot);
  }

  @Override
  public IvfIndex only(Predicate<ItemId> wanted) {
    long[] bits = lists.filter(slot -> isWithin(slot) && wanted.test(item(slot)));
    return new IvfIndex(items, vectors, lists, probes, bits);
  }

  private boolean isWithin(int slot) {
    return (within[slot / Kernel.BLOCK] >>> slot & 1) != 0;
  }

  @Override
  public void forEach(BiConsumer<ItemId, float[]> action) {
    for (int slot = 0; slot < lists.rows().length; slot++) {
      if (isWithin(slot)) {
        action.accept(item(slot), vector(slot));
      }
    }
  }

  /** Returns what a file has of this. */
  List<MemorySegment> sections() {
    List<MemorySegment> sections = new ArrayList<>(StoredItems.sections(items));
    sections.add(vectors.map(VectorTable::segment).orElse(MemorySegment.NULL));
    sections.add(MemorySegment.ofArray(lists.centroids()));
    sections.add(MemorySegment.ofArray(lists.blocks()));
    sections.add(MemorySegment.ofArray(lists.rows()));
    sections.add(lists.codes());
    sections.add(MemorySegment.ofArray(probes.deviations()));
    sections.add(MemorySegment.ofArray(probes.widths()));
    sections.add(MemorySegment.ofArray(within));
    return sections;
  }

  /** Makes an index of what {@link #sections} returned. */
  static IvfIndex of(List<ItemId> items, int dimension, List<MemorySegment> sections) {
    Optional<VectorTable> vectors =
        Optional.of(sections.get(2))
            .filter(segment -> segment.byteSize() > 0)
            .map(segment -> new VectorTable(items, segment, dimension));
    float[] centroids = sections.get(3).toArray(ValueLayout.JAVA_FLOAT);
    int[] blocks = sections.get(4).toArray(ValueLayout.JAVA_INT);
    int[] rows = sections.get(5).toArray(ValueLayout.JAVA_INT);
    float[] deviations = sections.get(7).toArray(ValueLayout.JAVA_FLOAT);
    float[] widths = sections.get(8).toArray(ValueLayout.JAVA_FLOAT);
    return new IvfIndex(
        items,
        vectors,
        new IvfLists(dimension, centroids, blocks, rows, sections.get(6)),
        new ProbeBounds(deviations, widths),
        sections.get(9).toArray(ValueLayout.JAVA_LONG));
  }

  @Override
  public int dimension() {
    return lists.dimension();
  }

  @Override
  public int size() {
    return size;
  }
}
