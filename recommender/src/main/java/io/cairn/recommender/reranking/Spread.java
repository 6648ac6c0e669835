package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps items with one value of an attribute apart: of any so many places in a row no more than so
 * many have it, such as one film of a director in any three. An item with several values counts for
 * each of them; one without any is never held back.
 *
 * @param attribute its name; {@code category} is the categories
 * @param max how many items may have one value, at least 1
 * @param window among how many places in a row, above {@code max}
 */
public record Spread(String attribute, int max, int window) implements Placement {
  /** Checks the settings. */
  public Spread {
    Checks.text("attribute", attribute);
    Checks.atLeast("max", max, 1);
    if (window <= max) {
      throw new IllegalArgumentException(
          "window must be above max, was %d of %d".formatted(window, max));
    }
  }

  @Override
  public Placing begin(Slate slate) {
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Optional<String>> reasons = new HashMap<>();
    Deque<List<String>> near = new ArrayDeque<>();
    return new Placing() {
      @Override
      public Optional<String> against(Candidate candidate, int position) {
        for (String value : slate.texts(candidate.item(), attribute)) {
          if (counts.getOrDefault(value, 0) >= max) {
            return reasons.computeIfAbsent(value, this::reason);
          }
        }
        return Optional.empty();
      }

      private Optional<String> reason(String value) {
        return Optional.of(
            window == 2
                ? "%d of %s %s in the place above".formatted(max, attribute, value)
                : "%d of %s %s in the %d places above"
                    .formatted(max, attribute, value, window - 1));
      }

      @Override
      public void placed(Candidate candidate, int position) {
        near.addLast(slate.texts(candidate.item(), attribute));
        near.getLast().forEach(value -> counts.merge(value, 1, Integer::sum));
        if (near.size() == window) {
          near.removeFirst().forEach(value -> counts.merge(value, -1, Integer::sum));
        }
      }
    };
  }
}
