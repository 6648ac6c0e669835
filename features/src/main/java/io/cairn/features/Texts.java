package io.cairn.features;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * Different texts with their hashes in one stretch of memory. Immutable.
 *
 * @param origin what of an item they were made of: an attribute, or a list of attributes
 * @param list the texts, interned
 * @param hashes of the texts, shape {@code [list.size()]}; shared, do not modify
 */
@SuppressWarnings("ArrayRecordComponent") // looked at in hot loops; identity is never compared
record Texts(Object origin, List<String> list, int[] hashes) {
  /** No text. */
  static final Texts NONE = new Texts("", List.of(), new int[0]);

  /** Returns the different ones of some texts, in order of first appearance. */
  static Texts of(Object origin, List<String> texts) {
    List<String> different = new LinkedHashSet<>(texts).stream().map(String::intern).toList();
    return new Texts(origin, different, different.stream().mapToInt(String::hashCode).toArray());
  }

  boolean isEmpty() {
    return hashes.length == 0;
  }

  int size() {
    return hashes.length;
  }
}
