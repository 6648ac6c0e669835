package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.recommender.retrieval.CandidateSource;
import io.cairn.recommender.retrieval.Query;
import io.cairn.recommender.retrieval.ScoredItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks sources side by side and merges what they say: every proposal of an item is kept, with its
 * source's score and rank. A source that fails or is late is left out and named. Safe for use by
 * multiple threads.
 */
final class Retrieval {

  /*
   * The sources of a request wait in one list. A lane is a thread that takes the next of them until
   * none is left. A request that is alone gets a lane for every core; where many come at once, each
   * gets one, since handing sources over to threads that are busy would cost more than it gains.
   * Lanes are served in the order in which they were asked for, so that no request waits long while
   * others come and go.
   */

  private static final String LATE = "late";

  private final int limit;
  private final Duration deadline;
  private final Surroundings around;
  private final AtomicInteger asking = new AtomicInteger();

  /**
   * Makes it.
   *
   * @param limit how many items each source may propose, if the request asks for no more
   * @param deadline how long to wait for the slowest source
   */
  Retrieval(int limit, Duration deadline, Surroundings around) {
    this.limit = limit;
    this.deadline = deadline;
    this.around = around;
  }

  /** What came back. */
  record Result(List<Candidate> candidates, List<Trace.SourceCall> calls) {}

  private record Answer(List<ScoredItem> items, long nanos) {}

  /** Returns how many items each source may propose, if the request asks for no more. */
  int limit() {
    return limit;
  }

  Result retrieve(List<CandidateSource> sources, Query query) {
    int asked = query.only().map(Set::size).orElse(query.request().count());
    return retrieve(sources, query, Math.max(limit, asked));
  }

  /**
   * Asks sources for more or less than is usual.
   *
   * @param room how many items each may propose
   */
  Result retrieve(List<CandidateSource> sources, Query query, int room) {
    List<Trace.SourceCall> calls = new ArrayList<>(sources.size());
    Map<ItemId, List<Proposal>> proposals = new LinkedHashMap<>();
    List<FutureTask<Answer>> answers = answers(sources, query, room);
    for (int i = 0; i < answers.size(); i++) {
      calls.add(merge(sources.get(i).name(), answers.get(i), proposals));
    }
    List<Candidate> candidates = new ArrayList<>(proposals.size());
    proposals.forEach((item, said) -> candidates.add(new Candidate(item, said, 0)));
    return new Result(candidates, calls);
  }

  private List<FutureTask<Answer>> answers(List<CandidateSource> sources, Query query, int room) {
    List<FutureTask<Answer>> answers = new ArrayList<>(sources.size());
    for (CandidateSource source : sources) {
      answers.add(new FutureTask<>(() -> ask(source, query, room)));
    }
    int lanes = Math.max(1, around.lanes() / asking.incrementAndGet());
    try {
      run(answers, Math.min(lanes, answers.size()));
    } finally {
      asking.decrementAndGet();
    }
    return answers;
  }

  private Answer ask(CandidateSource source, Query query, int room) {
    if (around.silent().contains(source.name())) {
      throw new CancellationException(LATE);
    }
    long start = around.nanoClock().getAsLong();
    List<ScoredItem> items = source.retrieve(query, room);
    return new Answer(items, around.nanoClock().getAsLong() - start);
  }

  /** Runs the tasks in that many lanes, and cancels those that do not end in time. */
  private void run(List<FutureTask<Answer>> tasks, int lanes) {
    long end = around.nanoClock().getAsLong() + deadline.toNanos();
    try {
      for (int lane = 0; lane < lanes; lane++) {
        around.executor().execute(() -> tasks.forEach(FutureTask::run));
      }
      tasks.forEach(task -> awaitUntil(end, task));
    } finally {
      tasks.forEach(task -> task.cancel(true));
    }
  }

  private void awaitUntil(long end, FutureTask<Answer> task) {
    try {
      task.get(Math.max(0, end - around.nanoClock().getAsLong()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) { // told when the answers are merged
      return;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while asking sources", e);
  }

  private Trace.SourceCall merge(
      String source, Future<Answer> future, Map<ItemId, List<Proposal>> proposals) {
    try {
      Answer answer = future.get();
      int rank = 0;
      for (ScoredItem scored : answer.items()) {
        rank++;
        proposals
            .computeIfAbsent(scored.item(), _ -> new ArrayList<>(4))
            .add(new Proposal(source, rank, scored.score(), scored.because()));
      }
      return new Trace.SourceCall(source, rank, answer.nanos(), "");
    } catch (CancellationException e) {
      return new Trace.SourceCall(source, 0, deadline.toNanos(), LATE);
    } catch (ExecutionException e) {
      boolean isSilent = e.getCause() instanceof CancellationException;
      String problem = isSilent ? LATE : "failed: " + e.getCause();
      return new Trace.SourceCall(source, 0, 0, problem);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }
}
