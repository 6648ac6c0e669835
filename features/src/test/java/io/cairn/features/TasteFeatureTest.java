package io.cairn.features;

import static io.cairn.features.Script.DAY;
import static io.cairn.features.Script.itemOf;
import static io.cairn.features.Script.itemWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Item;
import io.cairn.core.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TasteFeatureTest extends FeatureValues {

  @Test
  void affinity_isTheShareOfTaste() {
    script.item(itemOf("a", "boots", "women"), 0).item(itemOf("b", "hats"), 0);
    script.did("ada", "purchase", "a", 1, 1).view("ada", "b", 1);
    assertThat(value(affinity("category"), 1)).isEqualTo((2f + 2f) / 5f, TINY);
  }

  @Test
  void affinity_valueTwiceInTheItem_isOneShare() {
    script.item(itemOf("c", "boots"), 0).item(itemOf("b", "hats"), 0);
    script.view("ada", "c", 1).view("ada", "b", 1).item(itemOf("a", "boots", "boots"), 2);
    assertThat(value(affinity("category"), 2)).isEqualTo(0.5f, TINY);
  }

  @Test
  void affinity_ofAllAttributes_isOverCategoriesAndTexts() {
    script.item(itemWith("a", Map.of("brand", text("x"), "title", text("Boot"))), 0);
    script.item(itemWith("b", Map.of("brand", text("x"), "colour", text("red"))), 0);
    script.view("ada", "b", 1);
    assertThat(value(affinity("*"), 1)).isEqualTo(0.5f, TINY);
  }

  @Test
  void affinity_valueOfAnotherAttribute_isAnother() {
    script.item(itemWith("a", Map.of("brand", text("red"))), 0);
    script.item(itemWith("b", Map.of("colour", text("red"))), 0).view("ada", "b", 1);
    assertThat(value(affinity("*"), 1)).isZero();
  }

  @Test
  void affinity_unknownActorOrItem_isMissing() {
    assertThat(value(affinity("category"), 1)).isNaN();
    script.item(itemOf("a", "boots"), 0);
    assertThat(value(affinity("category"), 1)).isNaN();
    script.did("ada", "skip", "a", 1, 1);
    assertThat(value(affinity("category"), 1)).isNaN();
    script.item(itemOf("b", "hats"), 0).view("ada", "b", 1).item(itemOf("a"), 2);
    assertThat(value(affinity("category"), 2)).isNaN();
  }

  @Test
  void termOverlap_isTheCosineOfWords() {
    script.item(itemWith("b", Map.of("title", text("Red, red BOOTS"))), 0).view("ada", "b", 1);
    script.item(itemWith("a", Map.of("title", text("boots"), "tags", texts("warm", "Éclair"))), 0);
    assertThat(value(termOverlap(), 1)).isEqualTo((float) (1 / Math.sqrt(2) / Math.sqrt(3)), TINY);
    script.item(itemWith("a", Map.of("title", text("RED boots"))), 1);
    assertThat(value(termOverlap(), 1)).isEqualTo(1, TINY);
    script.item(itemWith("a", Map.of("title", text("hat"))), 1);
    assertThat(value(termOverlap(), 1)).isZero();
  }

  @Test
  void termOverlap_laterEventsCountMore_andEachItemAlike() {
    script.item(itemWith("b", Map.of("title", text("one two three four"))), 0);
    script.item(itemWith("c", Map.of("title", text("boots"))), 0);
    script
        .view("ada", "b", 0)
        .view("ada", "c", 1)
        .item(itemWith("a", Map.of("title", text("boots"))), 1);
    double length = Math.sqrt(0.5 * 0.5 + 1);
    assertThat(value(termOverlap(), 1)).isEqualTo((float) (1 / length), TINY);
  }

  @Test
  void termOverlap_withoutWords_isMissing() {
    assertThat(value(termOverlap(), 1)).isNaN();
    script.item(itemWith("a", Map.of("title", text("boots"))), 0);
    assertThat(value(termOverlap(), 1)).isNaN();
    script.view("ada", "a", 0).item(itemWith("a", Map.of("title", text("— !"))), 1);
    assertThat(value(termOverlap(), 1)).isNaN();
  }

  @Test
  void numberAgainstUsual_isTheLogarithmOfTheRatio() {
    script.item(price("b", 10), 0).item(price("c", 40), 0).item(price("a", 80), 0);
    script.view("ada", "b", 1).view("ada", "c", 1).did("ada", "skip", "a", 1, 1);
    assertThat(value(againstUsual(), 1)).isEqualTo((float) Math.log(80 / 20.0), TINY);
  }

  @Test
  void numberAgainstUsual_ofTheUsualNumber_isZero() {
    script.item(price("b", 10), 0).item(price("a", 10), 0).view("ada", "b", 1);
    assertThat(value(againstUsual(), 50)).isEqualTo(0, TINY);
  }

  @Test
  void numberAgainstUsual_withoutNumberOrHistory_isMissing() {
    script.item(price("a", 10), 0).item(price("b", 0), 0).view("ada", "b", 1);
    assertThat(value(againstUsual(), 1)).isNaN();
    script.item(price("b", 10), 2).view("ada", "b", 2).item(price("a", -1), 2);
    assertThat(value(againstUsual(), 2)).isNaN();
    script.item(itemWith("a", Map.of("price", text("10"))), 2);
    assertThat(value(againstUsual(), 2)).isNaN();
  }

  @Test
  void settings_withoutSense_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TasteFeature.Affinity("f", "category", Duration.ofNanos(9), 9))
        .withMessage("half-life must be at least 1 ms, was PT0.000000009S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TasteFeature.TermOverlap("f", List.of(), DAY, 9))
        .withMessage("attributes must name at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TasteFeature.TermOverlap("f", List.of("title", ""), DAY, 9))
        .withMessage("attributes must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TasteFeature.NumberAgainstUsual("f", "", DAY))
        .withMessage("attribute must not be blank");
  }

  private static Feature affinity(String attribute) {
    return new TasteFeature.Affinity("f", attribute, DAY, 64);
  }

  private static Feature termOverlap() {
    return new TasteFeature.TermOverlap("f", List.of("title", "tags"), DAY, 64);
  }

  private static Feature againstUsual() {
    return new TasteFeature.NumberAgainstUsual("f", "price", DAY);
  }

  private static Item price(String id, double price) {
    return itemWith(id, Map.of("price", new Value.Numeric(price)));
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private static Value texts(String... texts) {
    return new Value.Texts(List.of(texts));
  }
}
