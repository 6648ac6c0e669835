package io.cairn.recommender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.core.Visitor;
import io.cairn.recommender.retrieval.CandidateSource;
import io.cairn.recommender.retrieval.Query;
import io.cairn.recommender.retrieval.ScoredItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RetrievalTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong clock = new AtomicLong();
  private final Query query = new Shop().query(Visitor.ANONYMOUS);

  @AfterEach
  void close() {
    executor.close();
  }

  private Retrieval retrieval(Duration deadline) {
    return new Retrieval(3, deadline, executor, clock::get);
  }

  /** A source that runs code. */
  private record Running(String name, IntFunction<List<ScoredItem>> code)
      implements CandidateSource {
    @Override
    public boolean isPersonal() {
      return false;
    }

    @Override
    public List<ScoredItem> retrieve(Query query, int limit) {
      return code.apply(limit);
    }

    @Override
    public String reason(Query query, Proposal proposal, Function<ItemId, String> titles) {
      return "";
    }
  }

  /** A source that proposes z, but only after it was told to stop. */
  private static CandidateSource neverEnding(String name) {
    CountDownLatch never = new CountDownLatch(1);
    return new Running(
        name,
        _ -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            never.countDown();
          }
          return List.of(new ScoredItem(new ItemId("z"), 1, Optional.empty()));
        });
  }

  @Test
  void retrieve_keepsWhatEverySourceSaid() {
    Retrieval.Result result =
        retrieval(LONG).retrieve(List.of(Said.of("x", "a", "b"), Said.of("y", "c", "b")), query);
    Proposal second = new Proposal("x", 2, 1, Optional.empty());
    assertThat(result.candidates())
        .containsExactly(
            new Candidate(new ItemId("a"), List.of(new Proposal("x", 1, 1, Optional.empty())), 0),
            new Candidate(
                new ItemId("b"), List.of(second, new Proposal("y", 2, 1, Optional.empty())), 0),
            new Candidate(new ItemId("c"), List.of(new Proposal("y", 1, 1, Optional.empty())), 0));
    assertThat(result.calls())
        .containsExactly(new Trace.SourceCall("x", 2, 0, ""), new Trace.SourceCall("y", 2, 0, ""));
  }

  @Test
  void retrieve_whenASourceFails_namesIt_andKeepsTheOthers() {
    CandidateSource failing =
        new Running(
            "bad",
            _ -> {
              throw new IllegalStateException("out of order");
            });
    Retrieval.Result result =
        retrieval(LONG).retrieve(List.of(Said.of("x", "a"), failing, Said.of("y", "b")), query);
    assertThat(result.candidates()).extracting(c -> c.item().value()).containsExactly("a", "b");
    assertThat(result.calls().get(1))
        .isEqualTo(
            new Trace.SourceCall(
                "bad", 0, 0, "failed: java.lang.IllegalStateException: out of order"));
  }

  @Test
  void retrieve_whenASourceIsLate_namesIt_andLeavesItOut() {
    Retrieval.Result result = retrieval(SHORT).retrieve(List.of(neverEnding("late")), query);
    assertThat(result.calls())
        .containsExactly(new Trace.SourceCall("late", 0, SHORT.toNanos(), "late"));
    assertThat(result.candidates()).isEmpty();
  }

  @Test
  void retrieve_whenTheTimeIsUp_keepsWhatCameInTime() {
    try (ExecutorService hasty = new FirstIsLate()) {
      Retrieval.Result result =
          new Retrieval(3, SHORT, hasty, clock::get)
              .retrieve(List.of(neverEnding("late"), Said.of("x", "a")), query);
      assertThat(result.calls()).extracting(Trace.SourceCall::problem).containsExactly("late", "");
      assertThat(result.candidates()).extracting(c -> c.item().value()).containsExactly("a");
    }
  }

  /** Cancels the first of several tasks and waits for the others. */
  private static final class FirstIsLate extends ThreadPoolExecutor {
    FirstIsLate() {
      super(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    @Override
    public <T> List<Future<T>> invokeAll(
        Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit) {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> task : tasks) {
        FutureTask<T> future = new FutureTask<>(task);
        if (futures.isEmpty()) {
          future.cancel(true);
        }
        future.run();
        futures.add(future);
      }
      return futures;
    }
  }

  @Test
  void retrieve_asksSideBySide() {
    CountDownLatch both = new CountDownLatch(2);
    IntFunction<List<ScoredItem>> meet =
        _ -> {
          both.countDown();
          try {
            both.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return List.of();
        };
    assertThat(
            retrieval(LONG)
                .retrieve(List.of(new Running("x", meet), new Running("y", meet)), query)
                .calls())
        .extracting(Trace.SourceCall::problem)
        .containsExactly("", "");
  }

  @Test
  void retrieve_measuresByTheClock() {
    CandidateSource slow =
        new Running(
            "slow",
            _ -> {
              clock.addAndGet(7);
              return List.of();
            });
    assertThat(retrieval(LONG).retrieve(List.of(slow), query).calls())
        .containsExactly(new Trace.SourceCall("slow", 0, 7, ""));
  }

  @Test
  void retrieve_asksForWhatIsConfigured_butNoLessThanTheRequestNeeds() {
    AtomicInteger limit = new AtomicInteger();
    CandidateSource asked =
        new Running(
            "asked",
            said -> {
              limit.set(said);
              return List.of();
            });
    Shop shop = new Shop();
    retrieval(LONG)
        .retrieve(List.of(asked), shop.query(Shop.request("home", Visitor.ANONYMOUS, 2)));
    assertThat(limit).hasValue(3);
    retrieval(LONG).retrieve(List.of(asked), query);
    assertThat(limit).hasValue(10);
    retrieval(LONG).retrieve(List.of(asked), shop.queryOnly(Visitor.ANONYMOUS, "a", "b", "c", "d"));
    assertThat(limit).hasValue(4);
  }

  @Test
  void retrieve_whenInterrupted_saysSo_andStaysInterrupted() {
    Thread.currentThread().interrupt();
    assertThatIllegalStateException()
        .isThrownBy(() -> retrieval(LONG).retrieve(List.of(neverEnding("x")), query))
        .withMessage("interrupted while asking sources");
    assertThat(Thread.interrupted()).isTrue();
  }
}
