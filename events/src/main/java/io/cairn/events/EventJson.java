package io.cairn.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.User;
import io.cairn.core.UserId;
import java.time.Instant;
import java.util.function.Function;

/**
 * The one JSON form of events: in files, over HTTP, and in what the command line prints.
 *
 * <pre>{@code
 * {"type":"view","id":"e1","user":"u","session":"s","item":"i","time":"2026-01-31T12:00:00Z",
 *  "value":1,"context":{"device":"phone","page":"/","region":"DE","position":3,"request":"r"}}
 * {"type":"impression","id":"e2","user":"u","request":"r","surface":"home","items":["i","j"]}
 * {"type":"item","id":"i","title":"A book","categories":["books"],"available":true,
 *  "arrival":"2026-01-31","attributes":{"price":12.5,"tags":["new","green"]}}
 * {"type":"user","id":"u","attributes":{"region":"DE"}}
 * {"type":"item-removed","id":"i"}
 * {"type":"user-removed","id":"u"}
 * }</pre>
 *
 * <p>Every other {@code type} is an interaction. It needs an {@code item} and a {@code user} or a
 * {@code session}; its {@code value} is 1 where absent, and a {@code rating} needs one of 0 to 5
 * stars. {@code position} and {@code request} may also stand outside the {@code context}. An
 * impression may name one {@code item} instead of {@code items}; without a {@code request}, its own
 * id is the request's. In the form of an item, a user or a removal, {@code id} is the id of the
 * item or user, and {@code event} is the event's.
 *
 * <p>Ids are texts or whole numbers. Unknown fields of an item or a user are attributes; those of
 * other forms are refused, so that a slip is not lost. An attribute is a text, a number, {@code
 * true} or {@code false}, a list of texts, or a date: a text in the form of an ISO-8601 date or
 * time. {@code category} means the same as {@code categories}.
 *
 * <p>Times are ISO-8601 dates or times (UTC where there is no offset), milliseconds since 1970, or,
 * below 1e11, seconds. The time of an event is {@code now} where absent; it must not be before 1970
 * or more than a day after {@code now}.
 *
 * <p>Immutable, and safe for use by multiple threads if {@code ids} is.
 *
 * @param now the time of events that have none, and the measure of what is in the future
 * @param ids gives the id of an event that has none; the id of the event that it sees is a
 *     placeholder
 */
public record EventJson(Instant now, Function<Event, EventId> ids) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Parses one JSON value.
   *
   * @throws InvalidEventException if the text is not one JSON value, or names a field twice
   */
  public static JsonNode parse(String json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (node.isMissingNode()) {
        throw new InvalidEventException("", "there is nothing to read", "a JSON object {…}");
      }
      return node;
    } catch (JsonProcessingException e) {
      String place = e.getLocation() == null ? "" : " at column " + e.getLocation().getColumnNr();
      String why = JsonSyntax.problem(e);
      throw new InvalidEventException("", "not valid JSON" + place + ": " + why, "");
    }
  }

  /**
   * Reads one event.
   *
   * @throws InvalidEventException if it is not valid; says which field is wrong and how
   */
  public Event read(String json) {
    return read(parse(json));
  }

  /**
   * Reads one event.
   *
   * @throws InvalidEventException if it is not valid; says which field is wrong and how
   */
  public Event read(JsonNode json) {
    return new EventJsonReader(now, ids).read(new JsonFields(json, ""));
  }

  /**
   * Reads what is said of an item: the form of an item without {@code type}.
   *
   * @param id the item; where the body has an {@code id} too, it must be the same
   * @throws InvalidEventException if it is not valid; says which field is wrong and how
   */
  public static Item readItem(ItemId id, JsonNode body) {
    JsonFields fields = new JsonFields(body, "");
    requireSame(fields, id.value());
    return CatalogueJson.item(id, fields);
  }

  /**
   * Reads what is said of a user: the form of a user without {@code type}.
   *
   * @param id the user; where the body has an {@code id} too, it must be the same
   * @throws InvalidEventException if it is not valid; says which field is wrong and how
   */
  public static User readUser(UserId id, JsonNode body) {
    JsonFields fields = new JsonFields(body, "");
    requireSame(fields, id.value());
    return CatalogueJson.user(id, fields);
  }

  /** Returns the event in one line. */
  public static String write(Event event) {
    return node(event).toString();
  }

  /** Returns the event as a JSON object; reading it gives the event again, but for its asOf. */
  public static ObjectNode node(Event event) {
    return EventJsonWriter.event(event);
  }

  /** Returns what is known of an item: {@code id}, {@code title}, {@code categories} and so on. */
  public static ObjectNode node(Item item) {
    return CatalogueJson.write(item);
  }

  /** Returns what is known of a user: {@code id} and {@code attributes}. */
  public static ObjectNode node(User user) {
    return CatalogueJson.write(user);
  }

  private static void requireSame(JsonFields fields, String id) {
    fields
        .id("id", ItemId::new)
        .filter(inside -> !inside.value().equals(id))
        .ifPresent(
            inside -> {
              String expected = InvalidEventException.quote(id) + " as in the address, or no id";
              throw fields.problem(
                  "id", "is " + InvalidEventException.quote(inside.value()), expected);
            });
  }
}
