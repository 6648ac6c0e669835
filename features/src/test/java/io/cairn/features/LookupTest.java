package io.cairn.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class LookupTest {

  @Property
  void of_isWhatAMapSays(@ForAll Map<String, Integer> numbers, @ForAll List<String> others) {
    Lookup lookup =
        new Lookup(
            numbers.keySet().toArray(String[]::new),
            numbers.values().stream().mapToDouble(Integer::doubleValue).toArray());
    numbers.forEach((text, number) -> assertThat(of(lookup, text)).isEqualTo(number.doubleValue()));
    others.forEach(
        text ->
            assertThat(of(lookup, text)).isEqualTo(numbers.getOrDefault(text, 0).doubleValue()));
  }

  @Test
  void of_textsWithTheSameHash_areTold() {
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    Lookup lookup = new Lookup(new String[] {"Aa", "", "BB"}, new double[] {1, 2, 3});
    assertThat(of(lookup, "Aa")).isEqualTo(1);
    assertThat(of(lookup, "")).isEqualTo(2);
    assertThat(of(lookup, "BB")).isEqualTo(3);
    assertThat(of(lookup, "C#")).isZero();
    assertThat(lookup.sum(Texts.of("", List.of("BB", "Aa", "BB", "x")))).isEqualTo(4);
  }

  @Test
  void of_emptyTable_isZero() {
    assertThat(of(new Lookup(new String[0], new double[0]), "")).isZero();
  }

  private static double of(Lookup lookup, String text) {
    return lookup.sum(Texts.of("", List.of(text)));
  }
}
