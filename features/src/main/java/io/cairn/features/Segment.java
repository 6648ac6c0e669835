package io.cairn.features;

import io.cairn.core.Context;
import java.util.ArrayList;
import java.util.List;

/**
 * People with one value of an attribute, such as those of an age band or a region.
 *
 * @param attribute the name of the user attribute
 * @param value its value
 */
public record Segment(String attribute, String value) {
  /** Of how many segments an item is counted. */
  static final int COUNTED_MAX = 256;

  private static final String REGION = "region";

  /**
   * Returns the segments that somebody belongs to, in the order of the attributes. The region of
   * somebody who has none is that of the context.
   */
  public static List<Segment> of(List<String> attributes, Row actor, Context context) {
    List<Segment> segments = new ArrayList<>(attributes.size());
    for (String attribute : attributes) {
      List<String> values =
          actor.state(Row.DESCRIPTION) instanceof UserAttributes(var user)
              ? user.texts(attribute)
              : List.of();
      if (values.isEmpty() && attribute.equals(REGION) && !context.region().isEmpty()) {
        values = List.of(context.region());
      }
      values.forEach(value -> segments.add(new Segment(attribute, value)));
    }
    return segments;
  }

  /** Returns the keys of the segments that somebody belongs to, interned. */
  static List<String> keys(List<String> attributes, Row actor, Context context) {
    List<String> keys = new ArrayList<>(attributes.size());
    of(attributes, actor, context).forEach(segment -> keys.add(segment.key().intern()));
    return keys;
  }

  /** Returns the segment that is counted under a key. */
  static Segment ofKey(String key) {
    int equals = key.indexOf('=');
    return new Segment(key.substring(0, equals), key.substring(equals + 1));
  }

  /** Returns the key under which the segment is counted; attribute names hold no equals sign. */
  String key() {
    return attribute + "=" + value;
  }
}
