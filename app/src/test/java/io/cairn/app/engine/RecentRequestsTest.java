package io.cairn.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Candidate;
import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.Visitor;
import io.cairn.recommender.Course;
import io.cairn.recommender.Part;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Trace;
import io.cairn.recommender.retrieval.Rung;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class RecentRequestsTest {
  private static final int COLUMNS = 40;

  /** Adds lists of so many candidates; some come twice. */
  @Property(tries = 200)
  void add_keepsTheNewest_withinTheBound(
      @ForAll @Size(max = 60) List<@IntRange(max = 300) Integer> candidates,
      @ForAll @IntRange(max = 400_000) int bytesMax) {
    RecentRequests requests = new RecentRequests(bytesMax, COLUMNS);
    Map<String, Long> sizes = new HashMap<>();
    LinkedHashSet<String> order = new LinkedHashSet<>();
    for (int count : candidates) {
      String id = "r" + count % 25;
      Recommendation made = list(id, count);
      requests.add(made, shown(made));
      sizes.put(id, requests.bytes(made));
      order.remove(id);
      order.add(id);
    }
    assertThat(requests.bytes()).isBetween(0L, (long) bytesMax);
    List<String> kept = new ArrayList<>();
    long bytes = 0;
    for (String id : order) {
      if (requests.find(new RequestId(id)).isPresent()) {
        kept.add(id);
        bytes += sizes.getOrDefault(id, 0L);
      }
    }
    assertThat(requests.count()).isEqualTo(kept.size());
    assertThat(requests.bytes()).isEqualTo(bytes);
    List<String> fitting =
        order.stream().filter(id -> sizes.getOrDefault(id, 0L) <= bytesMax).toList();
    assertThat(kept)
        .isEqualTo(fitting.subList(Math.max(0, fitting.size() - kept.size()), fitting.size()));
  }

  @Test
  void add_byManyThreads_keepsTheBound() {
    RecentRequests requests = new RecentRequests(100_000, COLUMNS);
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      for (int list = 0; list < 2_000; list++) {
        Recommendation made = list("r" + list % 300, list % 50);
        executor.execute(() -> requests.add(made, shown(made)));
      }
    }
    assertThat(requests.bytes()).isBetween(1L, 100_000L);
    assertThat(requests.count()).isPositive();
    requests.clear();
    assertThat(requests.bytes()).isZero();
    assertThat(requests.count()).isZero();
  }

  @Test
  void find_returnsWhatWasAdded_andNothingElse() {
    RecentRequests requests = new RecentRequests(1_000_000, COLUMNS);
    Recommendation made = list("r", 3);
    requests.add(made, shown(made));
    assertThat(requests.find(new RequestId("r")))
        .contains(new RecentRequests.Kept(made, shown(made)));
    assertThat(requests.find(new RequestId("q"))).isEmpty();
  }

  private static Recommendation list(String id, int candidates) {
    RecommendationRequest request =
        new RecommendationRequest(
            new RequestId(id),
            "home",
            Visitor.ANONYMOUS,
            List.of(),
            10,
            Context.NONE,
            Set.of(),
            Instant.EPOCH);
    List<Candidate> ranked =
        IntStream.range(0, candidates)
            .mapToObj(
                item ->
                    new Candidate(
                        new ItemId("i" + item),
                        List.of(new Proposal("popular", item + 1, 1, Optional.empty())),
                        1))
            .toList();
    Course course =
        new Course(
            List.of(new Course.Step("ranking", ranked)),
            Map.of(),
            Map::of,
            List.of(),
            Set.of(),
            List.of(),
            List.of(),
            "");
    Trace trace =
        new Trace(
            Map.of(),
            List.of(),
            new Trace.RankerCall("fusion", ""),
            course,
            Event.AsOf.UNKNOWN,
            Trace.RuleCalls.NONE);
    return new Recommendation(
        request, List.of(), Rung.POPULAR, false, "", Optional.empty(), Map.of(), trace, Part.FIRST);
  }

  private static Event.Impression shown(Recommendation made) {
    return new Event.Impression(
        new EventId("e"),
        Instant.EPOCH,
        Visitor.ANONYMOUS,
        made.request().id(),
        "home",
        Context.NONE,
        List.of(),
        Event.AsOf.UNKNOWN);
  }
}
