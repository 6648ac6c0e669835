package io.cairn.index;

import io.cairn.core.ItemId;
import io.cairn.core.Kernel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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
   * A list holds codes of four bits a number of what its vectors differ from their mean, in blocks
   * of which many are scored by one lookup (ColumnQuantizer). The best by these scores, the
   * candidates, are compared by their whole vectors, or by a byte a number where those are not
   * kept.
   *
   * What is wanted is asked of the nearest first. If too few of them are wanted, the search is one
   * for as many more as the share of those suggests, which are asked before they are compared; and
   * if that is a large part of all vectors, each is compared.
   *
   * [1] Jégou, Douze, Schmid. Product Quantization for Nearest Neighbor Search. TPAMI 2011, section
   *     IV. https://doi.org/10.1109/TPAMI.2010.57
   */

  /** A search that wants a larger part of all vectors compares each. */
  private static final int SEARCHED_PART = 4;

  /** How many times as many a search wants next if none of the nearest were wanted. */
  private static final int GROWTH_MAX = 8;

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

  /**
   * A query, and what all of a search needs to know of it.
   *
   * @param products with the mean of each list
   */
  @SuppressWarnings("ArrayRecordComponent") // one search; identity is never compared
  record Prepared(float[] query, float[] products, ListCodes.Scan scan) {}

  Prepared prepare(float[] query) {
    return new Prepared(query, lists.products(query), lists.codes().new Scan(query));
  }

  @Override
  public List<Neighbor> search(float[] query, int k, Predicate<ItemId> wanted) {
    VectorTable.checkQuery(query, dimension(), k);
    Prepared prepared = prepare(query);
    long count = k;
    while (count <= size / SEARCHED_PART) {
      List<Neighbor> neighbors =
          count == k
              ? wanted(nearest(prepared, k), prepared, k, wanted)
              : neighbors(passing(prepared, (int) count, k, wanted), prepared, k);
      if (neighbors.size() == k) {
        return neighbors;
      }
      long expected = k * (long) enough((int) count) / Math.max(1, neighbors.size());
      count = neighbors.isEmpty() ? GROWTH_MAX * count : Math.max(2 * count, expected);
    }
    return scan(prepared, k, wanted);
  }

  /** Returns somewhat more than k wanted ones of the best by their codes, nearest first. */
  private int[] passing(Prepared prepared, int count, int k, Predicate<ItemId> wanted) {
    int[] slots = candidates(prepared, compared(count), probes.width(count));
    int[] passing =
        IntStream.of(slots).filter(slot -> wanted.test(item(slot))).limit(compared(k)).toArray();
    return nearestFirst(passing, prepared, passing.length);
  }

  /** Returns somewhat more slots than so many, the nearest first. */
  private int[] nearest(Prepared prepared, int count) {
    int[] slots = candidates(prepared, compared(count), probes.width(count));
    return nearestFirst(slots, prepared, enough(count));
  }

  /** Returns how many of the best by their codes to compare by their whole vectors. */
  private int compared(int count) {
    return Math.max(enough(count), probes.candidates(count));
  }

  /** Returns the slots of the greatest products, as many as wanted, the nearest first. */
  private int[] nearestFirst(int[] slots, Prepared prepared, int count) {
    float[] products = products(slots, prepared);
    Shortlist best = new Shortlist(Math.clamp(count, 1, Math.max(1, slots.length)));
    for (int place = 0; place < slots.length; place++) {
      if (products[place] > best.floor()) {
        best.add(products[place], place);
      }
    }
    return IntStream.of(best.drain()).map(place -> slots[place]).toArray();
  }

  /** Returns how many to ask whether they are wanted, of which a few often are not. */
  static int enough(int k) {
    return (int) Math.min(k + k / 4L + 16, Integer.MAX_VALUE / 4);
  }

  IvfLists lists() {
    return lists;
  }

  ProbeBounds probes() {
    return probes;
  }

  /** Returns the slots with the highest scores by their codes, best first. */
  int[] candidates(Prepared prepared, int count, float width) {
    Shortlist best = new Shortlist(Math.clamp(count, 1, Math.max(1, size)));
    ProbeQueue queue = new ProbeQueue(probes.bounds(prepared.query, prepared.products, width));
    while (queue.hasAbove(best.floor())) {
      int list = queue.poll();
      lists.scan(list, prepared.products[list], prepared.scan, within, best);
      best.raiseFloor();
    }
    return best.drain();
  }

  private List<Neighbor> neighbors(int[] slots, Prepared prepared, int k) {
    return wanted(slots, prepared, k, _ -> true);
  }

  /** Returns the first of some slots that are wanted. */
  private List<Neighbor> wanted(int[] near, Prepared prepared, int k, Predicate<ItemId> wanted) {
    List<Neighbor> neighbors = new ArrayList<>();
    for (int at = 0; at < near.length && neighbors.size() < k; at++) {
      ItemId item = item(near[at]);
      if (wanted.test(item)) {
        neighbors.add(new Neighbor(item, product(near[at], prepared)));
      }
    }
    return List.copyOf(neighbors);
  }

  /** Compares each. */
  private List<Neighbor> scan(Prepared prepared, int k, Predicate<ItemId> wanted) {
    Shortlist best = new Shortlist(Math.min(k, Math.max(1, size)));
    for (int slot = 0; slot < lists.rows().length; slot++) {
      if (isWithin(slot)) {
        float product = product(slot, prepared);
        if (product > best.floor() && wanted.test(item(slot))) {
          best.add(product, slot);
        }
      }
    }
    return neighbors(best.drain(), prepared, k);
  }

  /** Returns the products of whole vectors, in a loop of its own so that reads overlap. */
  private float[] products(int[] slots, Prepared prepared) {
    float[] products = new float[slots.length];
    for (int place = 0; place < slots.length; place++) {
      products[place] = product(slots[place], prepared);
    }
    return products;
  }

  private ItemId item(int slot) {
    return items.get(lists.rows()[slot]);
  }

  private float product(int slot, Prepared prepared) {
    return vectors.isPresent()
        ? vectors.get().product(lists.rows()[slot], prepared.query)
        : prepared.products[lists.listOf(slot)] + lists.codes().product(slot, prepared.query);
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
    sections.add(MemorySegment.ofArray(lists.codes().scales()));
    sections.add(MemorySegment.ofArray(lists.codes().quantizer().codewords()));
    sections.add(lists.codes().blocks());
    sections.add(lists.codes().bytes());
    sections.add(MemorySegment.ofArray(probes.deviations()));
    sections.add(MemorySegment.ofArray(probes.candidates()));
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
    ListCodes codes =
        new ListCodes(
            floats(sections.get(6)),
            new ColumnQuantizer(floats(sections.get(7))),
            sections.get(8),
            sections.get(9));
    IvfLists lists =
        new IvfLists(floats(sections.get(3)), ints(sections.get(4)), ints(sections.get(5)), codes);
    ProbeBounds probes =
        new ProbeBounds(floats(sections.get(10)), ints(sections.get(11)), floats(sections.get(12)));
    long[] within = sections.get(13).toArray(ValueLayout.JAVA_LONG);
    return new IvfIndex(items, vectors, lists, probes, within);
  }

  private static float[] floats(MemorySegment section) {
    return section.toArray(ValueLayout.JAVA_FLOAT);
  }

  private static int[] ints(MemorySegment section) {
    return section.toArray(ValueLayout.JAVA_INT);
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
