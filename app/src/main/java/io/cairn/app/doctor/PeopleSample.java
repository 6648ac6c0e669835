package io.cairn.app.doctor;

import static io.cairn.app.doctor.Texts.percent;
import static io.cairn.app.doctor.Texts.text;

import io.cairn.app.engine.Engine;
import io.cairn.core.Context;
import io.cairn.core.Progress;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.SessionId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import io.cairn.features.EntityKey;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Recommender;
import io.cairn.recommender.Surface;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Asks for a list for some of the people, and counts who gets a personalised one. Immutable.
 *
 * @param surface which list was asked for; the empty string where there is none to ask for
 * @param asked for how many people
 * @param personalized how many of them got a list that depends on their own events
 * @param reasons why others did not, the most frequent first
 */
public record PeopleSample(String surface, int asked, int personalized, List<Reason> reasons) {
  private static final int SIZE = 2_000;
  private static final int COUNT = 10;
  private static final double MANY = 0.5;
  private static final String PREFERRED = "home";

  /**
   * Why people got no personalised list.
   *
   * @param sentence what is missing, without ids and numbers
   * @param people how many it holds for
   * @param example the sentence that one of them got
   */
  public record Reason(String sentence, int people, String example, String remedy) {
    private Reason plus(Reason other) {
      return new Reason(sentence, people + other.people, example, remedy);
    }
  }

  /** Copies the list. */
  public PeopleSample {
    reasons = List.copyOf(reasons);
  }

  static PeopleSample of(Engine engine, List<EntityKey> people, Instant now, Progress progress) {
    Recommender recommender = engine.withoutExploration();
    Optional<String> surface = surface(recommender);
    if (surface.isEmpty()) {
      return new PeopleSample("", 0, 0, List.of());
    }
    int size = Math.min(SIZE, people.size());
    AtomicInteger done = new AtomicInteger();
    List<Recommendation> made =
        IntStream.range(0, size)
            .parallel()
            .mapToObj(
                i -> {
                  EntityKey who = people.get((int) ((long) i * people.size() / size));
                  Recommendation list = recommender.preview(request(surface.get(), who, now));
                  progress.at("asking for lists", done.incrementAndGet(), size);
                  return list;
                })
            .toList();
    return of(surface.get(), made, !engine.models().isEmpty());
  }

  private static PeopleSample of(String surface, List<Recommendation> made, boolean isTrained) {
    Map<String, Reason> reasons = new LinkedHashMap<>();
    for (Recommendation list : made) {
      if (!list.personalized()) {
        Reason reason = reason(list, isTrained);
        reasons.merge(reason.sentence(), reason, Reason::plus);
      }
    }
    List<Reason> sorted = new ArrayList<>(reasons.values());
    sorted.sort(Comparator.comparingInt(Reason::people).reversed());
    int personalized = (int) made.stream().filter(Recommendation::personalized).count();
    return new PeopleSample(surface, made.size(), personalized, sorted);
  }

  /** Lists of one surface are alike: the one that greets people where there is one. */
  private static Optional<String> surface(Recommender recommender) {
    return recommender.surfaces().values().stream()
        .filter(surface -> !surface.needsSeeds())
        .map(Surface::name)
        .min(
            Comparator.<String, Boolean>comparing(name -> !name.equals(PREFERRED))
                .thenComparing(Function.identity()));
  }

  private static RecommendationRequest request(String surface, EntityKey who, Instant now) {
    Visitor visitor =
        who.kind() == EntityKey.Kind.USER
            ? Visitor.of(new UserId(who.id()))
            : Visitor.of(new SessionId(who.id()));
    return new RecommendationRequest(
        new RequestId("doctor"), surface, visitor, List.of(), COUNT, Context.NONE, Set.of(), now);
  }

  private static Reason reason(Recommendation list, boolean isTrained) {
    String example = list.whyNotPersonalized();
    String sentence =
        example
            .split(";", 2)[0]
            .replaceAll("user '.*' has", "users have")
            .replaceAll("session '.*' has", "sessions have")
            .replaceAll("the \\d+ items of this history", "the items of their history");
    String remedy =
        list.rung().isPersonal()
            ? (isTrained ? "train again, or send newer events" : "train models")
                + " with: cairn train"
            : "send what they do with the same id as the request for a list";
    return new Reason(sentence, 1, example, remedy);
  }

  List<Finding> findings() {
    if (asked == 0) {
      return List.of();
    }
    double share = (double) personalized / asked;
    Severity severity =
        personalized == 0 ? Severity.SERIOUS : share < MANY ? Severity.WARNING : Severity.NOTE;
    List<Finding> findings = new ArrayList<>();
    for (Reason reason : reasons) {
      findings.add(
          new Finding(
              severity,
              "people",
              text(
                  "%s of people get no personalised %s list: %s",
                  percent((double) reason.people() / asked), surface, reason.sentence()),
              reason.remedy()));
    }
    return findings;
  }
}
