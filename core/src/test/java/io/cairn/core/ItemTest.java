package io.cairn.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ItemTest {
  private static final Item BOOT =
      new Item(
          new ItemId("a"),
          Map.of(
              "title", new Value.Text("Boot"),
              "tags", new Value.Texts(List.of("warm", "red")),
              "brand", new Value.Text("x"),
              "price", new Value.Numeric(10),
              "vegan", new Value.Flag(true),
              "released", new Value.Date(Instant.EPOCH)),
          List.of("shoes", "boots"),
          true,
          Optional.empty());

  @Test
  void texts_ofAnAttribute_areItsTexts() {
    assertThat(BOOT.texts("category")).containsExactly("shoes", "boots");
    assertThat(BOOT.texts("tags")).containsExactly("warm", "red");
    assertThat(BOOT.texts("price")).containsExactly("10");
    assertThat(BOOT.texts("colour")).isEmpty();
  }

  @Test
  void texts_ofAll_areCategoriesAndTexts_byTheirNames_withoutTheTitle() {
    assertThat(BOOT.texts(Item.ANY))
        .containsExactly("category=shoes", "category=boots", "brand=x", "tags=warm", "tags=red");
    assertThat(Item.unknown(new ItemId("a")).texts(Item.ANY)).isEmpty();
  }

  @Test
  void title_isTheAttribute_elseTheId() {
    assertThat(BOOT.title()).isEqualTo("Boot");
    assertThat(Item.unknown(new ItemId("a")).title()).isEqualTo("a");
  }
}
