package io.cairn.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import io.cairn.core.ItemId;
import io.cairn.index.VectorIndex.Neighbor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class UpdatableIndexTest extends VectorIndexContract {
  private static final ItemId A = new ItemId("a");
  private static final ItemId B = new ItemId("b");
  private static final ItemId C = new ItemId("c");
  private static final float[] RIGHT = {1, 0};

  /** Half of the items from the start, the rest put one by one, some in the wrong place first. */
  @Override
  protected VectorIndex index(List<ItemId> items, float[] vectors, int dimension) {
    VectorTable all = VectorTable.of(items, vectors, dimension);
    VectorIndex half = new ExactIndex(all).only(item -> items.indexOf(item) % 2 == 0);
    UpdatableIndex index = new UpdatableIndex(half, ExactIndex::new);
    for (int row = items.size() - 1; row >= 0; row--) {
      if (row % 5 == 0) {
        float[] wrong = new float[dimension];
        wrong[0] = 100;
        index.put(items.get(row), wrong);
      }
      if (row % 2 == 1 || row % 5 == 0) {
        index.put(items.get(row), all.vector(row));
      }
    }
    return index;
  }

  private static UpdatableIndex abc() {
    VectorTable table = VectorTable.of(List.of(A, B, C), new float[] {3, 0, 2, 0, 1, 0}, 2);
    return new UpdatableIndex(new ExactIndex(table), ExactIndex::new);
  }

  @Test
  void put_ofANewItem_isFoundByTheNextSearch() {
    UpdatableIndex index = abc();
    ItemId item = new ItemId("new");
    index.put(item, new float[] {2.5f, 1});
    assertThat(index.search(RIGHT, 2))
        .containsExactly(new Neighbor(A, 3), new Neighbor(item, 2.5f));
    assertThat(index.size()).isEqualTo(4);
  }

  @Test
  void put_ofAKnownItem_replacesIt() {
    UpdatableIndex index = abc();
    index.put(A, new float[] {0, 9});
    index.put(A, new float[] {.5f, 9});
    assertThat(index.search(RIGHT, 9))
        .containsExactly(new Neighbor(B, 2), new Neighbor(C, 1), new Neighbor(A, .5f));
    assertThat(index.size()).isEqualTo(3);
  }

  @Test
  void put_ofABadVector_isRefusedWithTheItemAndChangesNothing() {
    UpdatableIndex index = abc();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.put(A, new float[] {1, Float.NaN}))
        .withMessage(
            "the vector of item a has NaN at column 1; a vector must be of finite numbers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.put(A, new float[3]))
        .withMessage("the vector of item a must have 2 numbers, had 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.put(A, new float[2]))
        .withMessage("the vector of item a has nothing but zeros, and is near nothing");
    assertThat(index.search(RIGHT, 1)).containsExactly(new Neighbor(A, 3));
    assertThat(index.changes()).isZero();
  }

  @Test
  void remove_hidesOldAndNewItems() {
    UpdatableIndex index = abc();
    index.put(new ItemId("new"), new float[] {9, 0});
    assertThat(index.remove(A)).isTrue();
    assertThat(index.remove(A)).isFalse();
    assertThat(index.remove(new ItemId("new"))).isTrue();
    assertThat(index.remove(new ItemId("unknown"))).isFalse();
    assertThat(index.search(RIGHT, 9)).containsExactly(new Neighbor(B, 2), new Neighbor(C, 1));
    index.put(A, new float[] {4, 0});
    assertThat(index.search(RIGHT, 1)).containsExactly(new Neighbor(A, 4));
  }

  @Test
  void only_seesWhatIsPutLaterAndSurvivesARebuild() {
    UpdatableIndex index = abc();
    VectorIndex notA = index.only(item -> !item.equals(A));
    index.put(new ItemId("new"), new float[] {9, 0});
    index.put(A, new float[] {8, 0});
    assertThat(notA.search(RIGHT, 9))
        .extracting(n -> n.item().value())
        .containsExactly("new", "b", "c");
    index.rebuild();
    index.remove(B);
    assertThat(notA.search(RIGHT, 9)).extracting(n -> n.item().value()).containsExactly("new", "c");
    assertThat(notA.size()).isEqualTo(2);
  }

  @Test
  void rebuild_keepsWhatIsChangedWhileItRuns() {
    VectorTable table = VectorTable.of(List.of(A, B, C), new float[] {3, 0, 2, 0, 1, 0}, 2);
    List<UpdatableIndex> built = new ArrayList<>();
    ItemId late = new ItemId("late");
    UpdatableIndex index =
        new UpdatableIndex(
            new ExactIndex(table),
            vectors -> {
              built.getFirst().put(late, new float[] {7, 0});
              built.getFirst().remove(B);
              return new ExactIndex(vectors);
            });
    built.add(index);
    index.remove(A);
    index.rebuild();
    assertThat(index.search(RIGHT, 9)).containsExactly(new Neighbor(late, 7), new Neighbor(C, 1));
    assertThat(index.changes()).isEqualTo(2);
    assertThat(index.size()).isEqualTo(2);
  }

  @Test
  void rebuild_thatFails_leavesTheIndexAsItWas() {
    VectorTable table = VectorTable.of(List.of(A), new float[] {3, 0}, 2);
    UpdatableIndex index =
        new UpdatableIndex(
            new ExactIndex(table),
            _ -> {
              throw new IllegalStateException("disk full");
            });
    index.put(B, new float[] {5, 0});
    assertThatIllegalStateException().isThrownBy(index::rebuild);
    assertThat(index.search(RIGHT, 9)).containsExactly(new Neighbor(B, 5), new Neighbor(A, 3));
  }

  @Test
  void put_ofManyItems_rebuildsByTheExecutor() {
    List<Runnable> waiting = new ArrayList<>();
    List<Throwable> problems = new ArrayList<>();
    UpdatableIndex index =
        new UpdatableIndex(
            new ExactIndex(VectorTable.of(List.of(), new float[0], 2)),
            ExactIndex::new,
            new UpdatableIndex.Rebuilds(waiting::add, problems::add));
    putMany(index, 0, 999);
    assertThat(waiting).isEmpty();
    putMany(index, 999, 3000);
    assertThat(waiting).hasSize(1);
    waiting.getFirst().run();
    assertThat(index.changes()).isZero();
    assertThat(index.search(RIGHT, 3000)).hasSize(3000);
    putMany(index, 3000, 4000);
    assertThat(waiting).hasSize(2);
    assertThat(problems).isEmpty();
  }

  /** As when memory or the disk is full. */
  @Test
  void put_whenRebuildsFail_tellsAndKeepsTheIndexAndTriesAgainLater() {
    List<Throwable> problems = new ArrayList<>();
    UpdatableIndex index =
        new UpdatableIndex(
            new ExactIndex(VectorTable.of(List.of(), new float[0], 2)),
            _ -> {
              throw new UncheckedIOException(new IOException("no space left on device"));
            },
            new UpdatableIndex.Rebuilds(Runnable::run, problems::add));
    putMany(index, 0, 1999);
    assertThat(problems).singleElement().isInstanceOf(UncheckedIOException.class);
    putMany(index, 1999, 2500);
    assertThat(problems).hasSize(2);
    assertThat(index.search(RIGHT, 2500)).hasSize(2500);
  }

  @Test
  void put_whenTheExecutorIsShutDown_isTold() {
    List<Throwable> problems = new ArrayList<>();
    Executor closed =
        _ -> {
          throw new RejectedExecutionException("shut down");
        };
    UpdatableIndex index =
        new UpdatableIndex(
            new ExactIndex(VectorTable.of(List.of(), new float[0], 2)),
            ExactIndex::new,
            new UpdatableIndex.Rebuilds(closed, problems::add));
    putMany(index, 0, 1500);
    assertThat(problems).hasSize(1);
    assertThat(index.search(RIGHT, 1500)).hasSize(1500);
  }

  private static void putMany(UpdatableIndex index, int from, int to) {
    for (int number = from; number < to; number++) {
      index.put(new ItemId("item" + number), new float[] {number + 1, 1});
    }
  }

  @Test
  void changes_ofTheSameItems_doNotAddUp() {
    UpdatableIndex index = abc();
    for (int round = 0; round < 1000; round++) {
      index.put(A, new float[] {round + 4, 1});
      index.remove(B);
      index.put(B, new float[] {2, 0});
    }
    index.remove(C);
    assertThat(index.changes()).isLessThan(100);
    assertThat(index.search(RIGHT, 9)).containsExactly(new Neighbor(A, 1003), new Neighbor(B, 2));
    assertThat(index.size()).isEqualTo(2);
  }

  @Test
  void changes_ofTheSameItemsWhileARebuildRuns_doNotAddUp() {
    VectorTable table = VectorTable.of(List.of(A, B, C), new float[] {3, 0, 2, 0, 1, 0}, 2);
    List<UpdatableIndex> indexes = new ArrayList<>();
    UpdatableIndex index =
        new UpdatableIndex(
            new ExactIndex(table),
            vectors -> {
              for (int round = 0; round < 1000; round++) {
                indexes.getFirst().put(A, new float[] {round + 4, 1});
                indexes.getFirst().remove(B);
                indexes.getFirst().put(B, new float[] {2, 0});
              }
              assertThat(indexes.getFirst().changes()).isLessThan(100);
              assertThat(indexes.getFirst().search(RIGHT, 1))
                  .containsExactly(new Neighbor(A, 1003));
              return new ExactIndex(vectors);
            });
    indexes.add(index);
    index.put(A, new float[] {9, 0});
    index.put(A, new float[] {8, 0});
    index.remove(C);
    index.rebuild();
    assertThat(index.changes()).isLessThan(100);
    assertThat(index.search(RIGHT, 9)).containsExactly(new Neighbor(A, 1003), new Neighbor(B, 2));
    assertThat(index.size()).isEqualTo(2);
  }

  /** Any changes, with rebuilds between them, give what an exact index of the rest gives. */
  @Property(tries = 100)
  void changes_equalAnIndexOfWhatIsLeft(
      @ForAll @Size(max = 60) List<@IntRange(max = 29) Integer> changes) {
    Map<ItemId, float[]> expected = new HashMap<>();
    UpdatableIndex index =
        new UpdatableIndex(
            new ExactIndex(VectorTable.of(List.of(), new float[0], 2)), ExactIndex::new);
    for (int at = 0; at < changes.size(); at++) {
      ItemId item = new ItemId("item" + changes.get(at) % 7);
      if (changes.get(at) < 18) {
        float[] vector = {at + 1, 1};
        index.put(item, vector);
        expected.put(item, vector);
      } else if (changes.get(at) < 28) {
        assertThat(index.remove(item)).isEqualTo(expected.remove(item) != null);
      } else {
        index.rebuild();
      }
      assertThat(index.search(RIGHT, 9))
          .extracting(Neighbor::item, Neighbor::similarity)
          .containsExactlyInAnyOrderElementsOf(
              expected.entrySet().stream().map(e -> tuple(e.getKey(), e.getValue()[0])).toList());
      assertThat(index.size()).isEqualTo(expected.size());
    }
  }

  /** Searches beside writers and rebuilds see each item once, whole, and none is missing. */
  @Test
  void search_besideChangesAndRebuilds_isNeverTornAndMissesNothing() throws Exception {
    VectorTable table = Planted.clustered(600, 8, 3);
    UpdatableIndex index =
        new UpdatableIndex(new IvfBuilder(.97, true, 1).build(table), ExactIndex::new);
    Predicate<ItemId> isStill = item -> Integer.parseInt(item.value()) < 300;
    AtomicBoolean isDone = new AtomicBoolean();
    CountDownLatch searched = new CountDownLatch(2);
    Callable<Void> reader =
        () -> {
          while (!isDone.get()) {
            checkSearch(index, isStill);
            searched.countDown();
          }
          return null;
        };
    Callable<Void> writer =
        () -> {
          searched.await();
          for (int round = 0; round < 300; round++) {
            change(index, 300 + round * 7 % 300, round);
          }
          return null;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Void>> readers = List.of(threads.submit(reader), threads.submit(reader));
      Future<Void> writing = threads.submit(writer);
      while (!writing.isDone()) {
        index.rebuild();
      }
      isDone.set(true);
      writing.get();
      for (Future<Void> done : readers) {
        done.get();
      }
    }
  }

  /** Every item that was there before and after is found by every search meanwhile. */
  @Test
  void put_thatStartsRebuilds_missesNothingUnderLoad() throws Exception {
    VectorTable table = Planted.clustered(600, 8, 3);
    Set<ItemId> still = Set.copyOf(table.items());
    List<Throwable> problems = new CopyOnWriteArrayList<>();
    List<Future<?>> rebuilds = new ArrayList<>();
    AtomicBoolean isDone = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      UpdatableIndex index =
          new UpdatableIndex(
              new IvfBuilder(.97, true, 1).build(table),
              ExactIndex::new,
              new UpdatableIndex.Rebuilds(
                  task -> rebuilds.add(threads.submit(task)), problems::add));
      Callable<Integer> reader =
          () -> {
            int searches = 0;
            while (!isDone.get()) {
              assertThat(index.search(new float[8], 100_000, still::contains)).hasSize(600);
              searches++;
            }
            return searches;
          };
      List<Future<Integer>> readers = List.of(threads.submit(reader), threads.submit(reader));
      for (int number = 0; number < 3000; number++) {
        float[] vector = new float[8];
        Arrays.fill(vector, 1 + number);
        index.put(new ItemId("new" + number), vector);
        for (Future<?> rebuild : rebuilds) {
          rebuild.get();
        }
      }
      isDone.set(true);
      for (Future<Integer> done : readers) {
        assertThat(done.get()).isPositive();
      }
    }
    assertThat(problems).isEmpty();
    assertThat(rebuilds).hasSizeBetween(2, 3);
  }

  /** A vector has one number in all columns, so that half an old and half a new one shows. */
  private static void change(UpdatableIndex index, int number, int round) {
    ItemId item = new ItemId(Integer.toString(number));
    float[] vector = new float[8];
    Arrays.fill(vector, 1000 + round);
    index.put(item, vector);
    assertThat(index.search(new float[] {1, 0, 0, 0, 0, 0, 0, 0}, 1))
        .containsExactly(new Neighbor(item, 1000 + round));
    if (round % 3 == 0) {
      assertThat(index.remove(item)).isTrue();
      assertThat(index.search(new float[] {1, 0, 0, 0, 0, 0, 0, 0}, 600))
          .noneMatch(neighbor -> neighbor.item().equals(item));
    }
  }

  private static void checkSearch(VectorIndex index, Predicate<ItemId> isStill) {
    List<Neighbor> found = index.search(new float[] {1, 0, 0, 0, 0, 0, 0, -1}, 700);
    Set<ItemId> seen = new HashSet<>();
    int still = 0;
    boolean isWhole = true;
    for (Neighbor neighbor : found) {
      seen.add(neighbor.item());
      still += isStill.test(neighbor.item()) ? 1 : 0;
      isWhole &= Math.abs(neighbor.similarity()) < 500;
    }
    assertThat(seen).hasSameSizeAs(found);
    assertThat(isWhole).isTrue();
    assertThat(still).isEqualTo(300);
  }
}
