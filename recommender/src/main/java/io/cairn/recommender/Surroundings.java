package io.cairn.recommender;

import io.cairn.core.Event;
import io.cairn.recommender.retrieval.ModelIndexes;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * What the path needs from the process around it.
 *
 * @param executor runs sources side by side, and makes charts; whoever comes first should be served
 *     first
 * @param lanes how many sources can run at once without waiting for a core, at least 1
 * @param nanoClock nanoseconds from any fixed moment
 * @param impressions is told of every list that was made, and what is to be recorded of it; must
 *     not block
 * @param indexes makes models ready to be searched, and keeps what stays from one path to the next
 * @param silent sources that are not asked, as if they were late: those that were, when a list is
 *     made again
 * @param slatesKeptBytes how much memory lists may take, about, that wait for their next page; 0
 *     where lists do not go on
 */
public record Surroundings(
    Executor executor,
    int lanes,
    LongSupplier nanoClock,
    BiConsumer<Recommendation, Event.Impression> impressions,
    ModelIndexes indexes,
    Set<String> silent,
    long slatesKeptBytes) {

  /** Makes surroundings for one path, whose indexes are its own, and whose lists do not go on. */
  public Surroundings(
      Executor executor,
      int lanes,
      LongSupplier nanoClock,
      BiConsumer<Recommendation, Event.Impression> impressions) {
    this(executor, lanes, nanoClock, impressions, ModelIndexes.inMemory(), Set.of(), 0);
  }

  /** Checks the lanes, and copies the names. */
  public Surroundings {
    silent = Set.copyOf(silent);
    if (lanes < 1) {
      throw new IllegalArgumentException("lanes must be at least 1, was " + lanes);
    }
  }
}
