package io.cairn.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Visitor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PersonalizationTest {
  private final Shop shop = new Shop().items(9, "a", "b").does("u", "view", 1, "a");
  private final Surface surface =
      new Surface(
          "home",
          false,
          List.of(new Said("als", true, List.of()), new Said("ease", true, List.of())),
          List.of(Said.of("popular", "b")),
          List.of(),
          List.of(),
          Optional.empty(),
          List.of());

  private String missing(Visitor visitor, Set<String> used, Trace.SourceCall... calls) {
    return Personalization.missing(shop.query(visitor), surface, used, List.of(calls));
  }

  private static Trace.SourceCall call(String source, int proposed, String problem) {
    return new Trace.SourceCall(source, proposed, 5, problem);
  }

  @Test
  void missing_whenAPersonalSourceWasUsed_isNothing() {
    assertThat(missing(Shop.user("u"), Set.of("ease", "popular"))).isEmpty();
  }

  @Test
  void missing_whenPersonalSourcesAreLateOrFail_namesThem() {
    assertThat(
            missing(
                Shop.user("u"),
                Set.of("popular"),
                call("als", 0, "late"),
                call("ease", 0, "failed: bug"),
                call("popular", 1, "")))
        .isEqualTo("nothing came from als (late), ease (failed: bug); shown is what is popular");
  }

  @Test
  void missing_whenWhatFitsWasLost_saysSo() {
    assertThat(missing(Shop.user("u"), Set.of(), call("als", 2, ""), call("ease", 0, "")))
        .isEqualTo(
            "nothing that fits this history made the list;"
                + " no other source has anything to propose");
  }

  @Test
  void missing_whenNoModelKnowsTheHistory_saysSo() {
    assertThat(missing(Shop.user("u"), Set.of("popular"), call("als", 0, "")))
        .isEqualTo(
            "no trained model knows the only item of this history; shown is what is popular");
  }

  @Test
  void missing_forSomebodyKnownByTraitsAlone_saysSo() {
    assertThat(missing(Shop.user("new"), Set.of("als", "popular"), call("als", 2, "")))
        .isEqualTo("user 'new' has no events yet; shown is what people like them like");
  }

  @Test
  void missing_forSomebodyUnknown_doesNotBlameTheSources() {
    assertThat(missing(Visitor.ANONYMOUS, Set.of("popular"), call("als", 0, "late")))
        .isEqualTo("the request names neither a user nor a session; shown is what is popular");
  }
}
