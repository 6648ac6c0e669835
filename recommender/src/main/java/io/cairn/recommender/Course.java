package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.recommender.reranking.Effect;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How a list came about after its candidates were retrieved. Immutable.
 *
 * @param steps the candidates after each step that changed their order, in the order of the path
 * @param lost where candidates were lost that may not be shown at all
 * @param held where the others were lost that are not on the list; computed when it is asked for,
 *     safe for use by multiple threads
 * @param effects what re-rankers and rules did to single items
 * @param filled the items that came from the fallback because the others were too few
 * @param relaxed what was let go so that the list is full, in order
 * @param earlier the items that were shown on earlier pages of the list, in order
 * @param shortfall why there are fewer items than asked for, in words for people; empty where there
 *     are not
 */
public record Course(
    List<Step> steps,
    Map<ItemId, Loss> lost,
    Supplier<Map<ItemId, Loss>> held,
    List<Effect> effects,
    Set<ItemId> filled,
    List<String> relaxed,
    List<ItemId> earlier,
    String shortfall) {
  /** Nothing was done but ordering. */
  public static final Course NONE =
      new Course(List.of(), Map.of(), Map::of, List.of(), Set.of(), List.of(), List.of(), "");

  /**
   * The candidates after a step.
   *
   * @param name the name of the re-ranker; {@code ranking} for the ranker
   */
  public record Step(String name, List<Candidate> candidates) {
    /** Copies the list. */
    public Step {
      candidates = List.copyOf(candidates);
    }
  }

  /** Copies the collections, what is lost in its order. */
  public Course {
    steps = List.copyOf(steps);
    lost = Collections.unmodifiableMap(new LinkedHashMap<>(lost));
    effects = List.copyOf(effects);
    filled = Set.copyOf(filled);
    relaxed = List.copyOf(relaxed);
    earlier = List.copyOf(earlier);
  }

  /** Returns the same of a list whose first items were shown on earlier pages. */
  Course after(List<ItemId> shown) {
    return new Course(steps, lost, held, effects, filled, relaxed, shown, shortfall);
  }

  /** Returns where each candidate was lost that is not on the list. */
  public Map<ItemId, Loss> losses() {
    Map<ItemId, Loss> losses = new LinkedHashMap<>(lost);
    losses.putAll(held.get());
    return losses;
  }

  /** Returns how many candidates may not be shown at all, by reason. */
  public Map<String, Integer> removed() {
    Map<String, Integer> removed = new TreeMap<>();
    lost.values().forEach(loss -> removed.merge(loss.kind(), 1, Integer::sum));
    return removed;
  }
}
