package io.cairn.features;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about one user, session or item: one state for each slot that the {@link
 * FeatureSet} numbered. One row is one value in the store, so that ranking n candidates reads n + 1
 * keys whatever the number of features. Immutable.
 */
public final class Row {
  /** The slot of an item's {@link CatalogueEntry} and of a user's {@link UserAttributes}. */
  static final int DESCRIPTION = 0;

  /** The slot of an item's {@link Tallies} by type of event. */
  static final int COUNTS = 1;

  /** What is known of an entity that no event has mentioned. */
  public static final Row EMPTY = new Row(new State[0]);

  private final @Nullable State[] states;

  /**
   * Makes a row.
   *
   * @param states by slot, null where nothing happened; shared, do not modify
   */
  Row(@Nullable State[] states) {
    this.states = states;
  }

  /** Whether nothing is known. */
  public boolean isEmpty() {
    return states.length == 0;
  }

  /** Returns the number of slots. */
  int slots() {
    return states.length;
  }

  /** Returns the state of a slot, or null where nothing happened. */
  @Nullable State state(int slot) {
    return slot < states.length ? states[slot] : null;
  }

  /** Returns the state of a slot, or what it is before anything happened. */
  <S extends State> S state(int slot, S before) {
    @SuppressWarnings("unchecked") // a slot holds the states of one aggregate only
    S state = (S) state(slot);
    return state == null ? before : state;
  }

  /** Returns this row with what is said of the entity in another one, if anything is. */
  Row withDescription(Row other) {
    State description = other.state(DESCRIPTION);
    if (this == other || description == null) {
      return this;
    }
    @Nullable State[] copy = states(Math.max(states.length, 1));
    copy[DESCRIPTION] = description;
    return new Row(copy);
  }

  /** Returns a copy of the states for a new row, shape {@code [slots]}. */
  @Nullable State[] states(int slots) {
    return Arrays.copyOf(states, slots);
  }
}
