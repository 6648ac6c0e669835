package io.cairn.features;

import static io.cairn.features.Script.itemOf;
import static io.cairn.features.Script.itemWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Item;
import io.cairn.core.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CatalogueEntryTest {

  @Test
  void texts_areTheDifferentOnes_madeOnce() {
    Row row = row(itemOf("a", "boots", "women", "boots"));
    Texts texts = CatalogueEntry.texts(row, "category");
    assertThat(texts.list()).containsExactly("boots", "women");
    assertThat(texts.hashes()).containsExactly("boots".hashCode(), "women".hashCode());
    assertThat(CatalogueEntry.texts(row, "category")).isSameAs(texts);
    assertThat(CatalogueEntry.texts(row, "brand").isEmpty()).isTrue();
    assertThat(CatalogueEntry.texts(Row.EMPTY, "category")).isSameAs(Texts.NONE);
  }

  @Test
  void texts_ofDifferentItems_areTheSameObjects() {
    String one =
        CatalogueEntry.texts(row(itemOf("a", "the boots".substring(4))), "category")
            .list()
            .getFirst();
    String other =
        CatalogueEntry.texts(row(itemOf("b", "my boots".substring(3))), "category")
            .list()
            .getFirst();
    assertThat(one).isEqualTo("boots").isSameAs(other);
  }

  @Test
  void words_areRunsOfLettersAndDigits_inLowerCase() {
    Row row =
        row(
            itemWith(
                "a",
                Map.of(
                    "title", new Value.Text("The T-34's ÉCLAIR — naïve 東京 boots"),
                    "tags", new Value.Texts(List.of("Boots", "very warm")))));
    assertThat(CatalogueEntry.words(row, List.of("title", "tags")).list())
        .containsExactly("the", "t", "34", "s", "éclair", "naïve", "東京", "boots", "very", "warm");
    assertThat(CatalogueEntry.words(row, List.of("tags")).size()).isEqualTo(3);
    assertThat(CatalogueEntry.words(Row.EMPTY, List.of("tags")).isEmpty()).isTrue();
  }

  @Test
  void different_isWhatFeaturesSee() {
    Item item = itemWith("a", Map.of("title", new Value.Text("Blue blue boots")));
    CatalogueEntry entry = new CatalogueEntry(item, 1, false);
    assertThat(entry.different("title")).containsExactly("Blue blue boots");
    assertThat(entry.different("brand")).isEmpty();
    assertThat(entry.differentWords(List.of("title"))).containsExactly("blue", "boots");
  }

  @Test
  void number_isMissingWhereThereIsNone() {
    Item item = itemWith("a", Map.of("price", new Value.Numeric(2), "brand", new Value.Text("x")));
    assertThat(CatalogueEntry.number(row(item), "price")).isEqualTo(2);
    assertThat(CatalogueEntry.number(row(item), "brand")).isNaN();
    assertThat(CatalogueEntry.number(row(item), "margin")).isNaN();
    assertThat(CatalogueEntry.number(Row.EMPTY, "price")).isNaN();
  }

  @Test
  void equals_isOfWhatIsSaid_notOfWhatWasMadeOfIt() {
    CatalogueEntry used = new CatalogueEntry(itemOf("a", "boots"), 1, false);
    CatalogueEntry.texts(new Row(new State[] {used}), "category");
    assertThat(used)
        .isEqualTo(new CatalogueEntry(itemOf("a", "boots"), 1, false))
        .hasSameHashCodeAs(new CatalogueEntry(itemOf("a", "boots"), 1, false))
        .isNotEqualTo(new CatalogueEntry(itemOf("a"), 1, false))
        .isNotEqualTo(new CatalogueEntry(itemOf("a", "boots"), 2, false))
        .isNotEqualTo(new CatalogueEntry(itemOf("a", "boots"), 1, true));
  }

  private static Row row(Item item) {
    return new Row(new State[] {new CatalogueEntry(item, 0, false)});
  }
}
