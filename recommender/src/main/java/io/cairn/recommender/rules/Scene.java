package io.cairn.recommender.rules;

import dev.cel.runtime.CelVariableResolver;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.User;
import io.cairn.core.Value;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.Segment;
import io.cairn.recommender.retrieval.Query;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an expression sees: a request, whoever asks, and one item after the other. What is not known
 * is absent, not empty: a condition on it cannot be told. For use by one thread.
 */
final class Scene implements CelVariableResolver {
  static final String ITEM = "item";
  static final String USER = "user";
  static final String CONTEXT = "context";

  /** The names of what a context may say. */
  static final Set<String> CONTEXT_NAMES =
      Set.of("surface", "device", "page", "region", "hour", "weekday", "now", "seeds");

  private final Map<String, Object> user;
  private final Map<String, Object> context;
  private final Optional<Object> foundUser;
  private final Optional<Object> foundContext;
  private final Instant now;
  private Map<String, Object> item = Map.of();
  private Optional<Object> foundItem = Optional.of(item);

  private Scene(Map<String, Object> user, Map<String, Object> context, Instant now) {
    this.user = user;
    this.context = context;
    this.now = now;
    foundUser = Optional.of(user);
    foundContext = Optional.of(context);
  }

  /** Returns the scene of a request, without an item. */
  static Scene of(Query query) {
    RecommendationRequest request = query.request();
    return new Scene(userOf(query), contextOf(request), request.time());
  }

  /** Returns a scene where nothing is known of the request, for what depends on items alone. */
  static Scene ofItems() {
    return new Scene(Map.of(), Map.of(), Instant.EPOCH);
  }

  private static Map<String, Object> userOf(Query query) {
    Map<String, Object> known = new HashMap<>();
    query.user().map(User::attributes).orElse(Map.of()).forEach((k, v) -> known.put(k, of(v)));
    query.request().visitor().user().ifPresent(id -> known.put("id", id.value()));
    known.put("segments", query.segments().stream().map(Scene::text).toList());
    return known;
  }

  private static String text(Segment segment) {
    return segment.attribute() + "=" + segment.value();
  }

  private static Map<String, Object> contextOf(RecommendationRequest request) {
    Map<String, Object> known = new HashMap<>();
    putKnown(known, "surface", request.surface());
    putKnown(known, "device", request.context().device());
    putKnown(known, "page", request.context().page());
    putKnown(known, "region", request.context().region());
    ZonedDateTime time = request.time().atZone(ZoneOffset.UTC);
    known.put("hour", (double) time.getHour());
    known.put("weekday", time.getDayOfWeek().name().toLowerCase(Locale.ROOT));
    known.put("now", request.time());
    known.put("seeds", request.seeds().stream().map(seed -> (Object) seed.value()).toList());
    return known;
  }

  private static void putKnown(Map<String, Object> known, String name, String text) {
    if (!text.isEmpty()) {
      known.put(name, text);
    }
  }

  /** Returns a value as expressions see it. */
  static Object of(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Numeric(double number) -> number;
      case Value.Flag(boolean flag) -> flag;
      case Value.Date(Instant instant) -> instant;
      case Value.Texts(List<String> texts) -> texts;
    };
  }

  /** Lets the item step in that is looked at next. */
  void enter(CatalogueEntry entry) {
    item = new ItemAttributes(entry, now);
    foundItem = Optional.of(item);
  }

  @Override
  public Optional<Object> find(String name) {
    return switch (name) {
      case ITEM -> foundItem;
      case USER -> foundUser;
      case CONTEXT -> foundContext;
      default -> Optional.empty();
    };
  }

  /** Returns what a variable says under a name, or null where it says nothing. */
  @Nullable Object value(String variable, String name) {
    return switch (variable) {
      case ITEM -> item.get(name);
      case USER -> user.get(name);
      default -> context.get(name);
    };
  }
}
