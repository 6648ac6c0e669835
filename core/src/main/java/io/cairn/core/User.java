package io.cairn.core;

import java.util.List;
import java.util.Map;

/**
 * What is known of a user beside their events. Immutable.
 *
 * @param attributes by name, such as {@code region} or {@code age}; segments are made of these
 */
public record User(UserId id, Map<String, Value> attributes) {
  /** Copies the attributes. */
  public User {
    attributes = Map.copyOf(attributes);
  }

  /** Returns the attribute's texts; empty where there is no such attribute. */
  public List<String> texts(String attribute) {
    Value value = attributes.get(attribute);
    return value == null ? List.of() : value.texts();
  }
}
