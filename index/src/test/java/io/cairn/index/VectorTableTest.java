package io.cairn.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.ItemId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VectorTableTest {
  private final List<ItemId> items = List.of(new ItemId("a"), new ItemId("b"), new ItemId("c"));

  @Test
  void of_withShapesThatDoNotFit_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VectorTable.of(items, new float[5], 2))
        .withMessage("vectors has 5 numbers, not 3 × 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VectorTable.of(items, new float[5], 0))
        .withMessage("dimension must be at least 1, was 0");
  }

  @Test
  void of_withWhatIsNoNumber_isRefusedWithTheItem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VectorTable.of(items, new float[] {1, 2, 3, Float.NaN, 5, 6}, 2))
        .withMessage(
            "the vector of item b has NaN at column 1; a vector must be of finite numbers");
  }

  @Test
  void vector_isACopy() {
    VectorTable table = VectorTable.of(items, new float[] {1, 2, 3, 4, 5, 6}, 2);
    table.vector(1)[0] = 9;
    assertThat(table.vector(1)).containsExactly(3, 4);
    assertThat(table.size()).isEqualTo(3);
    assertThat(table.dimension()).isEqualTo(2);
    assertThat(table.items()).isEqualTo(items);
  }
}
