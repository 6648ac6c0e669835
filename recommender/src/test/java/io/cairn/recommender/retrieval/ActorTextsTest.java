package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Context;
import io.cairn.core.Proposal;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import io.cairn.models.EmbeddingModel;
import io.cairn.models.ItemContent;
import io.cairn.models.TrainedModel;
import io.cairn.models.TwoTowerTrainer;
import io.cairn.recommender.Shop;
import io.cairn.recommender.ShopModels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is known of people beside events, and what comes of it. */
final class ActorTextsTest {
  private static final String[] BASKETS =
      IntStream.range(0, 80)
          .mapToObj(row -> row % 2 == 0 ? "a b c" : "x y z")
          .toArray(String[]::new);
  private static final Context PHONE_IN_THE_NORTH =
      new Context("phone", "start", "north", 3, Optional.empty());

  private final Shop shop =
      new Shop().items(9, "a", "b", "c", "x", "y", "z").user("n", "north").user("s", "south");

  @Test
  void of_namesAttributesAndCircumstances_eachOnce() {
    User user =
        new User(
            new UserId("u"),
            Map.of(
                "region",
                new Value.Text("north"),
                "age",
                new Value.Numeric(30),
                "likes",
                new Value.Texts(List.of("tea", "rain"))));
    assertThat(ActorTexts.of(Optional.of(user), PHONE_IN_THE_NORTH))
        .containsExactly("age=30", "device=phone", "likes=rain", "likes=tea", "region=north");
    assertThat(ActorTexts.of(Optional.empty(), PHONE_IN_THE_NORTH))
        .containsExactly("device=phone", "region=north");
    assertThat(ActorTexts.of(Optional.empty(), Context.NONE)).isEmpty();
  }

  @Test
  void retrieve_forSomebodyWithoutAHistory_proposesWhatThoseLikeThemLike() {
    EmbeddingSource source = source();
    assertThat(proposed(source, request(Shop.user("n"), Context.NONE)).subList(0, 3))
        .containsExactlyInAnyOrder("a", "b", "c");
    assertThat(proposed(source, request(Shop.user("s"), Context.NONE)).subList(0, 3))
        .containsExactlyInAnyOrder("x", "y", "z");
    assertThat(proposed(source, request(Visitor.ANONYMOUS, PHONE_IN_THE_NORTH)).subList(0, 3))
        .containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void retrieve_forSomebodyOfWhomNothingIsKnown_proposesNothing() {
    assertThat(proposed(source(), request(Shop.user("nobody"), Context.NONE))).isEmpty();
    Context elsewhere = new Context("", "", "west", 0, Optional.empty());
    assertThat(proposed(source(), request(Visitor.ANONYMOUS, elsewhere))).isEmpty();
  }

  @Test
  void reason_isByTheHistoryOrByTraits() {
    shop.does("s", "view", 1, "x");
    EmbeddingSource source = source();
    assertThat(reason(source, "n")).isEqualTo("liked by people like you");
    assertThat(reason(source, "s")).isEqualTo("fits what you liked");
  }

  private String reason(EmbeddingSource source, String user) {
    Query query = shop.query(Shop.user(user));
    ScoredItem first = source.retrieve(query, 1).getFirst();
    return source.reason(
        query, new Proposal("m", 1, first.score(), first.because()), item -> item.value());
  }

  private List<String> proposed(EmbeddingSource source, RecommendationRequest request) {
    return source.retrieve(shop.query(request), 10).stream()
        .map(scored -> scored.item().value())
        .toList();
  }

  private static RecommendationRequest request(Visitor visitor, Context context) {
    RecommendationRequest plain = Shop.request("home", visitor, 10);
    return new RecommendationRequest(
        plain.id(), "home", visitor, List.of(), 10, context, plain.exclude(), plain.time());
  }

  /** Returns a source for which those in the north like a, b and c. */
  private static EmbeddingSource source() {
    TwoTowerTrainer trainer =
        new TwoTowerTrainer(
            8, 40, .05, 0, 0, 16, List.of(), .5, .2, .2, 0, 0, 0, .2, Duration.ZERO, 60, 1);
    TrainedModel.Retrieval trained =
        ShopModels.train(
            "m",
            trainer,
            _ -> new int[0],
            basket ->
                ItemContent.tokens(List.of(basket.contains("a") ? "region=north" : "region=south")),
            BASKETS);
    IndexedModel indexed = ModelIndexes.inMemory().of(List.of(trained)).values().iterator().next();
    return new EmbeddingSource(
        "m", trained.items(), (EmbeddingModel) trained.model(), indexed.index().orElseThrow(), 1);
  }
}
