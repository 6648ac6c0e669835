package io.cairn.app.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.core.Context;
import io.cairn.core.ItemId;
import io.cairn.core.Nearest;
import io.cairn.core.SessionId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import io.cairn.events.InvalidEventException;
import io.cairn.events.JsonFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the fields of the body of a request for a list, and refuses fields that nobody would look
 * at. For use by one thread.
 */
final class RequestFields {
  private final JsonFields fields;
  private final int listMax;

  /**
   * Reads from a body.
   *
   * @param known the fields that may be there
   * @param listMax how many elements a list may have
   */
  RequestFields(JsonNode body, Set<String> known, int listMax) {
    this(new JsonFields(body, ""), "", known, listMax);
  }

  private RequestFields(JsonFields fields, String prefix, Set<String> known, int listMax) {
    this.fields = fields;
    this.listMax = listMax;
    for (String name : fields.names()) {
      if (!known.contains(name)) {
        throw unknown(ProblemCode.UNKNOWN_FIELD, prefix + name, name, known);
      }
    }
  }

  /** Returns the problem of a word that is none of the known ones, with the nearest of them. */
  static ApiProblem unknown(ProblemCode code, String field, String word, Collection<String> known) {
    String near = Nearest.to(word, known).map(n -> " (did you mean '" + n + "'?)").orElse("");
    return new ApiProblem(
        code,
        field,
        "there is no '%s'%s, there are %s".formatted(word, near, known.stream().sorted().toList()));
  }

  /** Whether a field is there and not null. */
  boolean has(String name) {
    return fields.node(name).isPresent();
  }

  Optional<String> text(String name) {
    return fields.text(name);
  }

  boolean flag(String name) {
    return fields.flag(name).orElse(false);
  }

  Visitor visitor() {
    return new Visitor(fields.id("user", UserId::new), fields.id("session", SessionId::new));
  }

  /** Returns a whole number in [1, max]. */
  int count(String name, int absent, int max) {
    return fields.node(name).map(node -> inRange(name, node, max)).orElse(absent);
  }

  private int inRange(String name, JsonNode node, int max) {
    if (!node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.intValue() < 1
        || node.intValue() > max) {
      throw fields.unlike(name, node, "a whole number from 1 to " + max);
    }
    return node.intValue();
  }

  /** Returns the ids of a list; none where it is absent. */
  List<ItemId> items(String name) {
    List<ItemId> items = new ArrayList<>();
    for (JsonNode element : list(name)) {
      items.add(fields.id("%s[%d]".formatted(name, items.size()), element, ItemId::new));
    }
    return items;
  }

  /** Returns an id of an item; empty where it is absent. */
  Optional<ItemId> item(String name) {
    return fields.id(name, ItemId::new);
  }

  /**
   * Returns the objects of a list; none where it is absent.
   *
   * @param known the fields that each may have
   */
  List<RequestFields> objects(String name, Set<String> known) {
    List<RequestFields> objects = new ArrayList<>();
    for (JsonNode element : list(name)) {
      String path = "%s[%d]".formatted(name, objects.size());
      objects.add(new RequestFields(fields.inside(path, element), path + ".", known, listMax));
    }
    return objects;
  }

  /** Returns the texts of a list; none where it is absent. */
  List<String> texts(String name) {
    list(name);
    return fields.texts(name);
  }

  /** Returns the elements of a list; none where it is absent. */
  Iterable<JsonNode> list(String name) {
    Optional<JsonNode> list = fields.node(name);
    if (list.isPresent() && !list.get().isArray()) {
      throw fields.unlike(name, list.get(), "a list […]");
    }
    if (list.isPresent() && list.get().size() > listMax) {
      throw new ApiProblem(
          ProblemCode.LIST_TOO_LONG,
          name,
          "%s has %d elements, the most are %d".formatted(name, list.get().size(), listMax));
    }
    return list.<Iterable<JsonNode>>map(node -> node).orElse(List.of());
  }

  /** Returns where the list is to be shown. */
  Context context() {
    return fields.node("context").map(this::context).orElse(Context.NONE);
  }

  private Context context(JsonNode node) {
    RequestFields inside =
        new RequestFields(
            fields.inside("context", node),
            "context.",
            Set.of("device", "page", "region"),
            listMax);
    return new Context(
        inside.text("device").orElse(""),
        inside.text("page").orElse(""),
        inside.text("region").orElse(""),
        0,
        Optional.empty());
  }

  /** Returns the problem of a field of this body. */
  InvalidEventException problem(String name, String wrong, String expected) {
    return fields.problem(name, wrong, expected);
  }
}
