package io.cairn.core;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The value of one attribute of an item or a user. */
public sealed interface Value {

  /** A single text, such as a brand. */
  record Text(String text) implements Value {
    @Override
    public List<String> texts() {
      return List.of(text);
    }
  }

  /** A finite number, such as a price. */
  record Numeric(double number) implements Value {
    /** Checks that the number is finite. */
    public Numeric {
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException("a number must be finite, was " + number);
      }
    }

    @Override
    public List<String> texts() {
      boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
      return List.of(whole ? Long.toString((long) number) : Double.toString(number));
    }
  }

  /** Yes or no. */
  record Flag(boolean flag) implements Value {
    @Override
    public List<String> texts() {
      return List.of(Boolean.toString(flag));
    }
  }

  /** A moment, such as a release date, to the millisecond: what the log keeps of it. */
  record Date(Instant instant) implements Value {
    /** Cuts the moment to milliseconds. */
    public Date {
      instant = instant.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public List<String> texts() {
      return List.of(instant.toString());
    }
  }

  /** Several texts in order, such as genres or tags. */
  record Texts(List<String> texts) implements Value {
    /** Copies the list. */
    public Texts {
      texts = List.copyOf(texts);
    }
  }

  /** Returns this value as texts: what affinities and segments are counted by. */
  List<String> texts();
}
