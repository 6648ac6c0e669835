package io.cairn.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class BeamTest {
  @Property(tries = 200)
  void add_keepsTheBestInOrder(
      @ForAll @Size(max = 60) List<@IntRange(min = -9, max = 9) Integer> scores,
      @ForAll @IntRange(min = 1, max = 20) int width) {
    Beam beam = new Beam(60);
    beam.begin(width);
    List<Integer> slots = new ArrayList<>();
    for (int slot = 0; slot < scores.size(); slot++) {
      beam.add(scores.get(slot), slot);
      slots.add(slot);
    }
    slots.sort(Comparator.comparingInt(slot -> -scores.get(slot)));
    List<Integer> kept = new ArrayList<>();
    for (int place = 0; place < beam.size(); place++) {
      kept.add(beam.slot(place));
      assertThat(beam.score(place)).isEqualTo((float) scores.get(beam.slot(place)));
    }
    assertThat(kept).isEqualTo(slots.subList(0, Math.min(width, slots.size())));
  }

  @Test
  void next_goesOnFromTheBestThatIsLeft() {
    Beam beam = new Beam(100);
    beam.begin(3);
    beam.add(1, 10);
    beam.add(2, 20);
    assertThat(beam.next()).isEqualTo(20);
    beam.add(3, 30);
    assertThat(beam.next()).isEqualTo(30);
    beam.add(1.5f, 40);
    assertThat(beam.next()).isEqualTo(40);
    assertThat(beam.next()).isEqualTo(-1);
  }

  @Test
  void begin_forgetsWhereItHasBeen() {
    Beam beam = new Beam(1000);
    for (int walk = 0; walk < 3; walk++) {
      beam.begin(10);
      for (int slot = 0; slot < 1000; slot++) {
        assertThat(beam.visit(slot)).isTrue();
        assertThat(beam.visit(slot)).isFalse();
      }
      assertThat(beam.size()).isZero();
    }
  }
}
