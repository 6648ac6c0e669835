package io.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.core.RequestId;
import io.cairn.core.SessionId;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventJsonTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final EventJson json = new EventJson(NOW, _ -> new EventId("given"));

  @Test
  void read_interaction_hasEveryField() {
    Event event =
        json.read(
            """
            {"type":"view","id":"e/1","user":7,"session":"s","item":"ü","value":2.5,
             "time":"2026-02-01T10:00:00+02:00",
             "context":{"device":"phone","page":"/","region":"DE","position":3,"request":"r"}}""");
    assertThat(event)
        .isEqualTo(
            new Event.Interaction(
                new EventId("e/1"),
                Instant.parse("2026-02-01T08:00:00Z"),
                new Visitor(Optional.of(new UserId("7")), Optional.of(new SessionId("s"))),
                new ItemId("ü"),
                "view",
                2.5,
                new Context("phone", "/", "DE", 3, Optional.of(new RequestId("r")))));
  }

  @Test
  void read_interactionOfFewFields_takesNowAndGivenId() {
    Event event =
        json.read("{\"type\":\"click\",\"session\":\"s\",\"item\":1,\"position\":2,\"request\":9}");
    assertThat(event)
        .isEqualTo(
            new Event.Interaction(
                new EventId("given"),
                NOW,
                Visitor.of(new SessionId("s")),
                new ItemId("1"),
                "click",
                1,
                new Context("", "", "", 2, Optional.of(new RequestId("9")))));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          978300760,              2000-12-31T22:12:40Z
          978300760000,           2000-12-31T22:12:40Z
          978300760.5,            2000-12-31T22:12:40.500Z
          '"978300760"',          2000-12-31T22:12:40Z
          '"2000-12-31"',         2000-12-31T00:00:00Z
          '"2000-12-31 22:12:40"',2000-12-31T22:12:40Z
          '"2000-12-31T22:12:40.5Z"',2000-12-31T22:12:40.500Z
          '"2026-03-02"',         2026-03-02T00:00:00Z
          """)
  void read_time_takesEachForm(String time, Instant expected) {
    Event event =
        json.read("{\"type\":\"view\",\"user\":\"u\",\"item\":\"i\",\"time\":%s}".formatted(time));
    assertThat(event.time()).isEqualTo(expected);
  }

  @Test
  void read_impressionWithoutRequest_isNamedByItsId() {
    Event event = json.read("{\"type\":\"impression\",\"user\":\"u\",\"items\":[\"a\",2]}");
    assertThat(event)
        .isInstanceOfSatisfying(
            Event.Impression.class,
            impression -> {
              assertThat(impression.request()).isEqualTo(new RequestId("given"));
              assertThat(impression.shown())
                  .extracting(shown -> shown.item().value())
                  .containsExactly("a", "2");
              assertThat(impression.asOf()).isEqualTo(Event.AsOf.UNKNOWN);
            });
  }

  @Test
  void read_item_takesUnknownFieldsAsTypedAttributes() {
    Event event =
        json.read(
            """
            {"type":"item","id":"i","title":"A","category":"books","available":false,
             "arrival":"1937-12-21","price":12.5,"attributes":{"new":true,"tags":["x",1],
             "released":"2020-01-02","size":"10 cm","none":null}}""");
    Item item =
        new Item(
            new ItemId("i"),
            Map.of(
                "title", new Value.Text("A"),
                "price", new Value.Numeric(12.5),
                "new", new Value.Flag(true),
                "tags", new Value.Texts(List.of("x", "1")),
                "released", new Value.Date(Instant.parse("2020-01-02T00:00:00Z")),
                "size", new Value.Text("10 cm")),
            List.of("books"),
            false,
            Optional.of(Instant.parse("1937-12-21T00:00:00Z")));
    assertThat(event).isEqualTo(new Event.ItemUpdated(new EventId("given"), NOW, item));
  }

  @Test
  void read_userAndRemovals_areThoseEvents() {
    EventId id = new EventId("given");
    assertThat(json.read("{\"type\":\"user\",\"id\":\"u\",\"age\":3}"))
        .isEqualTo(
            new Event.UserUpdated(
                id, NOW, new User(new UserId("u"), Map.of("age", new Value.Numeric(3)))));
    assertThat(json.read("{\"type\":\"item-removed\",\"id\":\"i\",\"event\":\"e\"}"))
        .isEqualTo(new Event.ItemRemoved(new EventId("e"), NOW, new ItemId("i")));
    assertThat(json.read("{\"type\":\"user-removed\",\"id\":\"u\"}"))
        .isEqualTo(new Event.UserRemoved(id, NOW, new UserId("u")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"user":"u","item":"i"}                | type is missing, expected such as view or item
          {"type":"view","user":"u"}             | item is missing, expected an id
          {"type":"view","item":"i"}             | user is missing, expected a user or a session
          {"type":" ","user":"u","item":"i"}     | type is blank, expected such as view, click or purchase
          {"type":"view","user":"","item":"i"}   | user is blank, expected an id of 1 to 512 characters
          {"type":"view","user":1.5,"item":"i"}  | user is 1.5, expected an id: a text or a whole number
          {"type":"view","user":["u"],"item":1}  | user is a list, expected an id: a text or a whole number
          {"type":"rating","user":1,"item":1}    | value is missing, expected 0 to 5 stars
          {"type":"rating","user":1,"item":1,"value":7} | value is 7.0, expected 0 to 5 stars
          {"type":"view","user":1,"item":1,"value":"1"} | value is the text '1', expected a number
          {"type":"view","user":1,"item":1,"value":1e999} | value is Infinity, expected a finite number
          {"type":"view","user":1,"item":1,"time":-1} | time is 1969-12-31T23:59:59Z, expected a time after 1970
          {"type":"view","user":1,"item":1,"time":"2026-03-03"} | time is in the future: 2026-03-03T00:00:00Z, expected a time at most one day after now, 2026-03-01T12:00:00Z
          {"type":"view","user":1,"item":1,"time":"soon"} | time is not a time: 'soon', expected ISO-8601 such as 2026-01-31T12:00:00Z, or seconds since 1970
          {"type":"view","user":1,"item":1,"context":{"position":-1}} | context.position is -1.0, expected a whole number of at least 0
          {"type":"view","user":1,"item":1,"context":{"place":1}} | context.place is not a known field, expected only device, page, position, region, request
          {"type":"view","user":1,"item":1,"usr":1} | usr is not a known field, expected only context, id, item, position, request, session, time, type, user, value
          {"type":"impression","user":1}         | items is missing, expected a list of item ids
          {"type":"impression","items":["a",null]} | items[1] is null, expected an id: a text or a whole number
          {"type":"item","id":"i","available":1} | available is 1, expected true or false
          {"type":"item","id":"i","a":{"b":1}}   | a is an object, expected a text
          {"type":"item","id":"i","attributes":[]} | attributes is a list, expected an object {…}
          {"type":"item","title":"A"}            | id is missing, expected an id
          [1]                                    | the JSON is a list, expected an object {…}
          {"type":"view","type":"click"}         | not valid JSON at column 22: Duplicate field 'type'
          """)
  void read_invalid_saysWhichFieldAndHow(String event, String sentence) {
    assertThatThrownBy(() -> json.read(event))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage(sentence);
  }

  @Test
  void read_invalid_namesTheFieldAlone() {
    InvalidEventException problem =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            InvalidEventException.class,
            () -> json.read("{\"type\":\"view\",\"user\":\"u\",\"item\":\"\"}"));
    assertThat(problem.field()).isEqualTo("item");
    assertThat(problem.wrong()).isEqualTo("is blank");
    assertThat(problem.expected()).isEqualTo("an id of 1 to 512 characters");
  }

  @Test
  void readItem_ofAnotherId_isRefused() {
    assertThatThrownBy(() -> EventJson.readItem(new ItemId("a"), EventJson.parse("{\"id\":\"b\"}")))
        .hasMessage("id is 'b', expected 'a' as in the address, or no id");
    assertThat(EventJson.readItem(new ItemId("a"), EventJson.parse("{}")))
        .isEqualTo(Item.unknown(new ItemId("a")));
    assertThat(EventJson.readUser(new UserId("u"), EventJson.parse("{\"id\":\"u\"}")))
        .isEqualTo(new User(new UserId("u"), Map.of()));
  }

  @Test
  void write_everyKind_isReadBackTheSame() {
    Visitor visitor = new Visitor(Optional.of(new UserId("u")), Optional.of(new SessionId("s")));
    Context context = new Context("phone", "", "DE", 4, Optional.of(new RequestId("r")));
    Item item =
        new Item(
            new ItemId("i"),
            Map.of(
                "title", new Value.Text("A \"b\" \u0000"),
                "n", new Value.Numeric(0.1),
                "d", new Value.Date(NOW),
                "f", new Value.Flag(true),
                "l", new Value.Texts(List.of())),
            List.of("x"),
            true,
            Optional.of(NOW));
    List<Event> events =
        List.of(
            new Event.ItemUpdated(new EventId("1"), NOW, item),
            new Event.UserUpdated(
                new EventId("2"), NOW, new User(new UserId("u"), item.attributes())),
            new Event.ItemRemoved(new EventId("3"), NOW, item.id()),
            new Event.UserRemoved(new EventId("4"), NOW, new UserId("u")),
            new Event.Interaction(new EventId("5"), NOW, visitor, item.id(), "cart", 2, context),
            new Event.Impression(
                new EventId("6"),
                NOW,
                visitor,
                new RequestId("r"),
                "home",
                Context.NONE,
                List.of(
                    new Event.Shown(new ItemId("a"), 0, List.of()),
                    new Event.Shown(
                        new ItemId("b"),
                        0.25f,
                        List.of(new Proposal("als", 3, 0.5f, Optional.of(item.id()))))),
                Event.AsOf.UNKNOWN));
    assertThat(events)
        .allSatisfy(event -> assertThat(json.read(EventJson.write(event))).isEqualTo(event));
  }
}
