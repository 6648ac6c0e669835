package io.cairn.app.engine;

import io.cairn.core.Candidate;
import io.cairn.core.Event;
import io.cairn.core.RequestId;
import io.cairn.recommender.Course;
import io.cairn.recommender.Recommendation;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last lists that were made, with how each came about, within a bound of memory: the oldest go
 * first. Takes and finds each in a time that does not depend on how many there are. Safe for use by
 * multiple threads.
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

  private record Sized(Kept kept, long bytes) {}

  private final long bytesMax;
  private final int columns;
  private final Map<RequestId, Sized> kept = new LinkedHashMap<>();
  private long bytes;

  /**
   * Makes it empty.
   *
   * @param bytesMax how much memory the lists may take, about; 0 keeps none
   * @param columns how many features a ranker sees of each candidate
   */
  public RecentRequests(long bytesMax, int columns) {
    this.bytesMax = bytesMax;
    this.columns = columns;
  }

  /** Keeps a list, and forgets the oldest ones that have no room beside it. */
  public void add(Recommendation made, Event.Impression shown) {
    long size = bytes(made);
    synchronized (this) {
      remove(made.request().id());
      if (size > bytesMax) {
        return;
      }
      kept.put(made.request().id(), new Sized(new Kept(made, shown), size));
      bytes += size;
      Iterator<Sized> oldest = kept.values().iterator();
      while (bytes > bytesMax) {
        bytes -= oldest.next().bytes();
        oldest.remove();
      }
    }
  }

  private void remove(RequestId request) {
    Sized known = kept.remove(request);
    bytes -= known == null ? 0 : known.bytes();
  }

  /** Returns a list; empty where it was not made lately. */
  public synchronized Optional<Kept> find(RequestId request) {
    return Optional.ofNullable(kept.get(request)).map(Sized::kept);
  }

  /** Forgets all lists. */
  public synchronized void clear() {
    kept.clear();
    bytes = 0;
  }

  /** Returns how many lists are kept. */
  public synchronized int count() {
    return kept.size();
  }

  /** Returns how much memory the lists take, about. */
  public synchronized long bytes() {
    return bytes;
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
