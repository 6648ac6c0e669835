package io.cairn.index;

import io.cairn.core.ItemId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An index whose items come, change and go while it is searched. What was put before a search began
 * is found by it, and what was removed is not; a search never waits.
 */
public final class UpdatableIndex implements VectorIndex {

  /*
   * A large index that never changes, and beside it a log of what has changed since it was built,
   * which is searched exactly. A search takes both at once (State), so that it sees one moment. A
   * rebuild makes an index of both beside them, and then replaces the two by the new index and a
   * log of what has changed meanwhile.
   *
   * Once a log is twice as long as it was, it is replaced by the last changes of its items, so that
   * items that are put again and again do not lengthen it. While a rebuild runs, which knows
   * changes by their numbers, those that it has seen stay.
   */

  /** A share of the items, and its bounds, of which so many changes start a rebuild. */
  private static final int REBUILD_PART = 100;

  /** A shorter log is not worth a new one. */
  private static final int LOOSE_MIN = 64;

  private static final int REBUILD_MIN = 1000;
  private static final int REBUILD_MAX = 10_000;

  /**
   * How an index is rebuilt beside searches once too much has changed: a hundredth of the items,
   * but at least 1000 and at most 10 000.
   *
   * @param executor runs rebuilds, one at a time; one in a {@link
   *     java.util.concurrent.ForkJoinPool} takes as many cores as that has threads, and leaves the
   *     others to searches
   * @param failed is told why one failed; the index stays as it is, and a rebuild is tried again
   *     after as many changes more
   */
  public record Rebuilds(Executor executor, Consumer<Throwable> failed) {
    /** None but those that are asked for. */
    static final Rebuilds NONE = new Rebuilds(_ -> {}, _ -> {});
  }

  private record State(VectorIndex built, ChangeLog changes) {}

  private final Function<VectorTable, VectorIndex> builder;
  private final Rebuilds rebuilds;
  private final Object writing = new Object();
  private final Object rebuilding = new Object();
  private final Set<ItemId> items = new HashSet<>();
  private volatile State state;
  private volatile int size;

  /** Whether a rebuild was started that is not over. */
  private boolean isStarted;

  /** How many changes the rebuild that runs has seen; none if none runs. */
  private int rebuilt;

  /** The length at which the log is made shorter. */
  private int looseAt = LOOSE_MIN;

  private int rebuildAt;

  /**
   * Makes an index that begins with what another one has, and is rebuilt only by {@link #rebuild}.
   *
   * @param built must not be changed by others
   * @param builder builds the index that a rebuild replaces it by
   */
  public UpdatableIndex(VectorIndex built, Function<VectorTable, VectorIndex> builder) {
    this(built, builder, Rebuilds.NONE);
  }

  /**
   * Makes an index that begins with what another one has.
   *
   * @param built must not be changed by others
   * @param builder builds the index that a rebuild replaces it by
   * @param rebuilds where it is rebuilt when much has changed
   */
  public UpdatableIndex(
      VectorIndex built, Function<VectorTable, VectorIndex> builder, Rebuilds rebuilds) {
    this.builder = builder;
    this.rebuilds = rebuilds;
    state = new State(built, new ChangeLog(built.dimension()));
    built.forEach((item, _) -> items.add(item));
    size = items.size();
    rebuildAt = rebuildAfter();
  }

  private int rebuildAfter() {
    return Math.clamp(size / REBUILD_PART, REBUILD_MIN, REBUILD_MAX);
  }

  /**
   * Adds an item, or replaces its vector. Searches that begin after this returns find it.
   *
   * @param vector shape {@code [dimension()]}; copied
   * @throws IllegalArgumentException if the vector has another length, a number that is not finite,
   *     or nothing but zeros; says the item
   */
  public void put(ItemId item, float[] vector) {
    check(item, vector);
    synchronized (writing) {
      state.changes.put(item, vector);
      items.add(item);
      tidy();
    }
    rebuildIfDue();
  }

  private void check(ItemId item, float[] vector) {
    if (vector.length != dimension()) {
      throw new IllegalArgumentException(
          "the vector of item %s must have %d numbers, had %d"
              .formatted(item, dimension(), vector.length));
    }
    boolean isZero = true;
    for (int column = 0; column < vector.length; column++) {
      VectorTable.checkFinite(vector[column], item, column);
      isZero &= vector[column] == 0;
    }
    if (isZero) {
      throw new IllegalArgumentException(
          "the vector of item %s has nothing but zeros, and is near nothing".formatted(item));
    }
  }

  /**
   * Removes an item. Searches that begin after this returns do not find it.
   *
   * @return whether it was there
   */
  public boolean remove(ItemId item) {
    synchronized (writing) {
      boolean isThere = items.remove(item);
      if (isThere) {
        state.changes.remove(item);
        tidy();
      }
      return isThere;
    }
  }

  private void tidy() {
    size = items.size();
    if (state.changes.view().size() >= looseAt) {
      changeTo(state.built, state.changes.tidied(rebuilt));
    }
  }

  private void changeTo(VectorIndex built, ChangeLog changes) {
    state = new State(built, changes);
    looseAt = Math.max(LOOSE_MIN, 2 * changes.view().size());
  }

