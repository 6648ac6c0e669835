package io.cairn.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.Rule;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The one JSON form of rules: in the log, in the store, and over HTTP.
 *
 * <pre>{@code
 * {"id":"sale","description":"the sale first","when":"item.sale","surfaces":["home"],
 *  "action":{"type":"boost","factor":1.5},
 *  "from":"2026-12-24T00:00:00Z","until":"2026-12-27T00:00:00Z"}
 * {"id":"stock","when":"item.stock > 0","action":{"type":"filter"},
 *  "relax_after":"near-duplicates"}
 * }</pre>
 *
 * <p>Actions are {@code filter}, {@code exclude}, {@code gate}, {@code boost} with a {@code
 * factor}, {@code bury}, {@code cap} with {@code max} and {@code first}, and {@code pin} with a
 * {@code slot} and maybe an {@code item}. Equal rules have equal texts.
 */
public final class RuleJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Set<String> FIELDS =
      Set.of("id", "description", "when", "action", "surfaces", "from", "until", "relax_after");

  /** The fields of each action beside its type. */
  private static final Map<String, Set<String>> ACTIONS =
      Map.of(
          "filter", Set.of(),
          "exclude", Set.of(),
          "gate", Set.of(),
          "boost", Set.of("factor"),
          "bury", Set.of(),
          "cap", Set.of("max", "first"),
          "pin", Set.of("item", "slot"));

  private RuleJson() {}

  /** Returns the rule as JSON. */
  public static ObjectNode node(Rule rule) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", rule.id());
    rule.description().ifPresent(text -> json.put("description", text));
    rule.when().ifPresent(text -> json.put("when", text));
    json.set("action", action(rule.action()));
    rule.surfaces()
        .ifPresent(
            surfaces -> {
              ArrayNode names = json.putArray("surfaces");
              surfaces.forEach(names::add);
            });
    rule.from().ifPresent(time -> json.put("from", time.toString()));
    rule.until().ifPresent(time -> json.put("until", time.toString()));
    rule.relaxAfter().ifPresent(name -> json.put("relax_after", name));
    return json;
  }

  /** Returns the rule as one line of JSON, which {@link #read(String)} reads. */
  public static String write(Rule rule) {
    try {
      return MAPPER.writeValueAsString(node(rule));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write JSON", e);
    }
  }

  /** Returns the name of an action, such as {@code boost}. */
  public static String type(Rule.Action action) {
    return switch (action) {
      case Rule.Filter _ -> "filter";
      case Rule.Exclude _ -> "exclude";
      case Rule.Gate _ -> "gate";
      case Rule.Boost _ -> "boost";
      case Rule.Bury _ -> "bury";
      case Rule.Cap _ -> "cap";
      case Rule.Pin _ -> "pin";
    };
  }

  private static ObjectNode action(Rule.Action action) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", type(action));
    switch (action) {
      case Rule.Boost(double factor) -> json.put("factor", factor);
      case Rule.Cap(int max, int first) -> json.put("max", max).put("first", first);
      case Rule.Pin(Optional<String> item, int slot) -> {
        item.ifPresent(id -> json.put("item", id));
        json.put("slot", slot);
      }
      case Rule.Filter _, Rule.Exclude _, Rule.Gate _, Rule.Bury _ -> {}
    }
    return json;
  }

  /**
   * Reads one rule.
   *
   * @throws InvalidEventException if it is not valid; says which field is wrong and how
   */
  public static Rule read(String json) {
    return read(EventJson.parse(json), "");
  }

  /**
   * Reads one rule.
   *
   * @param path where it stands; empty for the outermost
   * @throws InvalidEventException if it is not valid; says which field is wrong and how
   */
  public static Rule read(JsonNode json, String path) {
    return read(new JsonFields(json, path), Optional.empty());
  }

  /**
   * Reads what is said of one rule.
   *
   * @param id the rule; where the body has an {@code id} too, it must be the same
   * @throws InvalidEventException if it is not valid; says which field is wrong and how
   */
  public static Rule read(String id, JsonNode body) {
    return read(new JsonFields(body, ""), Optional.of(id));
  }

  private static Rule read(JsonFields fields, Optional<String> known) {
    fields.refuseOthers(FIELDS);
    Optional<String> written = fields.text("id");
    if (known.isPresent() && written.isPresent() && !written.equals(known)) {
      throw fields.problem("id", "is '" + written.get() + "'", "'" + known.get() + "' or none");
    }
    Rule.Action action =
        action(
            fields.inside(
                "action",
                fields
                    .node("action")
                    .orElseThrow(() -> fields.missing("action", "an object with a type"))));
    try {
      return new Rule(
          written.or(() -> known).orElseThrow(() -> fields.missing("id", "a name")),
          fields.text("description"),
          fields.text("when"),
          action,
          fields.node("surfaces").map(_ -> fields.texts("surfaces")),
          fields.moment("from"),
          fields.moment("until"),
          fields.text("relax_after"));
    } catch (InvalidEventException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw refused(fields, e);
    }
  }

  private static Rule.Action action(JsonFields fields) {
    String type =
        fields.text("type").orElseThrow(() -> fields.missing("type", "one of " + types()));
    Set<String> others = ACTIONS.get(type);
    if (others == null) {
      throw fields.problem("type", "is '" + type + "'", "one of " + types());
    }
    Collection<String> known = new TreeSet<>(others);
    known.add("type");
    fields.refuseOthers(Set.copyOf(known));
    try {
      return switch (type) {
        case "filter" -> new Rule.Filter();
        case "exclude" -> new Rule.Exclude();
        case "gate" -> new Rule.Gate();
        case "bury" -> new Rule.Bury();
        case "cap" -> new Rule.Cap(required(fields, "max"), required(fields, "first"));
        case "pin" -> new Rule.Pin(fields.text("item"), required(fields, "slot"));
        default ->
            new Rule.Boost(
                fields.number("factor").orElseThrow(() -> fields.missing("factor", "a number")));
      };
    } catch (InvalidEventException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw refused(fields, e);
    }
  }

  private static int required(JsonFields fields, String name) {
    if (fields.node(name).isEmpty()) {
      throw fields.missing(name, "a whole number");
    }
    return fields.count(name);
  }

  private static Set<String> types() {
    return new TreeSet<>(ACTIONS.keySet());
  }

  /** A message begins with the name of what is wrong. */
  private static InvalidEventException refused(JsonFields fields, IllegalArgumentException e) {
    String message = String.valueOf(e.getMessage());
    int space = Math.max(0, message.indexOf(' '));
    String field = message.substring(0, space).replace('-', '_');
    return fields.problem(field, message.substring(space + 1), "");
  }
}
