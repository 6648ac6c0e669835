package io.cairn.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the catalogue says of an item. Immutable.
 *
 * @param attributes by name; the attribute {@value #TITLE} is what people see
 * @param categories from broad to narrow, or simply all that apply; may be empty
 * @param available whether it may be shown now
 * @param arrival when it came into the catalogue; empty where unknown, then the time of the first
 *     event about the item counts
 */
public record Item(
    ItemId id,
    Map<String, Value> attributes,
    List<String> categories,
    boolean available,
    Optional<Instant> arrival) {
  /** The attribute that names the item for people. */
  public static final String TITLE = "title";

  /** Stands for the time of the arrival where numbers of an item are named. */
  public static final String ARRIVAL = "arrival";

  /** Stands for every attribute that is text. */
  public static final String ANY = "*";

  /** Copies the collections. */
  public Item {
    attributes = Map.copyOf(attributes);
    categories = List.copyOf(categories);
  }

  /** Returns an available item of which nothing else is known. */
  public static Item unknown(ItemId id) {
    return new Item(id, Map.of(), List.of(), true, Optional.empty());
  }

  /** Returns the title, or the id where there is none. */
  public String title() {
    Value title = attributes.get(TITLE);
    return title == null ? id.value() : String.join(", ", title.texts());
  }

  /**
   * Returns the attribute's texts; those of {@code category} are the categories, those of {@value
   * #ANY} are {@code name=text} of the categories and of all attributes that are text, but for the
   * title, in the order of their names.
   */
  public List<String> texts(String attribute) {
    if (attribute.equals(ANY)) {
      return allTexts();
    }
    if (attribute.equals("category")) {
      return categories;
    }
    Value value = attributes.get(attribute);
    return value == null ? List.of() : value.texts();
  }

  private List<String> allTexts() {
    List<String> all = new ArrayList<>();
    categories.forEach(category -> all.add("category=" + category));
    new TreeMap<>(attributes)
        .forEach(
            (name, value) -> {
              boolean isText = value instanceof Value.Text || value instanceof Value.Texts;
              if (isText && !name.equals(TITLE)) {
                value.texts().forEach(text -> all.add(name + "=" + text));
              }
            });
    return all;
  }
}
