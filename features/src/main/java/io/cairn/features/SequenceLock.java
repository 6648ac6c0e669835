package io.cairn.features;

import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

/**
 * Lets many read while one writes, and each reader see every write whole or not at all. Safe for
 * use by multiple threads.
 */
final class SequenceLock {

  /*
   * A reader takes no lock: it reads, and reads again where a write came between. Only if that
   * happens time and again, or a write is going on, it waits and then keeps writers out.
   */

  /** How often a reader lets a write come between before it keeps writers out. */
  static final int TRIES = 3;

  private final StampedLock lock = new StampedLock();

  /** Runs what writes, while nobody else writes. */
  void write(Runnable writing) {
    long stamp = lock.writeLock();
    try {
      writing.run();
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /**
   * Returns what was read with no write between.
   *
   * @param reading may run more than once and beside a write, from then on for nothing
   */
  <T> T read(Supplier<T> reading) {
    for (int tries = 0; tries < TRIES; tries++) {
      long stamp = lock.tryOptimisticRead();
      if (stamp == 0) {
        break;
      }
      T read = reading.get();
      if (lock.validate(stamp)) {
        return read;
      }
    }
    long stamp = lock.readLock();
    try {
      return reading.get();
    } finally {
      lock.unlockRead(stamp);
    }
  }
}
