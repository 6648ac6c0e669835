package io.cairn.recommender.retrieval;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Why an item counts as seen.
 *
 * @param type what happened last, such as {@code purchase}; empty where that is not kept
 * @param time when
 * @param until when the item may be shown again; empty for never
 */
public record SeenEvent(String type, Instant time, Optional<Instant> until) {

  /** Returns the same in words for people, with how long ago it was. */
  public String reason(Instant now) {
    String when = time.isAfter(now) ? "since" : ago(Duration.between(time, now)) + " ago";
    return "%s %s, %s"
        .formatted(
            did(),
            when,
            until
                .map(end -> "shown again from " + end.truncatedTo(ChronoUnit.SECONDS))
                .orElse("never shown again (pipeline.seen)"));
  }

  private String did() {
    return switch (type) {
      case "purchase" -> "bought";
      case "cart" -> "put into the cart";
      case "rating" -> "rated";
      case "view", "click" -> type + "ed";
      case "like", "dislike" -> type + "d";
      case "" -> "seen";
      default -> "had a " + type;
    };
  }

  private static String ago(Duration since) {
    if (since.toDays() > 0) {
      return since.toDays() == 1 ? "1 day" : since.toDays() + " days";
    }
    return since.toHours() > 0 ? since.toHours() + " h" : since.toMinutes() + " min";
  }
}
