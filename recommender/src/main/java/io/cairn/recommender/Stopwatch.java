package io.cairn.recommender;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Measures stages. For use by one thread. */
final class Stopwatch {
  private final LongSupplier nanoClock;
  private final Map<String, Long> laps = new LinkedHashMap<>();
  private long last;

  Stopwatch(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    last = nanoClock.getAsLong();
  }

  void lap(String stage) {
    long now = nanoClock.getAsLong();
    laps.put(stage, now - last);
    last = now;
  }

  Map<String, Long> laps() {
    return laps;
  }
}
