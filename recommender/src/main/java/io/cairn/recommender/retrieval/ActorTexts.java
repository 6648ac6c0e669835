package io.cairn.recommender.retrieval;

import io.cairn.core.Context;
import io.cairn.core.User;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What models read of whoever acts or asks, beside events: attributes of the user, and the device
 * and the region at hand.
 */
public final class ActorTexts {
  private ActorTexts() {}

  /**
   * Returns {@code name=text} of all texts, each once, in their order. The page is left out: that
   * of an event is where the item was shown, and that of a request where the list will be.
   *
   * @param user empty where unknown
   */
  public static List<String> of(Optional<User> user, Context context) {
    Set<String> texts = new TreeSet<>();
    user.ifPresent(
        known ->
            known
                .attributes()
                .forEach(
                    (name, value) -> value.texts().forEach(text -> texts.add(name + "=" + text))));
    add("device", context.device(), texts);
    add("region", context.region(), texts);
    return List.copyOf(texts);
  }

  private static void add(String name, String text, Set<String> texts) {
    if (!text.isEmpty()) {
      texts.add(name + "=" + text);
    }
  }
}
