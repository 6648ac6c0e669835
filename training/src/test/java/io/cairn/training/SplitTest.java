package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Event;
import io.cairn.core.SessionId;
import io.cairn.core.Visitor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SplitTest {
  private static final Split TEMPORAL = new Split.Temporal(0.5);
  private static final Split LEAVE_ONE_OUT = new Split.LeaveOneOut();

  private static Holdout divide(Split split, Logs logs) {
    return split.divide(logs.log(), Logs.WEIGHTS);
  }

  /** Returns the relevant items of each user. */
  private static Map<String, Set<String>> asked(Holdout holdout) {
    Map<String, Set<String>> asked = new TreeMap<>();
    for (Holdout.TestCase test : holdout.cases()) {
      asked.put(
          test.visitor().user().orElseThrow().value(),
          test.relevant().stream().map(item -> item.value()).collect(Collectors.toSet()));
    }
    return asked;
  }

  /** Returns what may be learned from, as user and item. */
  private static List<String> learned(Holdout holdout, Logs logs) {
    return logs.stream()
        .filter(holdout.inTraining())
        .filter(Event.Interaction.class::isInstance)
        .map(Event.Interaction.class::cast)
        .map(i -> i.visitor().user().map(u -> u.value()).orElse("-") + " " + i.item())
        .toList();
  }

  /** Returns sixteen events, eight of them before day 2. */
  private static Logs sixteen() {
    return new Logs()
        .view(1, "u", "a", "b", "c", "d", "e")
        .view(1, "z", "f", "h")
        .does(1, Visitor.of(new SessionId("s")), "view", "of sessions only")
        .view(2, "u", "a", "f")
        .does(2, "u", "dislike", "g")
        .view(3, "v", "a", "b")
        .view(4, "u", "h", "nobody knew", "of sessions only");
  }

  @Test
  void temporal_asksForNewLikedItemsAtTheCutAndAfter() {
    Holdout holdout = divide(TEMPORAL, sixteen());
    assertThat(holdout.time()).isEqualTo(Logs.at(2));
    assertThat(asked(holdout)).isEqualTo(Map.of("u", Set.of("f", "h")));
    assertThat(learned(holdout, sixteen()))
        .containsExactly("u a", "u b", "u c", "u d", "u e", "z f", "z h", "- of sessions only");
  }

  @Test
  void temporal_looksAtTimesAndNotAtTheOrderOfTheLog() {
    Logs logs =
        new Logs().view(5, "u", "x").view(1, "u", "a", "b", "c", "d", "e").view(6, "v", "a");
    logs.view(1, "z", "x").view(10, "v", "e");
    logs.view(7, "v", "b").view(8, "v", "c").view(9, "v", "d");
    Holdout holdout = divide(TEMPORAL, logs);
    assertThat(holdout.time()).isEqualTo(Logs.at(5));
    assertThat(asked(holdout)).isEqualTo(Map.of("u", Set.of("x")));
  }

  @Test
  void temporal_leavesOutTheForgotten_wheneverTheyWent() {
    Logs logs = sixteen();
    logs.view(1, "w", "a", "b", "c", "d", "e").view(3, "w", "h").forgets(9, "w");
    Holdout holdout = divide(TEMPORAL, logs);
    assertThat(asked(holdout)).containsOnlyKeys("u");
    InteractionTable table =
        InteractionTable.of(logs.stream().filter(holdout.inTraining()), Logs.WEIGHTS, Set.of());
    assertThat(table.actors()).isEqualTo(3);
  }

  @Test
  void temporal_whereNobodyIsLeft_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> divide(TEMPORAL, new Logs().view(1, "u", "a", "b", "c", "d", "e")))
        .withMessage(
            "the temporal split leaves no user with at least 5 items to learn from"
                + " and a new one to ask for");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> divide(TEMPORAL, new Logs()))
        .withMessage("there are no interactions to divide");
  }

  @Test
  void temporal_withAShareOutOfBounds_isRefused() {
    for (double share : new double[] {0, 1, -1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Split.Temporal(share))
          .withMessage("share must be between 0 and 1, was " + share);
    }
  }

  @Test
  void leaveOneOut_asksForTheLastLikedItem_andLearnsFromTheRest() {
    Logs logs =
        new Logs()
            .view(5, "u", "e")
            .view(1, "u", "a", "b", "c", "d")
            .does(6, "u", "dislike", "x")
            .view(9, "v", "a", "b");
    Holdout holdout = divide(LEAVE_ONE_OUT, logs);
    assertThat(asked(holdout)).isEqualTo(Map.of("u", Set.of("e")));
    assertThat(new TreeSet<>(learned(holdout, logs)))
        .containsExactly("u a", "u b", "u c", "u d", "u x", "v a", "v b");
    assertThat(holdout.time()).isEqualTo(Logs.at(9));
  }

  @Test
  void leaveOneOut_ofAnItemWithSeveralEvents_holdsOutAllOfThem() {
    Logs logs =
        new Logs()
            .view(1, "u", "a", "b", "c", "d", "e")
            .does(2, "u", "purchase", "e")
            .view(3, "v", "e");
    Holdout holdout = divide(LEAVE_ONE_OUT, logs);
    assertThat(asked(holdout)).isEqualTo(Map.of("u", Set.of("e")));
    assertThat(learned(holdout, logs)).containsExactly("u a", "u b", "u c", "u d", "v e");
  }

  @Test
  void leaveOneOut_atEqualTimes_takesTheLastOfTheLog() {
    Holdout holdout = divide(LEAVE_ONE_OUT, new Logs().view(1, "u", "a", "b", "c", "d", "e"));
    assertThat(asked(holdout)).isEqualTo(Map.of("u", Set.of("e")));
  }

  @Test
  void leaveOneOut_leavesOutTheForgotten() {
    Logs logs =
        new Logs()
            .view(1, "u", "a", "b", "c", "d", "e")
            .view(1, "w", "a", "b", "c", "d", "e")
            .forgets(2, "w");
    assertThat(asked(divide(LEAVE_ONE_OUT, logs))).containsOnlyKeys("u");
  }

  @Test
  void leaveOneOut_ofSessionsOnly_isRefused() {
    Visitor session = Visitor.of(new SessionId("s"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                divide(LEAVE_ONE_OUT, new Logs().does(1, session, "view", "a", "b", "c", "d", "e")))
        .withMessageStartingWith("the leave-one-out split leaves no user");
  }
}
