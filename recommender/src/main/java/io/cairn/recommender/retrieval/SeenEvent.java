package io.cairn.recommender.retrieval;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Why an item counts as seen for a while.
 *
 * @param type what happened last, such as {@code purchase}
 * @param time when
 * @param until when the item may be shown again
 */
public record SeenEvent(String type, Instant time, Instant until) {

  /** Returns the same in words for people, with how long ago it was. */
  public String reason(Instant now) {
    return "%s %s ago, shown again from %s"
        .formatted(did(), ago(Duration.between(time, now)), until.truncatedTo(ChronoUnit.SECONDS));
  }

  private String did() {
    return switch (type) {
      case "purchase" -> "bought";
      case "cart" -> "put into the cart";
      case "rating" -> "rated";
      case "view", "click" -> type + "ed";
      case "like", "dislike" -> type + "d";
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
