package io.cairn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventsCommandTest {
  private static final String MORE =
      """
      {"type":"item-removed","id":"b","event":"e6","time":"2026-01-06T00:00:00Z"}
      {"type":"user-removed","id":"v","event":"e7","time":"2026-01-07T00:00:00Z"}
      """;

  private final SmallShop shop;

  EventsCommandTest(@TempDir Path folder) {
    shop = new SmallShop(folder);
  }

  @BeforeEach
  void importEvents() throws IOException {
    Path file =
        shop.write(
            "events.jsonl",
            """
            {"type":"view","id":"e1","user":"u/1","item":"ü","time":"2026-01-01T00:00:00Z"}
            {"type":"rating","id":"e2","user":"v","session":"s","item":"b","value":4.5,\
            "time":"2026-01-02T00:00:00Z","position":3}
            {"type":"impression","id":"e3","user":"v","request":"r","surface":"home",\
            "items":["a","b","c","d","e","f","g"],"time":"2026-01-03T00:00:00Z"}
            {"type":"item","id":"b","event":"e4","title":"Book","time":"2026-01-04T00:00:00Z"}
            {"type":"user","id":"v","event":"e5","attributes":{"region":"DE"},\
            "time":"2026-01-05T00:00:00Z"}
            """);
    assertThat(shop.run("import", file.toString()).exit()).isZero();
  }

  @Test
  void table_showsWhoDidWhat() {
    Captured ran = shop.run("events");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out().lines())
        .containsExactly(
            "offset  time                  type        user  session  item          what",
            "     0  2026-01-01T00:00:00Z  view        u/1            ü",
            "     1  2026-01-02T00:00:00Z  rating      v     s        b             4.5 at place 3",
            "     2  2026-01-03T00:00:00Z  impression  v              a b c d e +2  shown on home",
            "     3  2026-01-04T00:00:00Z  item                       b             Book",
            "     4  2026-01-05T00:00:00Z  user        v                            region=DE",
            "5 of 5 events");
  }

  @Test
  void limit_keepsTheLast() {
    assertThat(shop.run("events", "--limit", "2").out().lines())
        .hasSize(4)
        .anyMatch(line -> line.startsWith("     3 "))
        .contains("2 of 5 events");
  }

  @Test
  void from_showsTheFirstFromThere() throws IOException {
    JsonNode line = json("--from", "1", "--limit", "1");
    assertThat(line.at("/offset").asInt()).isEqualTo(1);
    assertThat(line.at("/type").asText()).isEqualTo("rating");
    assertThat(line.at("/value").asDouble()).isEqualTo(4.5);
    assertThat(line.at("/context/position").asInt()).isEqualTo(3);
  }

  @Test
  void selections_areAllHeeded() throws IOException {
    assertThat(json("--user", "u/1").at("/id").asText()).isEqualTo("e1");
    assertThat(json("--session", "s").at("/id").asText()).isEqualTo("e2");
    assertThat(json("--item", "g").at("/id").asText()).isEqualTo("e3");
    assertThat(json("--type", "user").at("/event").asText()).isEqualTo("e5");
    assertThat(json("--item", "b", "--type", "item", "--from", "0").at("/event").asText())
        .isEqualTo("e4");
    assertThat(shop.run("events", "--user", "x").out()).contains("no event matches");
    assertThat(shop.run("events", "--user", "x", "--json").out()).isEmpty();
  }

  /** Returns the one event that is printed. */
  private JsonNode json(String... options) throws IOException {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "events";
    arguments[1] = "--json";
    System.arraycopy(options, 0, arguments, 2, options.length);
    Captured ran = shop.run(arguments);
    assertThat(ran.out().lines()).hasSize(1);
    return new ObjectMapper().readTree(ran.out());
  }

  @Test
  void json_importedIntoAnotherHome_isTheSameEvents() throws IOException {
    shop.run("import", shop.write("more.jsonl", MORE).toString());
    String printed = shop.run("events", "--json").out();
    assertThat(printed).hasLineCount(7);
    Path file = shop.write("printed.jsonl", printed);
    String other = shop.folder().resolve("other").toString();
    assertThat(Captured.run("import", file.toString(), "--home", other).out())
        .contains("7 were new")
        .doesNotContain("bad row");
    assertThat(Captured.run("events", "--json", "--home", other).out()).isEqualTo(printed);
    assertThat(shop.run("import", file.toString()).out()).contains("7 were in the log already");
  }

  @Test
  void bounds_areWrongUsage() {
    assertThat(shop.run("events", "--from", "6").err())
        .contains("cairn: --from must be in [0, 5], was 6");
    assertThat(shop.run("events", "--limit", "0").err())
        .contains("cairn: --limit must be in [1, 100000], was 0");
    assertThat(shop.run("events", "--from", "-1").exit()).isEqualTo(2);
    assertThat(shop.run("events", "--from", "5").out()).contains("0 of 5 events");
  }

  @Test
  void homeOpenForWriting_isReadAllTheSame() throws Exception {
    Process other = HomeHolder.start(shop.home());
    try {
      assertThat(shop.run("events").out()).contains("5 of 5 events");
    } finally {
      other.destroyForcibly().waitFor();
    }
  }
}
