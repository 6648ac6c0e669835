package io.cairn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.app.config.Configuration;
import io.cairn.app.engine.Engine;
import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import io.cairn.recommender.Recommendation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExplainCommandTest {
  private final SmallShop shop;

  ExplainCommandTest(@TempDir Path folder) {
    shop = new SmallShop(folder);
  }

  /** Shows a list; then more happens, and models are trained anew. */
  private Recommendation served() throws IOException {
    shop.trained();
    Recommendation made;
    try (Engine engine =
        Engine.open(shop.home(), Configuration.defaults().engine(), Progress.NONE)) {
      made =
          engine
              .recommender()
              .recommend(
                  new RecommendationRequest(
                      new RequestId("r-1"),
                      "home",
                      Visitor.of(new UserId("u2")),
                      List.of(),
                      1,
                      Context.NONE,
                      Set.of(),
                      SmallShop.AFTER));
    }
    try (Engine engine =
        Engine.open(shop.home(), Configuration.defaults().engine(), Progress.NONE)) {
      engine.append(
          List.of(
              new Event.Interaction(
                  new EventId("later"),
                  SmallShop.AFTER,
                  Visitor.of(new UserId("u2")),
                  new ItemId("i20"),
                  "view",
                  1,
                  Context.NONE)));
    }
    assertThat(shop.run("train").exit()).isZero();
    return made;
  }

  @Test
  void request_isMadeAgain_andExplained() throws IOException {
    Recommendation made = served();
    Captured ran = shop.run("explain", "r-1");
    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out())
        .contains(
            "request r-1 of 2026-01-11T00:00:00Z: 1 items for user u2 on home",
            "as of event ",
            "als 1",
            "the rank that each source gave:",
            "the place after each step:",
            made.items().getFirst().candidate().item().value(),
            "made again from the log: identical to the list that was shown");
    JsonNode json = shop.run("explain", "r-1", "--json").json();
    assertThat(json.at("/replay/identical").asBoolean()).isTrue();
    assertThat(json.at("/list/items/0/id").asText())
        .isEqualTo(made.items().getFirst().candidate().item().value());
  }

  @Test
  void item_isExplained_whereverItWasLost() throws IOException {
    Recommendation made = served();
    String shown = made.items().getFirst().candidate().item().value();
    assertThat(shop.run("explain", "r-1", shown).out())
        .contains("item " + shown + " (Item ", "it is on the list, at place 1");
    assertThat(shop.run("explain", "r-1", "i3").out()).contains("needed: ");
    assertThat(shop.run("explain", "r-1", "nowhere").out())
        .contains("item nowhere: not on the list, lost at catalogue: not in the catalogue");
    JsonNode below = shop.run("explain", "r-1", "i20", "--json").json();
    assertThat(below.path("step").asText()).isNotEqualTo("list");
    assertThat(below.path("needed").asText()).isNotEmpty();
  }

  @Test
  void request_thatIsUnknown_isBadInput() throws IOException {
    shop.imported();
    Captured ran = shop.run("explain", "nothing");
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err())
        .contains(
            "cairn: no list was recorded for request 'nothing', see which were with: cairn events");
    assertThat(ran.out()).isEmpty();
    assertThat(shop.run("explain", " ").exit()).isEqualTo(2);
  }
}
