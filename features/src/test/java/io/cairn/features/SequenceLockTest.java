package io.cairn.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SequenceLockTest {
  private final SequenceLock lock = new SequenceLock();
  private final AtomicInteger readings = new AtomicInteger();
  private final AtomicInteger writings = new AtomicInteger();

  private CompletableFuture<Void> writeInAnotherThread() {
    return CompletableFuture.runAsync(() -> lock.write(writings::incrementAndGet));
  }

  private static void assertWaits(CompletableFuture<?> future) {
    assertThatThrownBy(() -> future.get(50, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void read_undisturbed_readsOnce() {
    assertThat(lock.read(readings::incrementAndGet)).isOne();
    writeInAnotherThread().join();
    assertThat(lock.read(readings::incrementAndGet)).isEqualTo(2);
  }

  @Test
  void read_writeComesBetween_readsAgain() {
    int read =
        lock.read(
            () -> {
              int before = writings.get();
              if (readings.getAndIncrement() == 0) {
                writeInAnotherThread().join();
              }
              return before;
            });
    assertThat(read).isOne();
    assertThat(readings).hasValue(2);
  }

  @Test
  void read_writesComeBetweenTimeAndAgain_keepsThemOut() {
    int read =
        lock.read(
            () -> {
              int before = writings.get();
              CompletableFuture<Void> write = writeInAnotherThread();
              if (readings.getAndIncrement() < SequenceLock.TRIES) {
                write.join();
              } else {
                assertWaits(write);
              }
              return before;
            });
    assertThat(read).isEqualTo(SequenceLock.TRIES);
    assertThat(readings).hasValue(SequenceLock.TRIES + 1);
  }

  @Test
  void read_whileAWriteGoesOn_waitsForIt() {
    List<CompletableFuture<Integer>> reads = new ArrayList<>();
    lock.write(
        () -> {
          reads.add(CompletableFuture.supplyAsync(() -> lock.read(readings::incrementAndGet)));
          assertWaits(reads.getFirst());
        });
    assertThat(reads.getFirst().join()).isOne();
  }

  @Test
  void write_fails_leavesTheLockFree() throws Exception {
    assertThatThrownBy(() -> lock.write(SequenceLockTest::fail)).hasMessage("for the test");
    writeInAnotherThread().get(10, TimeUnit.SECONDS);
    assertThat(writings).hasValue(1);
  }

  private static void fail() {
    throw new IllegalStateException("for the test");
  }
}
