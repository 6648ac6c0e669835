package io.cairn.recommender;

import io.cairn.core.Visitor;
import io.cairn.features.Segment;
import io.cairn.recommender.retrieval.CandidateSource;
import io.cairn.recommender.retrieval.Query;
import io.cairn.recommender.retrieval.SegmentSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says why a list does not depend on the events of whoever asked. */
final class Personalization {
  private Personalization() {}

  /**
   * Returns what is missing for a personalised list, in words for people; the empty string where
   * the list is personalised.
   *
   * @param used the names of the sources that proposed the items shown
   * @param calls what every source did that was asked
   */
  static String missing(
      Query query, Surface surface, Set<String> used, List<Trace.SourceCall> calls) {
    Set<String> personal =
        surface.all().stream()
            .filter(CandidateSource::isPersonal)
            .map(CandidateSource::name)
            .collect(Collectors.toSet());
    if (query.rung().isPersonal() && personal.stream().anyMatch(used::contains)) {
      return "";
    }
    if (surface.sources().stream().noneMatch(CandidateSource::isPersonal)) {
      return surface.needsSeeds()
          ? "the surface %s is about the items, not the person".formatted(surface.name())
          : "the surface %s has no personal source, or its models are not trained yet"
              .formatted(surface.name());
    }
    String why =
        query.rung().isPersonal()
            ? whyNothingFits(
                query, calls.stream().filter(c -> personal.contains(c.source())).toList())
            : whoIsUnknown(query.request().visitor());
    return why + "; " + instead(query, surface, used);
  }

  /** Returns why the history led to nothing that is shown. */
  private static String whyNothingFits(Query query, List<Trace.SourceCall> personal) {
    String problems =
        personal.stream()
            .filter(call -> !call.problem().isEmpty())
            .map(call -> "%s (%s)".formatted(call.source(), call.problem()))
            .collect(Collectors.joining(", "));
    if (!problems.isEmpty()) {
      return "nothing came from " + problems;
    }
    if (personal.stream().anyMatch(call -> call.proposed() > 0)) {
      return "nothing that fits this history made the list";
    }
    int items = query.profile().size();
    return items == 1
        ? "no trained model knows the only item of this history"
        : "no trained model knows the %d items of this history".formatted(items);
  }

  private static String whoIsUnknown(Visitor visitor) {
    if (visitor.user().isPresent()) {
      return "user '%s' has no events yet".formatted(visitor.user().get())
          + visitor.session().map(s -> ", nor has session '" + s + "'").orElse("");
    }
    return visitor
        .session()
        .map(session -> "session '%s' has no events yet".formatted(session))
        .orElse("the request names neither a user nor a session");
  }

  private static String instead(Query query, Surface surface, Set<String> used) {
    if (used.isEmpty()) {
      return "no other source has anything to propose";
    }
    boolean isByTraits =
        surface.all().stream().anyMatch(s -> s.isPersonal() && used.contains(s.name()));
    if (isByTraits) {
      return "shown is what people like them like";
    }
    boolean isOfSegment =
        surface.all().stream().anyMatch(s -> s instanceof SegmentSource && used.contains(s.name()));
    if (!isOfSegment) {
      return "shown is what is popular";
    }
    Segment segment = query.segments().getFirst();
    return "shown is what is popular with %s %s".formatted(segment.attribute(), segment.value());
  }
}
