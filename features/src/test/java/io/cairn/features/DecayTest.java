package io.cairn.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Sums that decay: {@link Decay}, {@link Decayed} and {@link Tallies}. */
final class DecayTest {
  private static final Duration HALF_LIFE = Duration.ofMillis(10);
  private static final Offset<Double> TINY = within(1e-5);

  record Addition(String key, double amount, long time) {}

  @Test
  void factor_halvesWithEachHalfLife() {
    assertThat(Decay.factor(0, 10, HALF_LIFE)).isEqualTo(0.5, within(1e-12));
    assertThat(Decay.factor(0, 30, HALF_LIFE)).isEqualTo(0.125, within(1e-12));
    assertThat(Decay.factor(5, 5, HALF_LIFE)).isOne();
    assertThat(Decay.factor(30, 0, HALF_LIFE)).isOne();
  }

  @Test
  void decayed_addsWhatIsLeft() {
    Decayed sum = Decayed.ZERO.plus(4, 0, HALF_LIFE).plus(1, 10, HALF_LIFE);
    assertThat(sum.at(10, HALF_LIFE)).isEqualTo(3, TINY);
    assertThat(sum.at(20, HALF_LIFE)).isEqualTo(1.5, TINY);
  }

  @Test
  void decayed_lateAddition_hasDecayedAlready() {
    Decayed sum = Decayed.ZERO.plus(1, 10, HALF_LIFE).plus(4, 0, HALF_LIFE);
    assertThat(sum.at(10, HALF_LIFE)).isEqualTo(3, TINY);
  }

  @Test
  void decayed_before1970_isWholeWhenItHappened() {
    assertThat(Decayed.ZERO.plus(4, -100, HALF_LIFE).at(-100, HALF_LIFE)).isEqualTo(4, TINY);
    assertThat(Tallies.EMPTY.plus("a", 4, -100, HALF_LIFE, 3).at("a", -90, HALF_LIFE))
        .isEqualTo(2, TINY);
  }

  @Test
  void tallies_countForEver_andSumWithDecay() {
    Tallies tallies =
        Tallies.EMPTY
            .plus("a", 1, 0, HALF_LIFE, 3)
            .plus("a", 1, 10, HALF_LIFE, 3)
            .plus("b", 3, 10, HALF_LIFE, 3);
    assertThat(tallies.count("a")).isEqualTo(2);
    assertThat(tallies.at("a", 20, HALF_LIFE)).isEqualTo(0.75, TINY);
    assertThat(tallies.count("b")).isOne();
    assertThat(share(tallies, "a")).isEqualTo(1.5 / 4.5, TINY);
    assertThat(tallies.count("c")).isZero();
    assertThat(tallies.at("c", 20, HALF_LIFE)).isZero();
    assertThat(share(tallies, "c")).isZero();
  }

  @Test
  void tallies_full_forgetTheSmallestSum() {
    Tallies tallies =
        Tallies.EMPTY
            .plus("a", 8, 0, HALF_LIFE, 2)
            .plus("b", 1, 0, HALF_LIFE, 2)
            .plus("c", 1, 0, HALF_LIFE, 2);
    assertThat(tallies.keys()).containsExactly("a", "c");
    assertThat(tallies.counts()).containsExactly(1, 1);
  }

  @Property
  void tallies_keysOfOneEvent_areAsIfOneAfterTheOther(
      @ForAll("additions") List<Addition> additions, @ForAll @IntRange(min = 1, max = 4) int max) {
    Tallies together = Tallies.EMPTY;
    Tallies apart = Tallies.EMPTY;
    for (Addition next : additions) {
      List<String> keys = List.of(next.key, "d" + next.amount, next.key, "e");
      together = together.plus(keys, next.amount, next.time, HALF_LIFE, max);
      for (String key : keys) {
        apart = apart.plus(key, next.amount, next.time, HALF_LIFE, max);
      }
      assertThat(together).usingRecursiveComparison().isEqualTo(apart);
    }
  }

  @Test
  void share_negativeSums_areNoShare() {
    Tallies tallies = Tallies.EMPTY.plus("a", 3, 0, HALF_LIFE, 3).plus("b", -2, 0, HALF_LIFE, 3);
    assertThat(share(tallies, "a")).isOne();
    assertThat(share(tallies, "b")).isZero();
    assertThat(Tallies.EMPTY.plus("b", -2, 0, HALF_LIFE, 3).normalized(1)).isEmpty();
  }

  @Property
  void sums_areTheNaiveSums_inAnyOrder(
      @ForAll("additions") List<Addition> additions, @ForAll Random random) {
    List<Addition> shuffled = new ArrayList<>(additions);
    Collections.shuffle(shuffled, random);
    for (List<Addition> order : List.of(additions, shuffled)) {
      Decayed sum = Decayed.ZERO;
      Tallies tallies = Tallies.EMPTY;
      for (Addition next : order) {
        sum = sum.plus(next.amount, next.time, HALF_LIFE);
        tallies = tallies.plus(next.key, next.amount, next.time, HALF_LIFE, 3);
      }
      assertThat(sum.at(100, HALF_LIFE)).isEqualTo(naive(additions, "abc"), TINY);
      for (String key : List.of("a", "b", "c")) {
        assertThat(tallies.at(key, 100, HALF_LIFE)).isEqualTo(naive(additions, key), TINY);
        assertThat(tallies.count(key))
            .isEqualTo(additions.stream().filter(a -> a.key.equals(key)).count());
      }
    }
  }

  private static double naive(List<Addition> additions, String keys) {
    return additions.stream()
        .filter(a -> keys.contains(a.key))
        .mapToDouble(a -> a.amount * Math.pow(0.5, (100 - a.time) / 10.0))
        .sum();
  }

  @Provide
  Arbitrary<List<Addition>> additions() {
    return Combinators.combine(
            Arbitraries.of("a", "b", "c"),
            Arbitraries.integers().between(-4, 4).map(i -> (double) i),
            Arbitraries.longs().between(-50, 100))
        .as(Addition::new)
        .list()
        .ofMaxSize(30);
  }

  private static double share(Tallies tallies, String key) {
    return tallies.normalized(1).orElseThrow().sum(Texts.of("", List.of(key)));
  }
}
