package io.cairn.recommender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.ItemId;
import io.cairn.core.RequestId;
import io.cairn.core.Visitor;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PageTest {
  private static final String[] LISTED =
      IntStream.range(0, 20).mapToObj(i -> "i" + i).toArray(String[]::new);

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    executor.close();
  }

  private static Shop shop() {
    return new Shop()
        .items(9, LISTED)
        .items(8, "a", "b", "c", "d", "e", "f")
        .does("v", "view", 2, "i3", "i7", "b", "c");
  }

  private static PageRequest.Row row(String surface, int count, double personalMin) {
    List<ItemId> seeds = surface.equals("similar") ? Shop.ids("b") : List.of();
    return new PageRequest.Row(surface, "", seeds, count, personalMin);
  }

  private static PageRequest page(
      Visitor visitor, PageRequest.Bounds bounds, PageRequest.Row... rows) {
    return new PageRequest(
        new RequestId("page"), visitor, Context.NONE, List.of(rows), bounds, Shop.NOW);
  }

  private static List<ItemId> items(PageOfRows page) {
    return page.rows().stream().flatMap(row -> items(row).stream()).toList();
  }

  private static List<ItemId> items(PageOfRows.Row row) {
    return row.list().items().stream().map(item -> item.candidate().item()).toList();
  }

  @Property(tries = 60)
  void page_ofAnyRows_showsNothingTwice(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 4) Integer> surfaces,
      @ForAll @IntRange(min = 1, max = 12) int count,
      @ForAll @Size(max = 4) Set<@IntRange(min = 0, max = 19) Integer> viewed,
      @ForAll @Size(max = 4) Set<@IntRange(min = 0, max = 19) Integer> removed) {
    try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
      Shop shop = shop();
      viewed.forEach(item -> shop.does("u", "view", 1, "i" + item));
      removed.forEach(item -> shop.removed("i" + item));
      Recommender recommender = new Paths(shop, lanes).recommender();
      List<String> names = recommender.surfaces().keySet().stream().sorted().toList();
      PageOfRows made =
          recommender.page(
              page(
                  Shop.user("u"),
                  new PageRequest.Bounds(4, 2),
                  surfaces.stream()
                      .map(surface -> row(names.get(surface), count, 0))
                      .toArray(PageRequest.Row[]::new)));
      assertThat(items(made)).doesNotHaveDuplicates();
      assertThat(made.rows()).hasSizeLessThanOrEqualTo(4);
      assertThat(made.rows()).allMatch(row -> row.list().items().size() >= 2);
      assertThat(made.rows().size() + made.left().size()).isEqualTo(surfaces.size());
      assertThat(made.rows())
          .allMatch(row -> items(row).stream().noneMatch(i -> isGone(i, viewed, removed)));
    }
  }

  private static boolean isGone(ItemId item, Set<Integer> viewed, Set<Integer> removed) {
    return Stream.concat(viewed.stream(), removed.stream())
        .anyMatch(i -> item.value().equals("i" + i));
  }

  @Test
  void page_showsNoNearDuplicatesAcrossRows() {
    Shop shop =
        shop()
            .titled("i1", "a red ball for dogs")
            .titled("i2", "A red ball, for dogs!")
            .titled("i4", "a green ball for cats");
    PageOfRows made =
        new Paths(shop, executor)
            .recommender()
            .page(
                page(
                    Shop.user("u"),
                    new PageRequest.Bounds(2, 1),
                    row("trending", 12, 0),
                    row("home", 12, 0)));
    assertThat(items(made)).containsOnlyOnce(new ItemId("i4"));
    assertThat(items(made)).filteredOn(Shop.ids("i1", "i2")::contains).hasSize(1);
  }

  @Test
  void page_looksAtRowsBesideAListAsTheirItemsAreByThen() {
    assertThat(items(pageWhileFirstIsRenamed("a red ball"))).contains(new ItemId("i2"));
    assertThat(items(pageWhileFirstIsRenamed("A green tree, for cats!")))
        .contains(new ItemId("i3"))
        .doesNotContain(new ItemId("i2"));
  }

  /** Makes a page, where the first item of its first row gets a title before the next is filled. */
  private PageOfRows pageWhileFirstIsRenamed(String title) {
    Shop shop = shop().titled("i2", "a green tree for cats");
    return new Paths(shop, executor)
        .telling(row -> shop.titled(row.shown().getFirst().item().value(), title))
        .recommender()
        .page(
            page(
                Shop.user("u"),
                new PageRequest.Bounds(2, 1),
                row("trending", 1, 0),
                row("home", 20, 0)));
  }

  @Test
  void page_putsWhatIsPersonalFirst_andRecordsEachRow() {
    Shop shop = shop().does("u", "view", 1, "a");
    Paths paths = new Paths(shop, executor).keeping(1 << 20);
    Recommender recommender = paths.recommender();
    PageOfRows made =
        recommender.page(
            page(
                Shop.user("u"),
                new PageRequest.Bounds(2, 2),
                row("trending", 3, 0),
                row("home", 3, 0)));
    assertThat(made.rows())
        .extracting(row -> row.asked().surface())
        .containsExactly("home", "trending");
    assertThat(made.rows().getFirst().personal()).isGreaterThan(0);
    assertThat(paths.impressions())
        .extracting(Event.Impression::request)
        .containsExactly(new RequestId("page.2"), new RequestId("page.1"));
    Cursor cursor = made.rows().getFirst().list().part().next().orElseThrow();
    Part.Turn turn = new Part.Turn(5, Set.of(), Shop.NOW);
    assertThat(recommender.next(cursor, turn).orElseThrow().items())
        .isNotEmpty()
        .extracting(item -> item.candidate().item())
        .doesNotContainAnyElementsOf(items(made));
  }

  @Test
  void page_leavesOutRowsThatAreNotPersonal_andSaysWhy() {
    PageOfRows made =
        new Paths(shop(), executor)
            .recommender()
            .page(
                page(
                    Visitor.ANONYMOUS,
                    new PageRequest.Bounds(1, 2),
                    row("because", 3, .5),
                    row("trending", 3, 0),
                    row("random", 3, 0)));
    assertThat(made.rows()).hasSize(1);
    assertThat(made.left())
        .extracting(PageOfRows.Left::reason)
        .containsExactly(
            "a share of 0.00 is personal, at least 0.50 is needed", "the page has its 1 rows");
  }

  @Test
  void page_withoutRows_orWithAnUnknownSurface_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> page(Visitor.ANONYMOUS, new PageRequest.Bounds(1, 1)))
        .withMessageContaining("at least one row");
    Recommender recommender = new Paths(shop(), executor).recommender();
    PageRequest unknown =
        page(Visitor.ANONYMOUS, new PageRequest.Bounds(1, 1), row("nowhere", 3, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recommender.page(unknown))
        .withMessageContaining("unknown surface 'nowhere'");
  }
}
