package io.cairn.app.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureStore;
import io.cairn.features.Row;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Pages through the rows of a kind in the order of their ids, in memory bounded by one page. Each
 * page scans all rows of the kind. Immutable.
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
    TreeMap<String, ObjectNode> page = new TreeMap<>();
    store.scan(
        kind,
        (key, row) -> {
          boolean isFar = page.size() > count && key.id().compareTo(page.lastKey()) > 0;
          if (key.id().compareTo(after) > 0 && !isFar) {
            form.apply(key, row).ifPresent(element -> page.put(key.id(), element));
            if (page.size() > count + 1) {
              page.pollLastEntry();
            }
          }
        });
    return json(page);
  }

  private ObjectNode json(TreeMap<String, ObjectNode> page) {
    boolean hasMore = page.size() > count;
    if (hasMore) {
      page.pollLastEntry();
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode elements = json.putArray(name);
    page.values().forEach(elements::add);
    if (hasMore) {
      json.put("next", page.lastKey());
    }
    return json;
  }
}
