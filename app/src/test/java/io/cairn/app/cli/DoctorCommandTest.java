package io.cairn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorCommandTest {
  private final SmallShop shop;

  DoctorCommandTest(@TempDir Path folder) {
    shop = new SmallShop(folder);
  }

  @Test
  void healthyHome_hasNothingToComplainAbout() throws IOException {
    Captured ran = shop.trained().run("doctor");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("324 events, 24 items", "events: 24 item, 300 view")
        .contains("active: 30 users and 0 sessions without a user; 0 % of users have one event")
        .contains("events each: a quarter have at most 10, half 10, three quarters 10, the most 10")
        .contains("personalised: 100 % of 30 people who were asked for on the surface home")
        .contains("nothing to complain about");
  }

  @Test
  void json_hasEveryNumber() throws IOException {
    JsonNode page = shop.trained().run("doctor", "--json").json();
    assertThat(page.at("/bytes").asLong()).isPositive();
    assertThat(page.at("/serious").asBoolean()).isFalse();
    assertThat(page.at("/users").asInt()).isEqualTo(SmallShop.USERS);
    assertThat(page.at("/items").asInt()).isEqualTo(SmallShop.ITEMS);
    assertThat(page.at("/events_per_person/half").asInt()).isEqualTo(10);
    assertThat(page.at("/personalized/asked").asInt()).isEqualTo(SmallShop.USERS);
    assertThat(page.at("/personalized/personalized").asInt()).isEqualTo(SmallShop.USERS);
    assertThat(page.at("/models")).hasSize(6);
    assertThat(page.at("/models/0/state").asText()).isEqualTo("good");
    assertThat(page.at("/models/0/trained_to_offset").asInt()).isEqualTo(324);
    assertThat(page.at("/rows/behind").asInt()).isZero();
    assertThat(page.at("/findings")).isEmpty();
  }

  @Test
  void manyShownLists_couldTeachARanker() throws IOException {
    shop.trained();
    StringBuilder lists = new StringBuilder();
    for (int list = 0; list < 1_000; list++) {
      lists.append(
          """
          {"type":"impression","id":"l%d","user":"u%d","request":"r%d","surface":"home",\
          "items":["i1","i2"],"time":"2026-01-09"}
          """
              .formatted(list, list % 30, list));
    }
    shop.run("import", shop.write("lists.jsonl", lists.toString()).toString());
    String note = "1,000 shown lists could teach how to order candidates";
    assertThat(shop.run("doctor").out()).contains(note, "pipeline.ranker.models = [gbdt]");
    assertThat(shop.run("doctor", "--set", "pipeline.ranker.models=[gbdt]").out())
        .doesNotContain(note);
  }

  @Test
  void explorersThatCannotLearn_areNamed() throws IOException {
    shop.trained();
    String explore = "pipeline.surfaces.home.explore=explore";
    assertThat(shop.run("doctor").out()).doesNotContain("explores by");
    assertThat(shop.run("doctor", "--set", explore).out().replaceAll("\\s+", " "))
        .contains(
            "surface home explores by item_ctr, but the log has no event of type impression and"
                + " none of type click");
    String lists =
        """
        {"type":"impression","id":"l","user":"u1","request":"r","surface":"home","items":["i1"],\
        "time":"2026-01-09"}
        {"type":"click","id":"c","user":"u1","item":"i1","time":"2026-01-09"}
        """;
    shop.run("import", shop.write("lists.jsonl", lists).toString());
    assertThat(shop.run("doctor", "--set", explore).out()).doesNotContain("explores by");
  }

  @Test
  void itemsThatAreNearlyTheSame_areNamed() throws IOException {
    shop.trained();
    StringBuilder items = new StringBuilder("id,title,category\n");
    for (String item : new String[] {"ball-1", "ball-2", "ball-3"}) {
      items.append(item).append(",A red ball for dogs,toys\n");
    }
    shop.run("import", shop.write("more.csv", items.toString()).toString());
    assertThat(shop.run("doctor").out())
        .contains("3 items are nearly the same as others by their texts; the largest group")
        .contains("ball-1, ball-2, ball-3");
  }

  @Test
  void noModels_isSerious() throws IOException {
    Captured ran = shop.imported().run("doctor");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains("serious  models: no model is trained, so no list can be personalised")
        .contains("         → train them with: cairn train")
        .contains("serious  people: 100 % of people get no personalised home list");
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void oneEventEach_isSaid() throws IOException {
    StringBuilder csv = new StringBuilder("user,item,type,time\n");
    for (int user = 0; user < 20; user++) {
      csv.append("u%d,i%d,gaze,2026-01-01T%02d:00:00Z\n".formatted(user, user % 3, user));
    }
    csv.append("u0,i2,gaze,2026-01-02T00:00:00Z\n");
    shop.run("import", shop.write("one.csv", csv.toString()).toString());
    Captured ran = shop.run("doctor");
    assertThat(ran.out())
        .contains("95 % of users have one event")
        .contains("warning  events: 95 % of users have one event: their lists are little more")
        .contains("21 events have the type 'gaze', which no weight names: each counts 1.0")
        .contains("set events.weights.\"gaze\" in the configuration")
        .contains("3 of 3 items have no title", "3 of 3 items have no category");
  }

  @Test
  void describedUsersWithoutEvents_areCountedAmongThePeople() throws IOException {
    shop.trained();
    Path users =
        shop.write("users.jsonl", "{\"type\":\"user\",\"id\":\"new\",\"attributes\":{}}\n");
    shop.run("import", users.toString());
    JsonNode page = shop.run("doctor", "--json").json();
    assertThat(page.at("/personalized/asked").asInt()).isEqualTo(SmallShop.USERS + 1);
    assertThat(page.at("/personalized/reasons/0/reason").asText())
        .isEqualTo("users have no events yet");
    assertThat(page.at("/personalized/reasons/0/people").asInt()).isEqualTo(1);
    assertThat(page.at("/personalized/reasons/0/example").asText()).contains("user 'new'");
  }

  @Test
  void itemsThatAreHidden_areCounted() throws IOException {
    Path items =
        shop.write(
            "items.jsonl",
            """
            {"type":"item","id":"gone","title":"G","categories":["c"],"available":false}
            {"type":"item","id":"late","title":"L","categories":["c"],"arrival":"2027-01-01"}
            {"type":"item","id":"i1","title":"E","categories":["c"],"arrival":"2026-01-09"}
            {"type":"item-removed","id":"i2"}
            """);
    shop.trained();
    shop.run("import", items.toString());
    JsonNode catalogue = shop.run("doctor", "--json").json().at("/catalogue");
    assertThat(catalogue.at("/unavailable").asInt()).isEqualTo(1);
    assertThat(catalogue.at("/removed").asInt()).isEqualTo(1);
    assertThat(catalogue.at("/future").asInt()).isEqualTo(1);
    assertThat(catalogue.at("/early").asInt()).isEqualTo(1);
    assertThat(catalogue.at("/untouched").asInt()).isEqualTo(2);
  }

  @Test
  void noItemMayBeShown_isSerious() throws IOException {
    Path file =
        shop.write(
            "all.jsonl",
            """
            {"type":"item","id":"a","title":"A","available":false}
            {"type":"view","id":"e","user":"u","item":"a","time":"2026-01-01"}
            """);
    shop.run("import", file.toString());
    Captured ran = shop.run("doctor");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("serious  catalogue: no item may be shown: lists are empty");
  }

  @Test
  void manyNewerEvents_makeModelsStale() throws IOException {
    shop.trained();
    StringBuilder csv = new StringBuilder("user,item,type,time\n");
    for (int event = 0; event < 100; event++) {
      csv.append(
          "u%d,i%d,click,2026-01-10T00:00:%02dZ\n".formatted(event % 30, event % 24, event % 60));
    }
    shop.run("import", shop.write("new.csv", csv.toString()).toString());
    Captured ran = shop.run("doctor");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains(
            "warning  models: model als is stale: it is 0 days old and has not seen 100 events")
        .contains("24 % of the log");
  }

  @Test
  void oldModel_isStaleOnlyWithNewerEvents() throws IOException {
    shop.trained();
    assertThat(shop.runAt(SmallShop.AFTER.plus(Duration.ofDays(8)), "doctor").out())
        .doesNotContain("stale");
    Path one = shop.write("one.csv", "user,item,type,time\nu1,i1,view,2026-01-11\n");
    shop.run("import", one.toString());
    assertThat(shop.run("doctor").out()).doesNotContain("stale");
    assertThat(shop.runAt(SmallShop.AFTER.plus(Duration.ofDays(8)), "doctor").out())
        .contains("model als is stale: it is 8 days old and has not seen 1 events");
  }

  @Test
  void damagedModel_isSerious() throws IOException {
    shop.trained();
    Files.writeString(shop.home().resolve("models/ease/1/model.bin"), "x");
    Captured ran = shop.run("doctor");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("serious  models: model ease was refused: version 1 of model");
  }

  @Test
  void droppedRows_areRememberedWithTheFirst() throws IOException {
    Path file = shop.write("bad.csv", "user,item,time\nu1,i1,2026-01-01\nu1,,2026-01-01\n");
    shop.run("import", file.toString());
    String said = shop.run("doctor", "--json").json().at("/findings").toString();
    assertThat(said)
        .contains("the import of 2026-01-11T00:00:00Z dropped 1 of 2 rows, 50 %: 1 × ")
        .contains("the first: " + file + ":3: ");
  }

  @Test
  void otherRowSettings_sayThatRowsAreFoldedAnew() throws IOException {
    Captured ran = shop.imported().run("doctor", "--set", "rows.recent-events-max=7");
    assertThat(ran.out())
        .contains("warning  rows: the rows are of no use: the features or their form changed");
  }

  @Test
  void timesThatCannotBe_areNoticed() throws IOException {
    Path file =
        shop.write(
            "future.csv",
            "user,item,time\nu1,i1,2026-01-11T12:00:00Z\nu2,i1,2026-01-11T12:00:00Z\n");
    shop.run("import", file.toString());
    assertThat(shop.run("doctor").out())
        .contains("2 events are in the future, the last at 2026-01-11T12:00:00Z")
        .contains("all events have one time");
    assertThat(shop.runAt(SmallShop.AFTER.plus(Duration.ofDays(40)), "doctor").out())
        .contains("the newest event is 39 days old");
  }

  @Test
  void homeOpenForWriting_isExaminedAllTheSame() throws Exception {
    shop.trained();
    Process other = HomeHolder.start(shop.home());
    try {
      assertThat(shop.run("doctor").exit()).isZero();
    } finally {
      other.destroyForcibly().waitFor();
    }
  }
}
