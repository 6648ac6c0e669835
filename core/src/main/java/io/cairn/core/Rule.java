package io.cairn.core;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What somebody wants of lists beside what models say: a condition, and what happens to the items
 * that meet it. Immutable. Whether the condition can be understood is not looked at here.
 *
 * @param id names it in answers, counts and relaxations: letters, digits, {@code .}, {@code _} and
 *     {@code -}, at most {@value #ID_LENGTH_MAX}
 * @param description what it is for, in words for people; empty where nobody said
 * @param when an expression over {@code item}, {@code user} and {@code context}; empty where it
 *     always holds, which makes sense only for an item that is pinned
 * @param action what happens to items that meet the condition
 * @param surfaces the places where it holds; all where absent
 * @param from the moment from which it holds; ever since where absent
 * @param until the moment before which it holds; for ever where absent
 * @param relaxAfter what is let go right before this rule where a list is not full: another rule,
 *     or something that the surface relaxes; never let go where absent
 */
public record Rule(
    String id,
    Optional<String> description,
    Optional<String> when,
    Action action,
    Optional<List<String>> surfaces,
    Optional<Instant> from,
    Optional<Instant> until,
    Optional<String> relaxAfter) {
  private static final int ID_LENGTH_MAX = 100;

  /** What happens to items that meet a condition. */
  public sealed interface Action {
    /** Whether it may keep an item out of a list that need not be kept out for good. */
    default boolean isRelaxable() {
      return false;
    }
  }

  /** No others are shown. */
  public record Filter() implements Action {
    @Override
    public boolean isRelaxable() {
      return true;
    }
  }

  /** They are not shown. */
  public record Exclude() implements Action {
    @Override
    public boolean isRelaxable() {
      return true;
    }
  }

  /** No others are shown, whatever it costs: an item of which it cannot be told is not shown. */
  public record Gate() implements Action {}

  /**
   * They go up.
   *
   * @param factor multiplies a score above 0 and divides one below, so that more than 1 is always
   *     better; above 0
   */
  public record Boost(double factor) implements Action {
    /** Checks the factor. */
    public Boost {
      if (!(factor > 0 && factor <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException("factor must be above 0 and finite, was " + factor);
      }
    }
  }

  /** They go below all others. */
  public record Bury() implements Action {}

  /**
   * So many of them may stand among the first places.
   *
   * @param max how many, at least 0
   * @param first among how many places, at least 1
   */
  public record Cap(int max, int first) implements Action {
    /** Checks the bounds. */
    public Cap {
      if (max < 0) {
        throw new IllegalArgumentException("max must be at least 0, was " + max);
      }
      if (first < 1) {
        throw new IllegalArgumentException("first must be at least 1, was " + first);
      }
    }

    @Override
    public boolean isRelaxable() {
      return true;
    }
  }

  /**
   * One of them stands at a place.
   *
   * @param item the id of the one, which no source need propose; the best that there is where
   *     absent
   * @param slot the place, from 1
   */
  public record Pin(Optional<String> item, int slot) implements Action {
    /** Checks the place and the id. */
    public Pin {
      if (slot < 1) {
        throw new IllegalArgumentException("slot must be at least 1, was " + slot);
      }
      item.ifPresent(ItemId::new);
    }

    /** Returns the item that is pinned; empty where it is the best of those that fit. */
    public Optional<ItemId> pinned() {
      return item.map(ItemId::new);
    }
  }

  /**
   * Copies the list, cuts times to milliseconds, and checks what can be told without understanding
   * the condition.
   *
   * @throws IllegalArgumentException if the id cannot be used, a condition is missing, it ends
   *     before it begins, or it cannot be relaxed but says after what
   */
  public Rule {
    if (!id.matches("[A-Za-z0-9._-]{1," + ID_LENGTH_MAX + "}")) {
      throw new IllegalArgumentException(
          "id must be 1 to %d letters, digits, '.', '_' or '-', was '%s'"
              .formatted(ID_LENGTH_MAX, id));
    }
    surfaces = surfaces.map(List::copyOf);
    from = from.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
    until = until.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
    if (when.isEmpty() && !(action instanceof Pin(var item, _) && item.isPresent())) {
      throw new IllegalArgumentException(
          "when is missing in rule %s: only an item that is pinned needs no condition"
              .formatted(id));
    }
    if (surfaces.isPresent() && surfaces.get().isEmpty()) {
      throw new IllegalArgumentException(
          "surfaces is empty in rule %s: name some, or leave it out for all".formatted(id));
    }
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      throw new IllegalArgumentException(
          "until must be after from in rule %s, was %s after %s"
              .formatted(id, until.get(), from.get()));
    }
    if (relaxAfter.isPresent() && !action.isRelaxable()) {
      throw new IllegalArgumentException(
          "relax-after makes no sense in rule %s: only filter, exclude and cap can be let go"
              .formatted(id));
    }
  }

  /** Returns a rule that holds everywhere and always, and is never let go. */
  public static Rule of(String id, String when, Action action) {
    return new Rule(
        id,
        Optional.empty(),
        Optional.of(when),
        action,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether it holds at a place at a moment. */
  public boolean isActive(String surface, Instant time) {
    return isOn(surface)
        && from.map(start -> !time.isBefore(start)).orElse(true)
        && until.map(time::isBefore).orElse(true);
  }

  /** Whether it holds at a place at some time. */
  public boolean isOn(String surface) {
    return surfaces.map(all -> all.contains(surface)).orElse(true);
  }

  /** Returns the same rule, let go where a list is not full after something else was. */
  public Rule relaxedAfter(String name) {
    return new Rule(id, description, when, action, surfaces, from, until, Optional.of(name));
  }
}
