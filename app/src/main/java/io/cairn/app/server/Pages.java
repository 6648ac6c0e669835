package io.cairn.app.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureStore;
import io.cairn.features.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Pages through the rows of a kind in the order of the UTF-8 bytes of their ids, in memory bounded
 * by one page. Immutable.
 *
 * @param name what the elements are called in the answer
 * @param count how many elements a page has at most
 * @param after the last id of the page before; the empty string for the first page
 */
record Pages(String name, int count, String after) {
  private static final int COUNT = 20;
  private static final Set<String> PARAMETERS = Set.of("count", "after");

  static Pages of(String name, io.javalin.http.Context context, int countMax) {
    Parameters parameters = new Parameters(context, PARAMETERS);
    return new Pages(name, parameters.count(COUNT, countMax), parameters.text("after").orElse(""));
  }

  /**
   * Returns a page, with the place where the next one begins.
   *
   * @param form makes an element of a row; empty where it is not to be listed
   */
  ObjectNode read(
      FeatureStore store,
      EntityKey.Kind kind,
      BiFunction<EntityKey, Row, Optional<ObjectNode>> form) {
    Map<String, ObjectNode> page = new LinkedHashMap<>();
    String last = after;
    List<EntityKey> keys;
    do {
      keys = store.keys(kind, last, count + 1);
      Map<EntityKey, Row> rows = store.get(keys);
      for (EntityKey key : keys) {
        Optional.ofNullable(rows.get(key))
            .flatMap(row -> form.apply(key, row))
            .ifPresent(element -> page.put(key.id(), element));
        last = key.id();
      }
    } while (page.size() <= count && keys.size() > count);
    return json(page);
  }

  private ObjectNode json(Map<String, ObjectNode> page) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode elements = json.putArray(name);
    String last = "";
    for (Map.Entry<String, ObjectNode> element : page.entrySet()) {
      if (elements.size() == count) {
        return json.put("next", last);
      }
      elements.add(element.getValue());
      last = element.getKey();
    }
    return json;
  }
}
