package io.cairn.benchmarks;

import java.util.Arrays;

/** The times that single calls took. For use by one thread. */
final class Latencies {
  private long[] nanos = new long[1024];
  private int size;

  void add(long elapsedNanos) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, size * 2);
    }
    nanos[size++] = elapsedNanos;
  }

  void addAll(Latencies others) {
    for (int i = 0; i < others.size; i++) {
      add(others.nanos[i]);
    }
  }

  /**
   * Returns the time in milliseconds that the given part of the calls, in [0, 1], did not exceed.
   */
  double quantileMillis(double part) {
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(size - 1L, (long) (part * size))] / 1e6;
  }

  @Override
  public String toString() {
    return "p50 %.2f ms, p99 %.2f ms, max %.2f ms"
        .formatted(quantileMillis(0.5), quantileMillis(0.99), quantileMillis(1));
  }
}
