package io.cairn.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Event;
import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PagingTest {
  private static final String[] LISTED =
      IntStream.range(0, 40).mapToObj(i -> "i" + i).toArray(String[]::new);
  private static final String[] KNOWN = {"a", "b", "c", "d", "e", "f"};
  private static final long ROOM = 1 << 20;

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Shop shop =
      new Shop()
          .items(9, LISTED)
          .items(8, KNOWN)
          .does("v", "view", 2, "i3", "i7", "b", "c")
          .does("u", "view", 1, "a");
  private final Paths paths = new Paths(shop, executor).keeping(ROOM);
  private final Recommender recommender = whole(paths);

  @AfterEach
  void close() {
    executor.close();
  }

  /** Returns a path whose sources propose all that they have. */
  private static Recommender whole(Paths paths) {
    return paths.recommender(Paths.settings(LISTED.length + KNOWN.length), Paths.models());
  }

  private static RecommendationRequest home(int count) {
    return Shop.request("home", Shop.user("u"), count);
  }

  private static List<ItemId> items(Recommendation made) {
    return made.items().stream().map(item -> item.candidate().item()).toList();
  }

  private static Part.Turn turn(int count, ItemId... exclude) {
    return new Part.Turn(count, Set.of(exclude), Shop.NOW.plusSeconds(60));
  }

  private static Recommendation next(Recommender of, Recommendation page, int count) {
    return of.next(page.part().next().orElseThrow(), turn(count)).orElseThrow();
  }

  @Property(tries = 40)
  void pages_inTurn_areTheLongList(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 12) Integer> counts) {
    List<ItemId> whole = items(recommender.preview(home(200)));
    List<ItemId> inTurn = new ArrayList<>();
    Recommendation page = recommender.recommend(home(counts.getFirst()));
    inTurn.addAll(items(page));
    for (int count : counts.subList(1, counts.size())) {
      if (page.part().next().isPresent()) {
        assertThat(page.items()).last().extracting(Recommended::position).isEqualTo(inTurn.size());
        page = next(recommender, page, count);
        inTurn.addAll(items(page));
      }
    }
    int asked = counts.stream().mapToInt(count -> count).sum();
    assertThat(inTurn).isEqualTo(whole.subList(0, Math.min(asked, whole.size())));
  }

  @Property(tries = 40)
  void pages_whileTheWorldChanges_showNothingTwice_andNothingThatIsGone(
      @ForAll @Size(max = 8) Set<@IntRange(min = 0, max = 39) Integer> gone,
      @ForAll @IntRange(min = 1, max = 9) int count) {
    try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
      Shop world = new Shop().items(9, LISTED).does("v", "view", 2, "i3", "i7");
      Recommender of = whole(new Paths(world, lanes).keeping(ROOM));
      List<ItemId> before = items(of.preview(home(200)));
      Recommendation page = of.recommend(home(count));
      List<ItemId> first = items(page);
      List<ItemId> inTurn = new ArrayList<>(first);
      Set<ItemId> left = new HashSet<>();
      gone.forEach(item -> left.add(new ItemId("i" + item)));
      gone.forEach(item -> removed(world, item));
      world.does("u", "view", 0, "i1", "i2").items(0, "new");
      while (page.part().next().isPresent()) {
        page = next(of, page, count);
        inTurn.addAll(items(page));
      }
      List<ItemId> expected = new ArrayList<>(before);
      expected.removeIf(item -> left.contains(item) && !first.contains(item));
      assertThat(inTurn.subList(0, expected.size())).isEqualTo(expected);
      assertThat(inTurn).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(expected.size() + 1);
    }
  }

  private static void removed(Shop world, int item) {
    if (item % 2 == 0) {
      world.removed("i" + item);
    } else {
      world.unavailable("i" + item);
    }
  }

  @Test
  void next_twice_isTheSamePage_withoutWhatIsGone() {
    Recommendation first = recommender.recommend(home(3));
    List<ItemId> once = items(next(recommender, first, 4));
    assertThat(items(next(recommender, first, 4))).isEqualTo(once);
    shop.removed(once.get(1).value());
    Recommendation again = next(recommender, first, 4);
    assertThat(items(again)).startsWith(once.get(0), once.get(2), once.get(3)).hasSize(4);
    assertThat(again.items()).extracting(Recommended::position).containsExactly(4, 5, 6, 7);
    assertThat(items(next(recommender, again, 30)))
        .doesNotContainAnyElementsOf(items(again))
        .doesNotContainAnyElementsOf(items(first));
  }

  @Test
  void next_leavesOutWhatIsExcludedSince() {
    Recommendation first = recommender.recommend(home(3));
    ItemId coming = items(recommender.preview(home(4))).getLast();
    Recommendation second =
        recommender.next(first.part().next().orElseThrow(), turn(30, coming)).orElseThrow();
    assertThat(items(second)).isNotEmpty().doesNotContain(coming);
    assertThat(second.request().exclude()).containsExactly(coming);
  }

  @Test
  void next_isAnImpressionOfItsOwn() {
    Recommendation first = recommender.recommend(home(3));
    next(recommender, first, 2);
    Event.Impression shown = paths.impressions().getLast();
    assertThat(shown.request().value()).isEqualTo("request.4");
    assertThat(shown.asked().skipped()).isEqualTo(3);
    assertThat(shown.asked().continues()).contains(first.request().id());
    assertThat(shown.asOf()).isEqualTo(paths.impressions().getFirst().asOf());
  }

  @Test
  void next_fromManyThreads_isOnePage() throws Exception {
    Recommendation first = recommender.recommend(home(3));
    List<Future<List<ItemId>>> pages = new ArrayList<>();
    for (int asking = 0; asking < 16; asking++) {
      pages.add(executor.submit(() -> items(next(recommender, first, 5))));
    }
    Set<List<ItemId>> distinct = new HashSet<>();
    for (Future<List<ItemId>> page : pages) {
      distinct.add(page.get());
    }
    assertThat(distinct).hasSize(1);
  }

  @Test
  void next_ofAListThatIsNotKept_isEmpty_andTheLogKnowsWhatWasShown() {
    Recommendation first = recommender.recommend(home(3));
    Recommendation second = next(recommender, first, 3);
    paths.impressions().forEach(shown -> shop.log().append(List.of(shown)));
    Cursor cursor = second.part().next().orElseThrow();
    Recommender restarted = paths.recommender();
    assertThat(restarted.next(cursor, turn(3))).isEmpty();
    RecommendationRequest request = new ShownPages(shop.log()).after(cursor, turn(3)).orElseThrow();
    Recommendation third = restarted.recommend(request, Part.after(cursor));
    assertThat(items(third))
        .hasSize(3)
        .doesNotContainAnyElementsOf(items(first))
        .doesNotContainAnyElementsOf(items(second));
    assertThat(third.items().getFirst().position()).isEqualTo(7);
    assertThat(items(next(restarted, third, 3)))
        .doesNotContainAnyElementsOf(request.exclude())
        .doesNotContainAnyElementsOf(items(third));
  }

  @Test
  void recommend_whereListsAreNotKept_hasNoNext() {
    Recommendation made = new Paths(shop, executor).recommender().recommend(home(3));
    assertThat(made.part().next()).isEmpty();
  }

  @Test
  void cursor_isReadAsItWasWritten_andAnythingElseIsNone() {
    Cursor cursor = recommender.recommend(home(3)).part().next().orElseThrow();
    assertThat(Cursor.of(cursor.text())).contains(cursor);
    for (String text : new String[] {"", "x", "é", "MSAz", cursor.text() + "!", "MSAtMSAxIDEgeA"}) {
      assertThat(Cursor.of(text)).as(text).isEqualTo(Optional.empty());
    }
  }

  @Test
  void whyNot_ofAnItemOfAnEarlierPage_saysThatItWasShown() {
    Recommendation first = recommender.recommend(home(3));
    ItemId gone = items(recommender.preview(home(10))).get(4);
    Cursor begin = first.part().next().orElseThrow();
    Recommendation second = recommender.next(begin, turn(2, gone)).orElseThrow();
    Recommendation third = next(recommender, second, 2);
    WhyNot whyNot = new WhyNot(recommender, third);
    List<ItemId> shown = new ArrayList<>(items(first));
    shown.addAll(items(second));
    for (int place = 1; place <= 5; place++) {
      Fate fate = whyNot.of(shown.get(place - 1));
      assertThat(fate.step()).isEqualTo(Place.LIST);
      assertThat(fate.position()).isEqualTo(place);
      assertThat(fate.reason())
          .isEqualTo("it was shown on an earlier page, at place %d of the list".formatted(place));
    }
    assertThat(whyNot.of(items(third).getFirst()).reason())
        .isEqualTo("it is on the list, at place 6");
    assertThat(whyNot.of(items(recommender.preview(home(12))).get(10)).reason())
        .startsWith("the 7 on the list are better");
    Recommendation again = recommender.preview(home(5)).since(3);
    assertThat(new WhyNot(recommender, again).of(items(first).get(1)))
        .isEqualTo(whyNot.of(items(first).get(1)));
  }
}
