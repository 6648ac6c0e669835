package io.cairn.features;

import io.cairn.core.Proposal;
import java.util.function.ToDoubleFunction;

/** What candidate sources said of the item. */
public sealed interface SourceFeature extends Feature {

  /** The source's own score of the item; missing where it did not propose it. */
  record SourceScore(String name, String source) implements SourceFeature {
    /** Checks the settings. */
    public SourceScore {
      check(name, source);
    }

    @Override
    public Column column(int[] slots) {
      return of(source, Proposal::score, Float.NaN);
    }
  }

  /** The item's place in the source's list, from 1; missing where it did not propose it. */
  record SourceRank(String name, String source) implements SourceFeature {
    /** Checks the settings. */
    public SourceRank {
      check(name, source);
    }

    @Override
    public Column column(int[] slots) {
      return of(source, Proposal::rank, Float.NaN);
    }
  }

  /** Whether the source proposed the item: 1 or 0. */
  record SourceProposed(String name, String source) implements SourceFeature {
    /** Checks the settings. */
    public SourceProposed {
      check(name, source);
    }

    @Override
    public Column column(int[] slots) {
      return of(source, _ -> 1, 0);
    }
  }

  /** How many sources proposed the item, at least 0. */
  record SourceCount(String name) implements SourceFeature {
    /** Checks the name. */
    public SourceCount {
      Checks.text("name", name);
    }

    @Override
    public Column column(int[] slots) {
      return _ -> candidate -> candidate.candidate().proposals().size();
    }
  }

  private static void check(String name, String source) {
    Checks.text("name", name);
    Checks.text("source", source);
  }

  private static Column of(String source, ToDoubleFunction<Proposal> value, float otherwise) {
    return _ ->
        candidate -> {
          for (Proposal proposal : candidate.candidate().proposals()) {
            if (proposal.source().equals(source)) {
              return (float) value.applyAsDouble(proposal);
            }
          }
          return otherwise;
        };
  }
}
