package io.cairn.core;

import java.util.Optional;

/**
 * The circumstances of an event or a request. Immutable.
 *
 * @param device such as {@code phone}; the empty string where unknown
 * @param page where on the site it happened; the empty string where unknown
 * @param region where in the world; the empty string where unknown
 * @param position the place of the item in the list that showed it, from 1; 0 where unknown
 * @param request the list that showed the item; empty where unknown
 */
public record Context(
    String device, String page, String region, int position, Optional<RequestId> request) {
  /** Nothing is known of the circumstances. */
  public static final Context NONE = new Context("", "", "", 0, Optional.empty());

  /** Checks the position. */
  public Context {
    if (position < 0) {
      throw new IllegalArgumentException("position must be at least 0, was " + position);
    }
  }
}
