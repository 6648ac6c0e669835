package io.cairn.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.core.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the fields of one JSON object, and says precisely what is wrong with one: every method
 * throws an {@link InvalidEventException} where a field has another form. A field that is {@code
 * null} is absent. For use by one thread.
 */
public final class JsonFields {
  private final JsonNode object;
  private final String prefix;

  /**
   * Reads from an object.
   *
   * @param path where the object stands; empty for the outermost
   * @throws InvalidEventException if it is not an object
   */
  public JsonFields(JsonNode object, String path) {
    if (!object.isObject()) {
      String subject = path.isEmpty() ? "the JSON " : "";
      throw new InvalidEventException(path, subject + "is " + kind(object), "an object {…}");
    }
    this.object = object;
    this.prefix = path.isEmpty() ? "" : path + ".";
  }

  /** Returns the names of the fields that are not null, in order. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    object
        .properties()
        .forEach(
            field -> {
              if (!field.getValue().isNull()) {
                names.add(field.getKey());
              }
            });
    return names;
  }

  /** Refuses fields other than the known ones. */
  void refuseOthers(Set<String> known) {
    for (String name : names()) {
      if (!known.contains(name)) {
        String expected = "only " + String.join(", ", known.stream().sorted().toList());
        throw problem(name, "is not a known field", expected);
      }
    }
  }

  /** Returns the field; empty where it is absent or null. */
  public Optional<JsonNode> node(String name) {
    return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
  }

  /** Returns a text; empty where absent. */
  public Optional<String> text(String name) {
    return node(name).map(node -> text(name, node));
  }

  /** Returns an id made by {@code type} from a text or a whole number; empty where absent. */
  public <T> Optional<T> id(String name, Function<String, T> type) {
    return node(name).map(node -> id(name, node, type));
  }

  /** Returns an id that must be there. */
  public <T> T requiredId(String name, Function<String, T> type) {
    return id(name, type).orElseThrow(() -> missing(name, "an id"));
  }

  /** Returns the problem of a field that must be there. */
  public InvalidEventException missing(String name, String expected) {
    return problem(name, "is missing", expected);
  }

  /** Returns an id made by {@code type} from one value. */
  public <T> T id(String name, JsonNode node, Function<String, T> type) {
    if (!node.isTextual() && !node.isIntegralNumber()) {
      throw unlike(name, node, "an id: a text or a whole number");
    }
    try {
      return type.apply(whole(name, node.asText()));
    } catch (InvalidEventException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      String wrong = node.asText().isBlank() ? "is blank" : "is too long";
      throw problem(name, wrong, "an id of 1 to 512 characters");
    }
  }

  /** Returns a finite number; empty where absent. */
  public Optional<Double> number(String name) {
    return node(name).map(node -> number(name, node));
  }

  /** Returns a whole number of at least 0; 0 where absent. */
  public int count(String name) {
    double number = number(name).orElse(0.0);
    if (number < 0 || number > Integer.MAX_VALUE || number != Math.rint(number)) {
      throw problem(name, "is " + number, "a whole number of at least 0");
    }
    return (int) number;
  }

  /** Returns yes or no; empty where absent. */
  public Optional<Boolean> flag(String name) {
    return node(name)
        .map(
            node -> {
              if (!node.isBoolean()) {
                throw unlike(name, node, "true or false");
              }
              return node.booleanValue();
            });
  }

  /** Returns any moment; empty where absent. */
  Optional<Instant> moment(String name) {
    return node(name)
        .map(
            node -> {
              if (node.isNumber()) {
                return Times.ofNumber(prefix + name, node.doubleValue());
              }
              if (!node.isTextual()) {
                throw unlike(name, node, Times.FORM);
              }
              return Times.moment(prefix + name, node.textValue());
            });
  }

  /** Returns the texts of a list, or of one text that stands for a list; empty where absent. */
  public List<String> texts(String name) {
    return node(name).map(node -> texts(name, node)).orElse(List.of());
  }

  /** Returns a typed value; a text in the form of an ISO-8601 date or time is a date. */
  Value value(String name, JsonNode node) {
    if (node.isBoolean()) {
      return new Value.Flag(node.booleanValue());
    }
    if (node.isNumber()) {
      return new Value.Numeric(number(name, node));
    }
    if (node.isArray()) {
      return new Value.Texts(texts(name, node));
    }
    String text = text(name, node);
    return Times.iso(text).<Value>map(Value.Date::new).orElseGet(() -> new Value.Text(text));
  }

  /** Returns the fields of an object inside this one. */
  public JsonFields inside(String name, JsonNode node) {
    return new JsonFields(node, prefix + name);
  }

  /** Returns a problem of a field of this object. */
  public InvalidEventException problem(String name, String wrong, String expected) {
    return new InvalidEventException(prefix + name, wrong, expected);
  }

  /** Returns the problem of a field of this object that has another value than it may have. */
  public InvalidEventException unlike(String name, JsonNode node, String expected) {
    return problem(name, "is " + kind(node), expected);
  }

  private double number(String name, JsonNode node) {
    if (!node.isNumber()) {
      throw unlike(name, node, "a number");
    }
    if (!Double.isFinite(node.doubleValue())) {
      throw problem(name, "is " + node.doubleValue(), "a finite number");
    }
    return node.doubleValue();
  }

  private String text(String name, JsonNode node) {
    if (!node.isTextual()) {
      throw unlike(name, node, "a text");
    }
    return whole(name, node.textValue());
  }

  /** Refuses half a surrogate pair, which no encoding can carry. */
  private String whole(String name, String text) {
    if (!isWhole(text)) {
      throw problem(name, "holds half a character", "Unicode text");
    }
    return text;
  }

  private static boolean isWhole(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private List<String> texts(String name, JsonNode node) {
    if (!node.isArray()) {
      return List.of(text(name, node));
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : node) {
      if (!element.isValueNode() || element.isNull()) {
        throw problem(name, "holds " + kind(element), "a list of texts");
      }
      texts.add(whole(name, element.asText()));
    }
    return texts;
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case STRING -> "the text " + InvalidEventException.quote(node.textValue());
      case NULL, MISSING -> "null";
      default -> node.asText();
    };
  }
}
