package io.cairn.app.demo;

import io.cairn.core.ItemId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import java.time.Instant;
import java.util.Set;

/**
 * Somebody in front of a list. Immutable.
 *
 * @param visitor who; a user, or a session without an account. Any id has a taste, also ids that
 *     the world's own events do not use
 * @param time when; tastes drift, and products surge
 * @param basket what they put into the cart or bought in this session; makes complements attractive
 */
public record Visit(Visitor visitor, Instant time, Set<ItemId> basket) {
  /** Copies the basket. */
  public Visit {
    basket = Set.copyOf(basket);
  }

  /** Returns a user's visit with an empty basket. */
  public static Visit of(UserId user, Instant time) {
    return new Visit(Visitor.of(user), time, Set.of());
  }
}
