package io.cairn.recommender;

import io.cairn.core.Visitor;
import io.cairn.features.Segment;
import io.cairn.recommender.retrieval.CandidateSource;
import io.cairn.recommender.retrieval.Query;
import java.util.List;
import java.util.Set;

/** Says why a list does not depend on the events of whoever asked. */
final class Personalization {
  private Personalization() {}

  /**
   * Returns what is missing for a personalised list, in words for people; the empty string where
   * the list is personalised.
   *
   * @param used the names of the sources that proposed the items shown
   */
  static String missing(Query query, Surface surface, Set<String> used) {
    List<String> personal =
        surface.sources().stream()
            .filter(CandidateSource::isPersonal)
            .map(CandidateSource::name)
            .toList();
    if (surface.sources().stream().noneMatch(CandidateSource::isPersonal)) {
      return surface.needsSeeds()
          ? "the surface %s is about the items, not the person".formatted(surface.name())
          : "the surface %s has no personal source, or its models are not trained yet"
              .formatted(surface.name());
    }
    if (!query.rung().isPersonal()) {
      return whoIsUnknown(query.request().visitor()) + "; shown is " + instead(query);
    }
    return personal.stream().anyMatch(used::contains)
        ? ""
        : "no trained model knows the %d items of this history; shown is %s"
            .formatted(query.profile().size(), instead(query));
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

  private static String instead(Query query) {
    if (query.segments().isEmpty()) {
      return "what is popular";
    }
    Segment segment = query.segments().getFirst();
    return "what is popular with %s %s".formatted(segment.attribute(), segment.value());
  }
}
