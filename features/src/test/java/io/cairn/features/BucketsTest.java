package io.cairn.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class BucketsTest {
  private static final Duration WINDOW = Duration.ofMillis(100);
  private static final long STEP = 10;

  @Property
  void sum_isWhatTheNaiveCountSays(
      @ForAll @Size(max = 30) List<@LongRange(min = -300, max = 300) Long> times,
      @ForAll @LongRange(max = 600) long after) {
    Buckets buckets = Buckets.EMPTY;
    List<Long> counted = new ArrayList<>();
    long latest = Long.MIN_VALUE;
    for (long time : times) {
      buckets = buckets.plus(time, WINDOW);
      latest = Math.max(latest, step(time));
      if (step(time) > latest - Buckets.COUNT) {
        counted.add(time);
      }
    }
    long now = times.stream().mapToLong(time -> time).max().orElse(0) + after;
    long naive = counted.stream().filter(time -> step(time) > step(now) - Buckets.COUNT).count();
    assertThat(buckets.sum(now, WINDOW)).isEqualTo(naive);
  }

  @Property
  void sum_neverLeavesOutWhatIsYoungerThanNineTenths_norCountsWhatIsOlderThanTheWindow(
      @ForAll @LongRange(min = -1000, max = 1000) long time,
      @ForAll @LongRange(max = 200) long age) {
    long counted = Buckets.EMPTY.plus(time, WINDOW).sum(time + age, WINDOW);
    assertThat(counted).isBetween(age <= 90 ? 1L : 0L, age < 100 ? 1L : 0L);
  }

  @Test
  void plus_doesNotChangeWhatWasBefore() {
    Buckets one = Buckets.EMPTY.plus(0, WINDOW);
    Buckets two = one.plus(5, WINDOW);
    assertThat(one.sum(5, WINDOW)).isOne();
    assertThat(two.sum(5, WINDOW)).isEqualTo(2);
  }

  @Test
  void plus_tooLate_changesNothing() {
    Buckets one = Buckets.EMPTY.plus(200, WINDOW);
    assertThat(one.plus(100, WINDOW)).isSameAs(one);
    assertThat(one.plus(110, WINDOW).sum(200, WINDOW)).isEqualTo(2);
  }

  @Test
  void sum_ofAnEarlierTime_isThatOfTheLatestEvent() {
    assertThat(Buckets.EMPTY.plus(200, WINDOW).sum(0, WINDOW)).isOne();
  }

  private static long step(long time) {
    return Math.floorDiv(time, STEP);
  }
}
