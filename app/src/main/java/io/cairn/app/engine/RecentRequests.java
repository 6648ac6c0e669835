package io.cairn.app.engine;

import io.cairn.core.Candidate;
import io.cairn.core.Event;
import io.cairn.core.RequestId;
import io.cairn.recommender.BoundedStore;
import io.cairn.recommender.Course;
import io.cairn.recommender.Recommendation;
import java.util.Optional;

/**
 * The last lists that were made, with how each came about, within a bound of memory: the oldest go
 * first. Safe for use by multiple threads.
 */
public final class RecentRequests {

  /*
   * Sizes are estimates by what lists hold most of: candidates with their proposals, once more for
   * each step that gave them another score, and, where a model ranked, the features of them all. A
   * list holds on to the model that ranked it, so none is kept when others are taken up.
   */

  private static final int LIST_BYTES = 4_000;
  private static final int CANDIDATE_BYTES = 200;
  private static final int PROPOSAL_BYTES = 72;
  private static final int RESCORED_BYTES = 40;

  /**
   * A list that was made.
   *
   * @param shown what is recorded of it
   */
  public record Kept(Recommendation made, Event.Impression shown) {}

  private final int columns;
  private final BoundedStore<RequestId, Kept> kept;

  /**
   * Makes it empty.
   *
   * @param bytesMax how much memory the lists may take, about; 0 keeps none
   * @param columns how many features a ranker sees of each candidate
   */
  public RecentRequests(long bytesMax, int columns) {
    this.columns = columns;
    kept = new BoundedStore<>(bytesMax, list -> bytes(list.made()));
  }

  /** Keeps a list, and forgets the oldest ones that have no room beside it. */
  public void add(Recommendation made, Event.Impression shown) {
    kept.put(made.request().id(), new Kept(made, shown));
  }

  /** Returns a list; empty where it was not made lately. */
  public Optional<Kept> find(RequestId request) {
    return kept.get(request);
  }

  /** Forgets all lists. */
  public void clear() {
    kept.clear();
  }

  /** Returns how many lists are kept. */
  public int count() {
    return kept.count();
  }

  /** Returns how much memory the lists take, about. */
  public long bytes() {
    return kept.bytes();
  }

  /** Returns how much memory a list takes, about. */
  long bytes(Recommendation made) {
    long size = LIST_BYTES;
    long candidates = 0;
    for (Course.Step step : made.trace().course().steps()) {
      if (candidates == 0) {
        for (Candidate candidate : step.candidates()) {
          size += CANDIDATE_BYTES + (long) PROPOSAL_BYTES * candidate.proposals().size();
        }
        candidates = step.candidates().size();
      } else {
        size += (long) RESCORED_BYTES * step.candidates().size();
      }
    }
    return size + (made.basis().isPresent() ? candidates * columns * Float.BYTES : 0);
  }
}
