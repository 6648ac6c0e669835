package io.cairn.app.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The place where a value was set.
 *
 * @param place a file as the user named it, {@value #DEFAULTS}, or {@code --set}
 * @param line the line in it from 1; 0 where there are no lines
 */
record Origin(String place, int line) implements Comparable<Origin> {
  /** The place of everything that the user did not set. */
  static final String DEFAULTS = "default";

  private static final Comparator<Origin> USER_FIRST =
      Comparator.<Origin, Boolean>comparing(Origin::isDefault)
          .thenComparing(Origin::place)
          .thenComparingInt(Origin::line);

  /**
   * Returns where the value was set. An object that was put together from several places was set
   * where the user's first part of it is.
   */
  static Origin of(ConfigValue value) {
    if (value.origin().lineNumber() > 0) {
      return of(value.origin());
    }
    Stream<ConfigValue> parts =
        switch (value) {
          case ConfigObject object -> object.values().stream();
          case ConfigList list -> list.stream();
          default -> Stream.empty();
        };
    return parts.map(Origin::of).min(Comparator.naturalOrder()).orElse(of(value.origin()));
  }

  /** Returns the library's notion of a place as ours. */
  static Origin of(ConfigOrigin origin) {
    String description = origin.description();
    int lineMark = description.lastIndexOf(": ");
    String place =
        origin.lineNumber() > 0 && lineMark > 0 ? description.substring(0, lineMark) : description;
    return new Origin(place, Math.max(0, origin.lineNumber()));
  }

  boolean isDefault() {
    return place.equals(DEFAULTS);
  }

  @Override
  public int compareTo(Origin other) {
    return USER_FIRST.compare(this, other);
  }

  @Override
  public String toString() {
    return line > 0 && !isDefault() ? place + ":" + line : place;
  }
}