  private void rebuildIfDue() {
    synchronized (writing) {
      if (isStarted || state.changes.items() < rebuildAt) {
        return;
      }
      isStarted = true;
    }
    try {
      rebuilds.executor.execute(this::rebuildOrTell);
    } catch (RejectedExecutionException e) {
      failed(e);
    }
  }

  private void rebuildOrTell() {
    try {
      rebuild();
      synchronized (writing) {
        isStarted = false;
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      failed(e);
    }
  }

  private void failed(Throwable problem) {
    synchronized (writing) {
      isStarted = false;
      rebuildAt = state.changes.items() + rebuildAfter();
    }
    rebuilds.failed.accept(problem);
  }

  /**
   * Returns how many changes searches look at, those since the index was built but for some that
   * were followed by others of the same items; each makes searches slower.
   */
  public int changes() {
    return state.changes.view().size();
  }

  /**
   * Builds an index of all items, on the calling thread, and replaces the present one by it. Items
   * may be put, removed and searched meanwhile. If it fails, everything stays as it was. Only one
   * rebuild runs at a time; a second one waits.
   */
  public void rebuild() {
    synchronized (rebuilding) {
      VectorIndex old;
      ChangeLog.View view;
      synchronized (writing) {
        old = state.built;
        view = state.changes.view();
        rebuilt = view.size();
      }
      try {
        VectorIndex built = builder.apply(table(old, view));
        synchronized (writing) {
          changeTo(built, state.changes.since(view.size()));
          rebuildAt = rebuildAfter();
        }
      } finally {
        synchronized (writing) {
          rebuilt = 0;
        }
      }
    }
  }

  private static VectorTable table(VectorIndex built, ChangeLog.View view) {
    List<ItemId> items = new ArrayList<>();
    VectorTable.Rows rows =
        new VectorTable.Rows(built.dimension(), built.size() + (long) view.size());
    BiConsumer<ItemId, float[]> add =
        (item, vector) -> {
          items.add(item);
          rows.add(vector);
        };
    built.forEach(
        (item, vector) -> {
          if (!view.hides(item)) {
            add.accept(item, vector);
          }
        });
    view.forEach(add);
    return rows.table(items);
  }

  @Override
  public List<Neighbor> search(float[] query, int k, Predicate<ItemId> wanted) {
    State now = state;
    return search(now.built, now.changes.view(), query, k, wanted);
  }

  private static List<Neighbor> search(
      VectorIndex built, ChangeLog.View view, float[] query, int k, Predicate<ItemId> wanted) {
    if (view.size() == 0) {
      return built.search(query, k, wanted);
    }
    List<Neighbor> old = built.search(query, k, item -> !view.hides(item) && wanted.test(item));
    return Neighbors.merged(view.search(query, k, wanted), old, k);
  }

  @Override
  public VectorIndex only(Predicate<ItemId> wanted) {
    return new Restricted(wanted);
  }

  @Override
  public void forEach(BiConsumer<ItemId, float[]> action) {
    State now = state;
    ChangeLog.View view = now.changes.view();
    now.built.forEach(
        (item, vector) -> {
          if (!view.hides(item)) {
            action.accept(item, vector);
          }
        });
    view.forEach(action);
  }

  @Override
  public int dimension() {
    return state.built.dimension();
  }

  @Override
  public int size() {
    return size;
  }

  /** The wanted items of this index, also of those to come. */
  private final class Restricted implements VectorIndex {

    /** A part of an index, and which one it is of. */
    private record Part(VectorIndex whole, VectorIndex part) {}

    private final Predicate<ItemId> wanted;
    private volatile Part part;

    Restricted(Predicate<ItemId> wanted) {
      this.wanted = wanted;
      part = partOf(state.built);
    }

    private Part partOf(VectorIndex whole) {
      return new Part(whole, whole.only(wanted));
    }

    /** After a rebuild, the first search asks all items again. */
    private VectorIndex part(VectorIndex whole) {
      Part last = part;
      if (!last.whole.equals(whole)) {
        last = partOf(whole);
        part = last;
      }
      return last.part;
    }

    @Override
    public List<Neighbor> search(float[] query, int k, Predicate<ItemId> alsoWanted) {
      State now = state;
      ChangeLog.View view = now.changes.view();
      Predicate<ItemId> both = item -> wanted.test(item) && alsoWanted.test(item);
      return UpdatableIndex.search(part(now.built), view, query, k, both);
    }

    @Override
    public VectorIndex only(Predicate<ItemId> alsoWanted) {
      return new Restricted(wanted.and(alsoWanted));
    }

    @Override
    public void forEach(BiConsumer<ItemId, float[]> action) {
      UpdatableIndex.this.forEach(
          (item, vector) -> {
            if (wanted.test(item)) {
              action.accept(item, vector);
            }
          });
    }

    @Override
    public int dimension() {
      return UpdatableIndex.this.dimension();
    }

    @Override
    public int size() {
      int[] count = new int[1];
      forEach((_, _) -> count[0]++);
      return count[0];
    }
  }
}
