package io.cairn.app.config;

import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a configuration, collected while it is read. For use by one thread. */
final class Problems {
  private record Problem(Origin origin, String text) {}

  private final List<Problem> problems = new ArrayList<>();

  int size() {
    return problems.size();
  }

  /**
   * Adds a problem.
   *
   * @param at the value that is wrong, or that lacks something
   * @return null, for the value that could not be read
   */
  @Nullable Object add(ConfigValue at, String text) {
    problems.add(new Problem(Origin.of(at), text));
    return null;
  }

  /**
   * Ends the reading.
   *
   * @throws InvalidConfigException if there are problems; in the order of the file
   */
  void throwIfAny() {
    if (!problems.isEmpty()) {
      problems.sort((a, b) -> a.origin.compareTo(b.origin));
      throw new InvalidConfigException(
          problems.stream().map(problem -> problem.origin + ": " + problem.text).toList());
    }
  }
}
