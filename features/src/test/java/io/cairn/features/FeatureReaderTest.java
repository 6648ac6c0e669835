package io.cairn.features;

import static io.cairn.features.Script.DAY;
import static io.cairn.features.Script.SETTINGS;
import static io.cairn.features.Script.day;
import static io.cairn.features.Script.itemOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Candidate;
import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.SessionId;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FeatureReaderTest {
  private static final Visitor BOTH =
      new Visitor(Optional.of(new UserId("ada")), Optional.of(new SessionId("s")));
  private static final FeatureSet FEATURES =
      new FeatureSet(
          SETTINGS,
          List.of(
              new ItemFeature.ItemAge("age"),
              new ContextFeature.Position("position"),
              new CountFeature.EventCount("views", Aggregate.Subject.ACTOR, "view", DAY),
              new ContextFeature.UserNumber("years", "years")));
  private static final int AGE = 0;
  private static final int POSITION = 1;
  private static final int VIEWS = 2;
  private static final int YEARS = 3;

  private final Script script = new Script();

  @Test
  void read_ofARequest_isAsIfInTheFirstPlace_andUnknownItemsHaveMissingCells() {
    script.item(itemOf("a"), 0).item(itemOf("b"), 1);
    RecommendationRequest request =
        new RecommendationRequest(
            new RequestId("r"), "home", BOTH, List.of(), 9, Context.NONE, Set.of(), day(3));
    FeatureReader.Reading reading = read(Situation.Occasion.of(request), "b", "nowhere", "a");
    assertThat(reading.matrix().rows()).isEqualTo(3);
    assertThat(column(reading, AGE)).containsExactly(2, Float.NaN, 3);
    assertThat(column(reading, POSITION)).containsExactly(1, 1, 1);
  }

  @Test
  void read_ofAnImpression_knowsThePlaces() {
    script.shown(BOTH, 1, "b", "a");
    Event.Impression shown = (Event.Impression) script.events.getFirst();
    FeatureReader.Reading reading = read(Situation.Occasion.of(shown), "b", "a");
    assertThat(column(reading, POSITION)).containsExactly(1, 2);
    assertThat(Situation.Occasion.of(shown))
        .isEqualTo(new Situation.Occasion(BOTH, "home", Context.NONE, day(1), 2));
  }

  @Test
  void situation_forOneColumn_isThatOfAll() {
    script.item(itemOf("a"), 0).view("ada", "a", 1);
    FeatureStore store = script.fold(FEATURES);
    Situation situation = new FeatureReader(FEATURES, store).situation(occasion(BOTH), Map.of());
    CandidateRow a =
        new CandidateRow(
            new Candidate(new ItemId("a"), List.of(), 0),
            Script.row(store, EntityKey.of(new ItemId("a"))));
    FeatureReader.Reading all = read(occasion(BOTH), "a");
    for (int column : List.of(AGE, VIEWS)) {
      String name = FEATURES.columns().get(column);
      assertThat(FEATURES.cells(situation, name).value(a)).isEqualTo(column(all, column)[0]);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FEATURES.cells(situation, "agee"))
        .withMessage("unknown feature 'agee', there are [age, position, views, years]");
  }

  @Test
  void read_tellsTheOffset() {
    script.item(itemOf("a"), 0).view("ada", "a", 1);
    assertThat(read(occasion(BOTH), "a").offset()).isEqualTo(2);
  }

  @Test
  void read_ofNoCandidates_isEmpty() {
    assertThat(read(occasion(Visitor.ANONYMOUS)).matrix().rows()).isZero();
  }

  @Test
  void actor_isTheUser_onceThatHasAHistory() {
    script.did(Visitor.of(new SessionId("s")), "view", "a", 1, 0);
    script.did(Visitor.of(new SessionId("s")), "view", "b", 1, 0);
    assertThat(views(BOTH)).isEqualTo(2, within(1e-5));
    script.did(BOTH, "view", "a", 1, 1);
    assertThat(views(BOTH)).isEqualTo(1, within(1e-5));
    assertThat(views(Visitor.of(new SessionId("s")))).isEqualTo(2, within(1e-5));
    assertThat(views(Visitor.ANONYMOUS)).isZero();
  }

  @Test
  void actor_userWithoutHistory_goesOnWithTheSession_andIsStillKnown() {
    script.user("ada", Map.of("years", new Value.Numeric(36)), 0);
    assertThat(column(read(occasion(BOTH), "a"), YEARS)).containsExactly(36);
    script.did(Visitor.of(new SessionId("s")), "view", "a", 1, 0);
    assertThat(column(read(occasion(BOTH), "a"), YEARS)).containsExactly(36);
    assertThat(views(BOTH)).isEqualTo(1, within(1e-5));
  }

  private double views(Visitor visitor) {
    return Math.expm1(column(read(occasion(visitor), "a"), VIEWS)[0]);
  }

  private FeatureReader.Reading read(Situation.Occasion occasion, String... items) {
    List<Candidate> candidates =
        Arrays.stream(items).map(i -> new Candidate(new ItemId(i), List.of(), 0)).toList();
    return new FeatureReader(FEATURES, script.fold(FEATURES)).read(occasion, candidates, Map.of());
  }

  private static Situation.Occasion occasion(Visitor visitor) {
    return new Situation.Occasion(visitor, "home", Context.NONE, day(3), 0);
  }

  private static float[] column(FeatureReader.Reading reading, int column) {
    float[] values = new float[reading.matrix().rows()];
    for (int row = 0; row < values.length; row++) {
      values[row] = reading.matrix().row(row)[column];
    }
    return values;
  }
}
