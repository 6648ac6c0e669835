package io.cairn.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What a figure was measured on. */
final class Machine {
  private Machine() {}

  /** Returns one line that names cores, memory, system and JDK. */
  static String describe() {
    Runtime runtime = Runtime.getRuntime();
    return "machine: %d cores, heap at most %d MiB, %s %s, JDK %s"
        .formatted(
            runtime.availableProcessors(),
            runtime.maxMemory() >> 20,
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.version());
  }

  /** Returns the bytes of the heap in use after a collection, in MiB. */
  static long heapUsedMib() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
  }

  /** Returns the time that all cores together have worked for this process. */
  static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
