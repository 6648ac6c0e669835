package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.ItemId;
import io.cairn.core.SessionId;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import io.cairn.models.EventSequence;
import io.cairn.models.InteractionMatrix;
import io.cairn.models.ItemContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class InteractionTableTest {
  private static InteractionTable table(Logs logs, String... basketTypes) {
    return InteractionTable.of(logs.stream(), Logs.WEIGHTS, Set.of(basketTypes));
  }

  /** Returns the rows as text: item, summed weight, and the day of the last event. */
  private static List<String> rows(InteractionTable table, InteractionMatrix matrix) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < matrix.rows(); row++) {
      StringBuilder text = new StringBuilder();
      for (int cell = matrix.starts()[row]; cell < matrix.starts()[row + 1]; cell++) {
        text.append(text.isEmpty() ? "" : " ")
            .append(table.vocabulary().item(matrix.columns()[cell]))
            .append(':')
            .append((int) matrix.weights()[cell])
            .append('@')
            .append((matrix.times()[cell] - Logs.START.toEpochMilli()) / 86_400_000);
      }
      rows.add(text.toString());
    }
    return rows;
  }

  @Test
  void histories_sumWhatOneUserDidWithAnItem_inTheOrderOfItsLastEvent() {
    InteractionTable table =
        table(
            new Logs()
                .view(1, "u", "a", "b")
                .does(3, "u", "purchase", "a")
                .does(2, "u", "dislike", "c")
                .view(2, "v", "b"));
    assertThat(rows(table, table.histories())).containsExactly("b:1@1 c:-4@2 a:6@3", "b:1@2");
    assertThat(table.vocabulary().items()).extracting(ItemId::value).containsExactly("a", "b", "c");
    assertThat(table.size()).isEqualTo(5);
    assertThat(table.actors()).isEqualTo(2);
  }

  @Test
  void histories_ofALogOutOfOrder_areInTheOrderOfTime() {
    InteractionTable table =
        table(
            new Logs()
                .view(9, "u", "a")
                .view(1, "u", "b")
                .view(5, "u", "a", "c")
                .view(5, "u", "d"));
    assertThat(rows(table, table.histories())).containsExactly("b:1@1 c:1@5 d:1@5 a:2@9");
    assertThat(IntStream.range(0, 5).mapToObj(row -> table.columns().time(row))).isSorted();
  }

  @Test
  void traits_areWhatWasSaidLastOfEachUser_andWhereTheyWereLast() {
    Context phone = new Context("phone", "", "", 0, Optional.empty());
    Context desk = new Context("desk", "", "DE", 0, Optional.empty());
    InteractionTable table =
        table(
            new Logs()
                .add(described("1", "u", "20"))
                .add(viewed("2", "u", phone))
                .add(described("3", "u", "30"))
                .add(viewed("4", "v", phone))
                .add(viewed("5", "v", desk))
                .add(described("6", "gone", "40"))
                .add(viewed("7", "gone", Context.NONE))
                .add(new Event.UserRemoved(new EventId("8"), Logs.at(2), new UserId("gone"))));
    ItemContent expected =
        ItemContent.of(
            List.of(
                ItemContent.tokens(List.of("age=30", "device=phone")),
                ItemContent.tokens(List.of("device=desk", "region=DE")),
                new int[0]));
    assertThat(table.traits()).usingRecursiveComparison().isEqualTo(expected);
    assertThat(table.histories().rows()).isEqualTo(table.traits().items());
  }

  private static Event described(String id, String user, String age) {
    User described = new User(new UserId(user), Map.of("age", new Value.Text(age)));
    return new Event.UserUpdated(new EventId(id), Logs.at(0), described);
  }

  private static Event viewed(String id, String user, Context context) {
    return new Event.Interaction(
        new EventId(id),
        Logs.at(1),
        Visitor.of(new UserId(user)),
        new ItemId("a"),
        "view",
        1,
        context);
  }

  @Test
  void histories_ofASessionWithoutAUser_areItsOwn() {
    Visitor session = Visitor.of(new SessionId("u"));
    InteractionTable table = table(new Logs().view(1, "u", "a").does(2, session, "view", "b"));
    assertThat(rows(table, table.histories())).containsExactly("a:1@1", "b:1@2");
    assertThat(table.user(0)).isPresent();
    assertThat(table.user(1)).isEmpty();
  }

  /** Returns the rows of events as text: item, type, and whether it is wanted. */
  private static List<String> rows(InteractionTable table, EventSequence.Rows rows) {
    List<String> texts = new ArrayList<>();
    for (int row = 0; row < rows.rows(); row++) {
      List<String> events = new ArrayList<>();
      for (int cell = rows.starts()[row]; cell < rows.starts()[row + 1]; cell++) {
        String item = table.vocabulary().item(rows.events().columns()[cell]).value();
        events.add(item + ":" + rows.events().types()[cell] + (rows.wanted()[cell] ? "" : "!"));
      }
      texts.add(String.join(" ", events));
    }
    return texts;
  }

  @Test
  void events_areAllInTheirOrder_alsoOfItemsThatComeAgain() {
    InteractionTable table =
        table(
            new Logs()
                .view(5, "u", "b")
                .view(1, "u", "a", "a")
                .does(3, "u", "dislike", "c")
                .does(4, "u", "rating", "a")
                .view(2, "v", "b"));
    assertThat(rows(table, table.events(TrainingSettings.Rows.HISTORIES)))
        .containsExactly("a:view a:view c:dislike! a:rating 1 b:view", "b:view");
    assertThat(table.events(TrainingSettings.Rows.HISTORIES).events().times()[0])
        .isEqualTo(Logs.at(1).toEpochMilli());
  }

  @Test
  void events_ofSessions_haveTheRowsOfSessions_andWhatSpeaksAgainstItems() {
    InteractionTable table =
        table(
            new Logs()
                .inSession(1, "u", "s", "view", "a", "b")
                .inSession(1, "u", "s", "dislike", "b")
                .inSession(2, "u", "t", "purchase", "a"),
            "purchase");
    assertThat(rows(table, table.events(TrainingSettings.Rows.SESSIONS)))
        .containsExactly("a:view b:view b:dislike!", "a:purchase");
    assertThat(rows(table, table.events(TrainingSettings.Rows.BASKETS)))
        .containsExactly("", "a:purchase");
    assertThat(table.sessions().rows()).isEqualTo(2);
  }

  @Test
  void of_aForgottenUser_leavesOutWhatCameBefore() {
    InteractionTable table =
        table(
            new Logs()
                .view(1, "u", "a", "b")
                .view(2, "v", "a")
                .forgets(3, "u")
                .forgets(3, "w")
                .view(4, "u", "c"));
    assertThat(rows(table, table.histories())).containsExactly("c:1@4", "a:1@2");
    assertThat(table.size()).isEqualTo(2);
    assertThat(table.actors()).isEqualTo(2);
    assertThat(table.actorsOfItems()).isEqualTo(Map.of(new ItemId("a"), 1, new ItemId("c"), 1));
    assertThat(table(new Logs().view(1, "u", "a").forgets(2, "u")).actors()).isZero();
    assertThat(table(new Logs().view(1, "u", "a").forgets(2, "u")).size()).isZero();
  }

  @Test
  void baskets_withoutBasketEvents_areSessionsAndDays() {
    InteractionTable table =
        table(
            new Logs()
                .view(1.1, "u", "a")
                .view(1.9, "u", "b")
                .view(2.1, "u", "c")
                .inSession(1, "v", "s", "view", "a")
                .inSession(5, "v", "s", "view", "d")
                .does(5, Visitor.of(new SessionId("s")), "view", "e")
                .does(5, "v", "dislike", "f"),
            "purchase");
    assertThat(rows(table, table.baskets()))
        .containsExactly("a:1@1 b:1@1", "c:1@2", "a:1@1 d:1@5 e:1@5", "");
  }

  @Test
  void baskets_withBasketEvents_areOfNothingElse() {
    InteractionTable table =
        table(
            new Logs()
                .view(1, "u", "a", "b")
                .does(1, "u", "purchase", "b", "c", "b")
                .view(2, "u", "d"),
            "purchase");
    assertThat(rows(table, table.baskets())).containsExactly("c:5@1 b:10@1", "");
  }

  @Test
  void baskets_beforeTheEpoch_haveDaysOfTheirOwn() {
    double epoch = -Logs.START.getEpochSecond() / 86_400.0;
    InteractionTable table =
        table(new Logs().view(epoch - 0.25, "u", "a").view(epoch + 0.25, "u", "b"));
    assertThat(table.baskets().rows()).isEqualTo(2);
  }

  @Test
  void of_noEvents_isEmpty() {
    InteractionTable table = table(new Logs());
    assertThat(table.size()).isZero();
    assertThat(table.actors()).isZero();
    assertThat(table.histories().cells()).isZero();
    assertThat(table.baskets().rows()).isZero();
    assertThat(table.actorsOfItems()).isEmpty();
  }

  private record Seen(int user, int item, int weight, int day) {}

  @Property(tries = 200)
  void histories_areWhatASlowSumGives(@ForAll long seed) {
    Random random = new Random(seed);
    Logs logs = new Logs();
    List<Seen> events = new ArrayList<>();
    for (int i = random.nextInt(60); i > 0; i--) {
      Seen seen =
          new Seen(
              random.nextInt(4),
              random.nextInt(6),
              random.nextBoolean() ? 1 : 5,
              random.nextInt(9));
      events.add(seen);
      logs.does(seen.day, "u" + seen.user, seen.weight == 1 ? "view" : "purchase", "" + seen.item);
    }
    InteractionTable table = table(logs);
    assertThat(rows(table, table.histories())).isEqualTo(slowly(events));
  }

  private static List<String> slowly(List<Seen> events) {
    Map<Integer, Map<Integer, int[]>> users = new LinkedHashMap<>();
    events.forEach(seen -> users.putIfAbsent(seen.user, new LinkedHashMap<>()));
    events.stream()
        .sorted(Comparator.comparingInt(Seen::day))
        .forEach(
            seen -> {
              Map<Integer, int[]> items = users.getOrDefault(seen.user, new HashMap<>());
              int[] old = items.remove(seen.item);
              int sum = (old == null ? 0 : old[0]) + seen.weight;
              items.put(seen.item, new int[] {sum, seen.day});
            });
    return users.values().stream()
        .map(
            items ->
                String.join(
                    " ",
                    items.entrySet().stream()
                        .map(e -> e.getKey() + ":" + e.getValue()[0] + "@" + e.getValue()[1])
                        .toList()))
        .toList();
  }

  @Test
  void histories_ofManyEvents_haveOneCellForEachPair() {
    Logs logs = new Logs();
    for (int i = 0; i < 30_000; i++) {
      logs.view((i * 7919) % 1_000, "u" + i % 100, "i" + i % 30);
    }
    InteractionMatrix matrix = table(logs).histories();
    assertThat(matrix.rows()).isEqualTo(100);
    assertThat(matrix.items()).isEqualTo(30);
    assertThat(Arrays.equals(matrix.weights(), floats(matrix.cells(), 30_000f / matrix.cells())))
        .isTrue();
  }

  private static float[] floats(int length, float value) {
    float[] floats = new float[length];
    Arrays.fill(floats, value);
    return floats;
  }
}
