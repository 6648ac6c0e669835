package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Value;
import io.cairn.models.ItemContent;
import io.cairn.recommender.retrieval.ItemTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ItemTextsTest {
  private static Item item(String id, String title, String... categories) {
    return new Item(
        new ItemId(id),
        Map.of(
            Item.TITLE,
            new Value.Text(title),
            "brand",
            new Value.Text("Acme"),
            "price",
            new Value.Numeric(5)),
        List.of(categories),
        true,
        Optional.empty());
  }

  private static int[] tokens(ItemContent content, int item) {
    return java.util.Arrays.copyOfRange(
        content.tokens(), content.starts()[item], content.starts()[item + 1]);
  }

  @Test
  void of_namesEachText_andTheWordsOfTheTitle() {
    assertThat(ItemTexts.of(item("a", "The Élan-2, new!", "toys", "red")))
        .containsExactly(
            "category=toys",
            "category=red",
            "brand=Acme",
            "price~2",
            "price~1.5",
            "title=the",
            "title=élan",
            "title=2",
            "title=new");
    assertThat(ItemTexts.of(Item.unknown(new ItemId("x")))).isEmpty();
  }

  @Test
  void of_readsLongTextsWordByWord_andShortOnesAsNames() {
    Item item =
        new Item(
            new ItemId("a"),
            Map.of(
                "maker", new Value.Text("Black & Decker"),
                "about", new Value.Text("A drill for walls, and more."),
                "tags", new Value.Texts(List.of("Home", "Tools")),
                "new", new Value.Flag(true)),
            List.of(),
            true,
            Optional.empty());
    assertThat(ItemTexts.of(item))
        .containsExactly(
            "about=a",
            "about=drill",
            "about=for",
            "about=walls",
            "about=and",
            "about=more",
            "maker=Black & Decker",
            "tags=Home",
            "tags=Tools");
  }

  @ParameterizedTest
  @CsvSource({"10, 14, true", "14, 10, true", "0.5, 0.7, true", "10, 21, false", "0, 0, false"})
  void of_numbersNearEachOther_haveATextInCommon(double one, double other, boolean isNear) {
    List<String> common = new ArrayList<>(ItemTexts.of(priced(one)));
    common.retainAll(ItemTexts.of(priced(other)));
    assertThat(!common.isEmpty()).isEqualTo(isNear);
  }

  private static Item priced(double price) {
    Map<String, Value> attributes = Map.of("price", new Value.Numeric(price));
    return new Item(new ItemId("a"), attributes, List.of(), true, Optional.empty());
  }

  @Test
  void table_keepsWhatTheEventsSaidLastOfEachItem() {
    Logs logs =
        new Logs()
            .add(new Event.ItemUpdated(new EventId("1"), Logs.at(0), item("b", "old", "toys")))
            .view(1, "u", "a", "b")
            .add(new Event.ItemUpdated(new EventId("2"), Logs.at(2), item("b", "new", "toys")))
            .add(new Event.ItemUpdated(new EventId("3"), Logs.at(2), item("c", "other")));
    ItemContent content = InteractionTable.of(logs.stream(), Logs.WEIGHTS, Set.of()).content();
    assertThat(content.items()).isEqualTo(2);
    assertThat(tokens(content, 0)).isEmpty();
    assertThat(tokens(content, 1))
        .isEqualTo(
            ItemContent.tokens(
                List.of("category=toys", "brand=Acme", "price~2", "price~1.5", "title=new")));
  }
}
