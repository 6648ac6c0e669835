package io.cairn.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Items and users in the JSON form that {@link EventJson} describes. */
final class CatalogueJson {
  private static final Set<String> EVENT_FIELDS = Set.of("type", "event", "id", "time");
  private static final Set<String> ITEM_FIELDS =
      Set.of("categories", "category", "available", "arrival", "attributes");
  private static final Set<String> USER_FIELDS = Set.of("attributes");

  private CatalogueJson() {}

  static Item item(ItemId id, JsonFields fields) {
    List<String> categories = new ArrayList<>(fields.texts("categories"));
    fields.texts("category").stream()
        .filter(category -> !categories.contains(category))
        .forEach(categories::add);
    return new Item(
        id,
        attributes(fields, ITEM_FIELDS),
        categories,
        fields.flag("available").orElse(true),
        fields.moment("arrival"));
  }

  static User user(UserId id, JsonFields fields) {
    return new User(id, attributes(fields, USER_FIELDS));
  }

  /** Reads {@code attributes}, and the fields that are not known as attributes too. */
  private static Map<String, Value> attributes(JsonFields fields, Set<String> known) {
    Map<String, Value> attributes = new TreeMap<>();
    fields.names().stream()
        .filter(name -> !known.contains(name) && !EVENT_FIELDS.contains(name))
        .forEach(name -> put(attributes, fields, name));
    fields
        .node("attributes")
        .map(node -> fields.inside("attributes", node))
        .ifPresent(inside -> inside.names().forEach(name -> put(attributes, inside, name)));
    return attributes;
  }

  private static void put(Map<String, Value> attributes, JsonFields fields, String name) {
    fields.node(name).ifPresent(node -> attributes.put(name, fields.value(name, node)));
  }

  static ObjectNode write(Item item) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", item.id().value());
    Map<String, Value> attributes = new TreeMap<>(item.attributes());
    if (attributes.get(Item.TITLE) instanceof Value.Text(String title)) {
      json.put(Item.TITLE, title);
      attributes.remove(Item.TITLE);
    }
    ArrayNode categories = json.putArray("categories");
    item.categories().forEach(categories::add);
    json.put("available", item.available());
    item.arrival().ifPresent(arrival -> json.put("arrival", arrival.toString()));
    writeAttributes(json, attributes);
    return json;
  }

  static ObjectNode write(User user) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", user.id().value());
    writeAttributes(json, new TreeMap<>(user.attributes()));
    return json;
  }

  private static void writeAttributes(ObjectNode json, Map<String, Value> attributes) {
    ObjectNode object = json.putObject("attributes");
    attributes.forEach((name, value) -> write(object, name, value));
  }

  private static void write(ObjectNode json, String name, Value value) {
    switch (value) {
      case Value.Text(String text) -> json.put(name, text);
      case Value.Numeric(double number) -> EventJsonWriter.putNumber(json, name, number);
      case Value.Flag(boolean flag) -> json.put(name, flag);
      case Value.Date(var instant) -> json.put(name, instant.toString());
      case Value.Texts(List<String> texts) -> {
        ArrayNode array = json.putArray(name);
        texts.forEach(array::add);
      }
    }
  }
}
