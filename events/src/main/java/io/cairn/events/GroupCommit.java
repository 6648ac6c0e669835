package io.cairn.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Commits the requests of concurrent callers together. The first caller leads: it commits what is
 * waiting; whoever comes meanwhile waits for the next round, which one of them leads. Safe for use
 * by multiple threads.
 *
 * @see <a href="https://doi.org/10.1145/602259.602261">DeWitt et al., Implementation Techniques for
 *     Main Memory Database Systems, SIGMOD 1984</a>, section 5.2
 */
final class GroupCommit<T> {
  /** One caller and what came of its request. */
  private static final class Waiting<T> {
    final T request;
    final Thread thread = Thread.currentThread();
    @Nullable Throwable failure;
    volatile boolean done;

    Waiting(T request) {
      this.request = request;
    }
  }

  private final Queue<Waiting<T>> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock leading = new ReentrantLock();
  private final int requestsMax;
  private final Consumer<List<T>> commit;

  /**
   * Makes an idle group.
   *
   * @param requestsMax the most requests of one commit
   * @param commit commits requests, in order; called by one thread at a time
   */
  GroupCommit(int requestsMax, Consumer<List<T>> commit) {
    this.requestsMax = requestsMax;
    this.commit = commit;
  }

  /** Returns when the request is committed; throws what its commit threw. */
  void commit(T request) {
    Waiting<T> mine = new Waiting<>(request);
    queue.add(mine);
    boolean interrupted = false;
    while (!mine.done) {
      if (leading.tryLock()) {
        lead();
      } else {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    rethrow(mine.failure);
  }

  private void lead() {
    try {
      commitWaiting();
    } finally {
      leading.unlock();
    }
    Waiting<T> next = queue.peek(); // only now: who found the lock taken is in the queue
    if (next != null) {
      LockSupport.unpark(next.thread);
    }
  }

  private void commitWaiting() {
    List<Waiting<T>> group = new ArrayList<>();
    for (Waiting<T> next = queue.peek();
        next != null && group.size() < requestsMax;
        next = queue.peek()) {
      group.add(queue.remove());
    }
    Throwable failure = group.isEmpty() ? null : tryCommit(group);
    for (Waiting<T> waiting : group) {
      waiting.failure = failure;
      waiting.done = true;
      LockSupport.unpark(waiting.thread);
    }
  }

  private @Nullable Throwable tryCommit(List<Waiting<T>> group) {
    try {
      commit.accept(group.stream().map(waiting -> waiting.request).toList());
      return null;
    } catch (RuntimeException | Error e) {
      return e; // every caller of the group throws it
    }
  }

  private static void rethrow(@Nullable Throwable failure) {
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }
}
