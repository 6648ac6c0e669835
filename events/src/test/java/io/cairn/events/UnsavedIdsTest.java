package io.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class UnsavedIdsTest {
  private static final long LAST = -1L; // of the last range

  @Test
  void find_returnsTheOffsetsOfAHash_andOfNoOther() {
    UnsavedIds ids = new UnsavedIds(1_000);
    for (int i = 0; i < 200; i++) {
      ids.add(i, i);
    }
    ids.add(7, 900);
    assertThat(ids.find(7)).containsExactly(7, 900);
    assertThat(ids.find(199)).containsExactly(199);
    assertThat(ids.find(200)).isEmpty();
    assertThat(ids.find(7 + (1L << 60))).isEmpty();
  }

  @Test
  void due_whileThereIsRoom_isNone() {
    UnsavedIds ids = new UnsavedIds(2);
    ids.add(1, 0);
    ids.add(2, 1);
    assertThat(ids.due()).isEmpty();
  }

  @Test
  void due_whenThereAreTooMany_isTheFewestAndFullest() {
    UnsavedIds ids = new UnsavedIds(3);
    ids.add(LAST, 0);
    ids.add(LAST - 1, 1);
    ids.add(5, 2);
    ids.add(1L << 56, 3);
    assertThat(ids.due()).containsExactly(255);
    ids.add(6, 4);
    ids.add(7, 5);
    assertThat(ids.due()).containsExactly(0);
  }

  @Test
  void clear_forgetsOneRange() {
    UnsavedIds ids = new UnsavedIds(1);
    ids.add(9, 0);
    ids.add(3, 1);
    ids.add(3, 2);
    ids.add(LAST, 3);
    assertThat(List.of(ids.sorted(0)))
        .containsExactly(
            new UnsavedIds.Pair(3, 1), new UnsavedIds.Pair(3, 2), new UnsavedIds.Pair(9, 0));
    ids.clear(0);
    assertThat(ids.find(3)).isEmpty();
    assertThat(ids.find(LAST)).containsExactly(3);
    assertThat(ids.due()).isEmpty();
  }
}
