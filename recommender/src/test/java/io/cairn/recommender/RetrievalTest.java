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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
    return new Retrieval(3, deadline, new Surroundings(executor, 2, clock::get, (_, _) -> {}));
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
    Retrieval.Result result =
        retrieval(Duration.ofSeconds(1))
            .retrieve(List.of(Said.of("x", "a"), neverEnding("late"), Said.of("y", "b")), query);
    assertThat(result.calls())
        .extracting(Trace.SourceCall::problem)
        .containsExactly("", "late", "");
    assertThat(result.candidates()).extracting(c -> c.item().value()).containsExactly("a", "b");
  }

  @Test
  void retrieve_whenManyAsk_givesEachOneThread() {
    Deque<Runnable> lanes = new ArrayDeque<>();
    Retrieval[] retrieval = new Retrieval[1];
    List<Integer> asked = new ArrayList<>();
    Executor inline =
        lane -> {
          lanes.add(lane);
          lane.run();
        };
    CandidateSource nested =
        new Running(
            "nested",
            _ -> {
              int before = lanes.size();
              retrieval[0].retrieve(List.of(Said.of("x", "a"), Said.of("y", "b")), query);
              asked.add(lanes.size() - before);
              return List.of();
            });
    retrieval[0] = new Retrieval(3, LONG, new Surroundings(inline, 2, clock::get, (_, _) -> {}));
    retrieval[0].retrieve(List.of(nested, Said.of("y", "b")), query);
    assertThat(asked).containsExactly(1);
    assertThat(lanes).hasSize(3);
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
