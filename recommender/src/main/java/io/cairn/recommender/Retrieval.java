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
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Asks sources side by side and merges what they say: every proposal of an item is kept, with its
 * source's score and rank. A source that fails or is late is left out and named. Safe for use by
 * multiple threads.
 *
 * @param limit how many items each source may propose, if the request asks for no more
 * @param deadline how long to wait for the slowest source
 * @param executor runs the sources
 * @param nanoClock nanoseconds from any fixed moment
 */
record Retrieval(int limit, Duration deadline, ExecutorService executor, LongSupplier nanoClock) {

  /** What came back. */
  record Result(List<Candidate> candidates, List<Trace.SourceCall> calls) {}

  private record Answer(List<ScoredItem> items, long nanos) {}

  Result retrieve(List<CandidateSource> sources, Query query) {
    List<Trace.SourceCall> calls = new ArrayList<>(sources.size());
    Map<ItemId, List<Proposal>> proposals = new LinkedHashMap<>();
    List<Future<Answer>> answers = ask(sources, query);
    for (int i = 0; i < answers.size(); i++) {
      calls.add(merge(sources.get(i).name(), answers.get(i), proposals));
    }
    List<Candidate> candidates = new ArrayList<>(proposals.size());
    proposals.forEach((item, said) -> candidates.add(new Candidate(item, said, 0)));
    return new Result(candidates, calls);
  }

  private List<Future<Answer>> ask(List<CandidateSource> sources, Query query) {
    int asked = query.only().map(Set::size).orElse(query.request().count());
    int room = Math.max(limit, asked);
    List<Callable<Answer>> tasks = new ArrayList<>(sources.size());
    for (CandidateSource source : sources) {
      tasks.add(
          () -> {
            long start = nanoClock.getAsLong();
            List<ScoredItem> items = source.retrieve(query, room);
            return new Answer(items, nanoClock.getAsLong() - start);
          });
    }
    try {
      return executor.invokeAll(tasks, deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking sources", e);
    }
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
      return new Trace.SourceCall(source, 0, deadline.toNanos(), "late");
    } catch (ExecutionException e) {
      return new Trace.SourceCall(source, 0, 0, "failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking sources", e);
    }
  }
}
