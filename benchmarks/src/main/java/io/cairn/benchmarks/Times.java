package io.cairn.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/** The times of calls by the clock, and on the core that ran them. For use by one thread. */
final class Times {
  private final Latencies clock = new Latencies();
  private final Latencies core = new Latencies();

  /** Calls, and notes how long it took. */
  <T> T of(Callable<T> call) throws Exception {
    var threads = ManagementFactory.getThreadMXBean();
    long coreStart = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    T answer = call.call();
    clock.add(System.nanoTime() - start);
    core.add(threads.getCurrentThreadCpuTime() - coreStart);
    return answer;
  }

  @Override
  public String toString() {
    return "%s; on the core p50 %.3f ms, p99 %.3f ms"
        .formatted(clock, core.quantileMillis(.5), core.quantileMillis(.99));
  }
}
