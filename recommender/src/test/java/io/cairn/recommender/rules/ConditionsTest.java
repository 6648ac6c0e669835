package io.cairn.recommender.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cairn.core.Context;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.Rule;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.Profile;
import io.cairn.features.RecentEvents;
import io.cairn.features.Segment;
import io.cairn.recommender.retrieval.Admission;
import io.cairn.recommender.retrieval.ModelView;
import io.cairn.recommender.retrieval.Query;
import io.cairn.recommender.retrieval.Rung;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionsTest {
  private static final Instant NOW = Instant.parse("2025-06-01T12:00:00Z");
  private static final CatalogueEntry ENTRY =
      new CatalogueEntry(
          new Item(
              new ItemId("shoe"),
              Map.of(
                  "price", new Value.Numeric(12.5),
                  "stock", new Value.Numeric(3),
                  "brand", new Value.Text("north"),
                  "sale", new Value.Flag(true),
                  "regions", new Value.Texts(List.of("DE", "AT")),
                  "min_age", new Value.Numeric(18)),
              List.of("shoes", "men"),
              true,
              Optional.of(Instant.parse("2025-05-22T12:00:00Z"))),
          Instant.parse("2025-05-22T12:00:00Z").toEpochMilli(),
          false);

  /** Returns a request from a phone of somebody of 20 in Germany. */
  static Query query() {
    UserId user = new UserId("u");
    RecommendationRequest request =
        new RecommendationRequest(
            new RequestId("r"),
            "home",
            Visitor.of(user),
            List.of(new ItemId("seed")),
            10,
            new Context("phone", "", "DE", 0, Optional.empty()),
            Set.of(),
            NOW);
    return new Query(
        request,
        Rung.POPULAR,
        Profile.EMPTY,
        RecentEvents.EMPTY,
        Set.of(),
        List.of(new Segment("age", "20")),
        Optional.empty(),
        new ModelView(Profile.EMPTY, RecentEvents.EMPTY, new int[0], List.of()),
        Optional.of(new User(user, Map.of("age", new Value.Numeric(20)))),
        _ -> Optional.empty(),
        Admission.ALL);
  }

  private static Outcome outcome(String expression) {
    RuleSet set = RuleSet.of(List.of(Rule.of("r", expression, new Rule.Filter())));
    CompiledRule compiled = set.rules().getFirst();
    assertThat(compiled.problem()).isEmpty();
    return new ActiveRule(compiled, set, Scene.of(query())).look(ENTRY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "item.stock > 0",
        "item.price * 2.0 == 25.0",
        "item.sale",
        "item.brand in ['north', 'south']",
        "'shoes' in item.categories",
        "item.id == 'shoe' && item.available",
        "item.age_days > 9 && item.age_days < 11",
        "context.now - item.arrival > duration('24h')",
        "context.region in item.regions",
        "user.age >= item.min_age",
        "user.id == 'u' && 'age=20' in user.segments",
        "context.hour == 12 && context.weekday == 'sunday'",
        "context.surface == 'home' && 'seed' in context.seeds",
        "!has(item.colour)",
        "context.device == 'tv' || item.sale",
        "!(context.device == 'tv' && item.sale)",
        "item.regions.exists(r, r == context.region)",
        "item.nope == 1 || item.sale",
      })
  void outcome_ofWhatHolds_matches(String expression) {
    assertThat(outcome(expression)).isEqualTo(Outcome.MATCHES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "item.stock > 5",
        "item.brand == 3",
        "context.device == 'tv' && item.sale",
        "item.nope == 1 && item.brand == 'south'",
        "user.age < item.min_age",
        "has(user.name)",
      })
  void outcome_ofWhatDoesNotHold_differs(String expression) {
    assertThat(outcome(expression)).isEqualTo(Outcome.DIFFERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "item.colour == 'red'",
        "item.brand > 3",
        "1 / (size(item.regions) - 2) > 0",
        "!(context.page == '/')",
        "user.name == item.brand",
        "context.region in item.brand",
        "item.price",
        "item.nope == 1 && item.sale",
      })
  void outcome_ofWhatCannotBeTold_fails(String expression) {
    assertThat(outcome(expression)).isEqualTo(Outcome.FAILS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "itm.price > 1 | line 1, column 1: there is no 'itm', did you mean 'item'?",
        "item.price > | line 1, column 13: mismatched input",
        "item.brand.startWith('x') | there is no 'startWith', did you mean 'startsWith'?",
        "context.devise == 'tv' | there is no 'devise', did you mean 'device'?",
        "item.price * 2 > 10 | line 1, column 14: attributes are decimal numbers, write 2.0 for 2",
        "size(item.categories) | expected type 'bool' but found 'int'",
        "1 < 2 | is always true",
        "false | is always false",
      })
  void of_whatIsWrong_saysWhereAndWhat(String expression, String message) {
    assertThatExceptionOfType(InvalidExpressionException.class)
        .isThrownBy(() -> Conditions.of(expression))
        .withMessageContaining(message);
  }

  @Test
  void of_severalLines_countsThem() {
    assertThatExceptionOfType(InvalidExpressionException.class)
        .isThrownBy(() -> Conditions.of("item.sale &&\n  itm.sale"))
        .withMessageContaining("line 2, column 3")
        .withMessageEndingWith("in:   ⟨here⟩itm.sale");
  }

  @Test
  void of_mixedParts_areTakenApart() {
    List<Leaf.Sees> sees = new ArrayList<>();
    Conditions.of("(item.sale && item.stock > 0) || (context.device == 'tv' && user.age > item.x)")
        .visit(leaf -> sees.add(leaf.sees()));
    assertThat(sees).containsExactly(Leaf.Sees.ITEM, Leaf.Sees.REQUEST, Leaf.Sees.BOTH);
  }
}
