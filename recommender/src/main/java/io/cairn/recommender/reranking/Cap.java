package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets no more than so many items with one value of an attribute stand among the first places, such
 * as two of a brand among the first ten. An item with several values counts for each of them; one
 * without any is never held back.
 *
 * @param attribute its name; {@code category} is the categories
 * @param max how many items may have one value, at least 1
 * @param first among how many places, at least 1
 */
public record Cap(String attribute, int max, int first) implements Placement {
  /** Checks the settings. */
  public Cap {
    Checks.text("attribute", attribute);
    Checks.atLeast("max", max, 1);
    Checks.atLeast("first", first, 1);
  }

  @Override
  public Placing begin(Slate slate) {
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Optional<String>> full = new HashMap<>();
    return new Placing() {
      @Override
      public Optional<String> against(Candidate candidate, int position) {
        if (position > first || full.isEmpty()) {
          return Optional.empty();
        }
        for (String value : slate.texts(candidate.item(), attribute)) {
          Optional<String> reason = full.get(value);
          if (reason != null) {
            return reason;
          }
        }
        return Optional.empty();
      }

      @Override
      public void placed(Candidate candidate, int position) {
        for (String value : slate.texts(candidate.item(), attribute)) {
          if (counts.merge(value, 1, Integer::sum) == max) {
            full.put(
                value, Optional.of("%d of %s %s stand above".formatted(max, attribute, value)));
          }
        }
      }
    };
  }
}
