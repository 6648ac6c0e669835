package io.cairn.app.engine;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.SessionId;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import io.cairn.recommender.PageRequest;
import io.cairn.recommender.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Made-up events and requests of one thread: times are finer than a log keeps them, some events
 * come late, and users and items come, change and go; many items are nearly the same. For use by
 * one thread.
 */
final class SkewTraffic {
  static final int ITEMS = 50;

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final int USERS = 12;
  private static final int SESSIONS = 6;
  private static final List<String> TYPES =
      List.of("view", "view", "view", "click", "click", "purchase", "rating", "skip");
  private static final List<String> REGIONS = List.of("", "north", "south", "east");
  private static final List<String> SURFACES =
      List.of("home", "home", "home", "trending", "similar");

  private final String name;
  private final Random random;
  private int made;

  /**
   * Begins.
   *
   * @param name no other traffic over the same log has it
   */
  SkewTraffic(String name, long seed) {
    this.name = name;
    random = new Random(seed + name.hashCode());
  }

  Random random() {
    return random;
  }

  /** Returns what must be there before lists can be asked for. */
  List<Event> beginning() {
    List<Event> events = new ArrayList<>();
    for (int item = 0; item < ITEMS; item++) {
      events.add(new Event.ItemUpdated(eventId(), now(), item(new ItemId("i" + item))));
    }
    for (int view = 0; view < 400; view++) {
      events.add(interaction());
    }
    return events;
  }

  List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (int count = 1 + random.nextInt(4); count > 0; count--) {
      events.add(event());
    }
    return events;
  }

  private Event event() {
    int kind = random.nextInt(100);
    if (kind < 4) {
      return new Event.UserUpdated(eventId(), now(), new User(userId(), userAttributes()));
    }
    if (kind < 7) {
      return new Event.UserRemoved(eventId(), now(), userId());
    }
    if (kind < 20) {
      return new Event.ItemUpdated(eventId(), now(), item(itemId()));
    }
    return kind < 21 ? new Event.ItemRemoved(eventId(), now(), itemId()) : interaction();
  }

  private Event interaction() {
    Visitor visitor = visitor();
    return new Event.Interaction(
        eventId(),
        random.nextInt(5) == 0 ? now().minus(Duration.ofMinutes(random.nextInt(5_000))) : now(),
        visitor.isAnonymous() ? Visitor.of(userId()) : visitor,
        itemId(),
        TYPES.get(random.nextInt(TYPES.size())),
        random.nextInt(5) + random.nextDouble(),
        context());
  }

  RecommendationRequest request() {
    String surface = SURFACES.get(random.nextInt(SURFACES.size()));
    return new RecommendationRequest(
        new RequestId(name + "-list-" + made++),
        surface,
        visitor(),
        surface.equals("similar") ? List.of(itemId()) : List.of(),
        1 + random.nextInt(25),
        context(),
        random.nextInt(4) == 0 ? Set.of(itemId()) : Set.of(),
        now());
  }

  /** Returns an ask for a page of rows, of which one is not filled. */
  PageRequest page() {
    List<PageRequest.Row> rows =
        SURFACES.stream()
            .map(surface -> surface.equals("similar") ? row(surface, itemId()) : row(surface))
            .toList();
    return new PageRequest(
        new RequestId(name + "-page-" + made++),
        visitor(),
        context(),
        rows,
        new PageRequest.Bounds(rows.size() - 1, 1),
        now());
  }

  private PageRequest.Row row(String surface, ItemId... seeds) {
    return new PageRequest.Row(surface, "", List.of(seeds), 1 + random.nextInt(4), 0);
  }

  /** Returns an ask for the next page of a list. */
  Part.Turn turn() {
    return new Part.Turn(1 + random.nextInt(4), Set.of(itemId()), now());
  }

  /** Returns a moment that is a little later for each thing that was made before. */
  private Instant now() {
    return START.plusSeconds(40L * made).plusNanos(random.nextInt(999_999_999));
  }

  private EventId eventId() {
    return new EventId(name + "-" + made++);
  }

  private Visitor visitor() {
    Optional<SessionId> session = Optional.of(new SessionId("s" + random.nextInt(SESSIONS)));
    return switch (random.nextInt(8)) {
      case 0 -> Visitor.ANONYMOUS;
      case 1, 2 -> new Visitor(Optional.empty(), session);
      case 3, 4 -> new Visitor(Optional.of(userId()), session);
      default -> Visitor.of(userId());
    };
  }

  private Context context() {
    return new Context(
        random.nextBoolean() ? "phone" : "",
        random.nextBoolean() ? "front" : "",
        REGIONS.get(random.nextInt(REGIONS.size())),
        random.nextInt(3),
        Optional.empty());
  }

  private UserId userId() {
    return new UserId("u" + random.nextInt(USERS));
  }

  private ItemId itemId() {
    return new ItemId("i" + (int) (ITEMS * Math.pow(random.nextDouble(), 1.5)));
  }

  private Map<String, Value> userAttributes() {
    Map<String, Value> attributes = new HashMap<>();
    attributes.put("age", new Value.Numeric(18 + random.nextInt(60)));
    attributes.put("zone", new Value.Text(random.nextBoolean() ? "Asia/Tokyo" : "nowhere"));
    if (random.nextBoolean()) {
      attributes.put("region", new Value.Text(REGIONS.get(1 + random.nextInt(3))));
    }
    return attributes;
  }

  private Item item(ItemId id) {
    Map<String, Value> attributes =
        Map.of(
            "title", new Value.Text("Thing " + random.nextInt(2)),
            "brand", new Value.Text("brand " + random.nextInt(2)),
            "price", new Value.Numeric(1 + random.nextInt(100)),
            "released", new Value.Date(now()),
            "tags", new Value.Texts(List.of("tag" + random.nextInt(2), "sale")));
    return new Item(
        id,
        attributes,
        List.of("category " + random.nextInt(3)),
        random.nextInt(10) > 0,
        random.nextInt(3) > 0 ? Optional.empty() : Optional.of(now()));
  }
}
