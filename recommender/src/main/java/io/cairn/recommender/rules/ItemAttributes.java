package io.cairn.recommender.rules;

import io.cairn.core.Item;
import io.cairn.core.Value;
import io.cairn.features.CatalogueEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An item as expressions see it: its attributes beside what every item has, which counts where both
 * have a name. Nothing is copied before it is asked for. Immutable.
 */
final class ItemAttributes extends AbstractMap<String, Object> {
  /** How long the item is there, in days with a fraction; changes as time goes by. */
  static final String AGE_DAYS = "age_days";

  private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final CatalogueEntry entry;
  private final Instant now;

  /**
   * Looks at an item.
   *
   * @param now from when its age is measured
   */
  ItemAttributes(CatalogueEntry entry, Instant now) {
    this.entry = entry;
    this.now = now;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    return name instanceof String text ? named(text) : null;
  }

  private @Nullable Object named(String name) {
    Item item = entry.item();
    return switch (name) {
      case "id" -> item.id().value();
      case "categories" -> item.categories();
      case "available" -> entry.isShowable();
      case "arrival" -> item.arrival().orElse(null);
      case AGE_DAYS -> (now.toEpochMilli() - entry.firstSeenMillis()) / DAY_MILLIS;
      default -> {
        Value value = item.attributes().get(name);
        yield value == null ? null : Scene.of(value);
      }
    };
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    Map<String, Object> all = new HashMap<>();
    entry.item().attributes().forEach((name, value) -> all.put(name, Scene.of(value)));
    for (String name : Set.of("id", "categories", "available", "arrival", AGE_DAYS)) {
      Object value = get(name);
      if (value != null) {
        all.put(name, value);
      }
    }
    return all.entrySet();
  }
}
