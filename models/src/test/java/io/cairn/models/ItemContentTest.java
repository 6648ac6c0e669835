package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ItemContentTest {
  private static final int[] NOTHING = {};

  @Test
  void tokens_areFnv1a() {
    assertThat(ItemContent.tokens(List.of("", "a", "foobar")))
        .containsExactly(0x811c9dc5, 0xe40c292c, 0xbf9cf968);
  }

  @Test
  void of_keepsTheTokensOfEachItem() {
    ItemContent content = ItemContent.of(List.of(new int[] {5, 3}, NOTHING, new int[] {5}));
    assertThat(content.items()).isEqualTo(3);
    assertThat(content.tokens(0)).containsExactly(5, 3);
    assertThat(content.tokens(1)).isEmpty();
    assertThat(ItemContent.none(2).items()).isEqualTo(2);
  }

  @Test
  void new_withStartsThatDoNotFit_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ItemContent(new int[] {0, 3}, new int[] {1}))
        .withMessage("2 starts do not divide 1 tokens");
  }

  @Test
  void table_knowsTokensOfSeveralItems_andGivesRowsOfLength1() {
    ItemContent content =
        ItemContent.of(List.of(new int[] {9, 9, -4}, new int[] {-4, 7}, new int[] {7, 2}));
    TokenTable table = TokenTable.of(content, 2);
    assertThat(table.known()).containsExactly(-4, 7);
    SparseRows rows = table.rows(content);
    assertThat(rows.starts()).containsExactly(0, 1, 3, 4);
    assertThat(rows.columns()).containsExactly(0, 0, 1, 1);
    float half = (float) Math.sqrt(.5);
    assertThat(rows.weights()).containsExactly(new float[] {1, half, half, 1}, within(1e-6f));
    assertThat(table.rows(ItemContent.of(List.of(new int[] {2, 9}))).cells()).isZero();
  }
}
