package io.cairn.app.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.Item;
import io.cairn.events.EventJson;
import java.util.List;

/** Picks what an answer says of an item. */
final class ItemFields {
  private static final String ALL = "*";

  private ItemFields() {}

  /**
   * Returns the named attributes that the item has.
   *
   * @param names may name {@code title}, {@code categories}, {@code available} and {@code arrival};
   *     {@code *} is everything
   */
  static ObjectNode of(Item item, List<String> names) {
    ObjectNode all = EventJson.node(item).put(Item.TITLE, item.title());
    all.remove("id");
    JsonNode attributes = all.remove("attributes");
    if (names.contains(ALL)) {
      attributes
          .properties()
          .forEach(attribute -> all.set(attribute.getKey(), attribute.getValue()));
      return all;
    }
    ObjectNode picked = JsonNodeFactory.instance.objectNode();
    for (String name : names) {
      JsonNode value = all.has(name) ? all.get(name) : attributes.get(name);
      if (value != null) {
        picked.set(name, value);
      }
    }
    return picked;
  }
}
