package io.cairn.training;

import io.cairn.core.Event;
import java.util.function.Consumer;

/**
 * Finds the lists of a log and what became of them. It is shown every event in the order of the
 * log, and tells of each list when its outcome is known. For use by one thread.
 */
interface MomentFinder {

  /** Looks at the next event. */
  void add(long offset, Event event, Consumer<Moment> found);

  /** Tells of the lists whose outcome is known although the log ends here. */
  void end(Consumer<Moment> found);
}
