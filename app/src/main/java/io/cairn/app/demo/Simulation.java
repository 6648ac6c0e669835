package io.cairn.app.demo;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.RequestId;
import io.cairn.core.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Plays the sessions of a world one after the other. For use by one thread, once. */
final class Simulation {

  /*
   * Sessions are played in the order of their start; what the shop counts may therefore run minutes
   * ahead of a session that began before another ended. What is not before the start of the next
   * session waits, so that events come out in the order of their times; those after the end of the
   * world never do.
   */

  /** Whether another list follows, after a list with and without a click. */
  static final double STAY_AFTER_CLICK = 0.72;

  static final double STAY_WITHOUT_CLICK = 0.35;

  /** How often the next list answers what was just put into the cart, or just clicked on. */
  static final double FOLLOW_CART = 0.75;

  static final double FOLLOW_CLICK = 0.35;

  /** Otherwise: the shares of search and category lists; the rest are home lists. */
  static final double SEARCH_SHARE = 0.35;

  static final double CATEGORY_SHARE = 0.2;

  /** How often somebody uses another device than theirs. */
  static final double OTHER_DEVICE = 0.15;

  private static final int PAUSE_MILLIS = 2000;
  private static final int PAUSE_SPREAD_MILLIS = 20_000;

  private final WorldSettings settings;
  private final Catalogue catalogue;
  private final People people;
  private final Behaviour behaviour;
  private final Calendar calendar;
  private final Shop shop;
  private final RandomGenerator random;
  private final PriorityQueue<Happening> waiting = new PriorityQueue<>();
  private final Map<Integer, Set<Product>> openedByUser = new HashMap<>();
  private int happenings;
  private int requests;
  private int interactions;

  Simulation(
      WorldSettings settings,
      Catalogue catalogue,
      People people,
      Trends trends,
      Behaviour behaviour) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.people = people;
    this.behaviour = behaviour;
    calendar = new Calendar(settings);
    shop = new Shop(catalogue, behaviour, trends, calendar);
    random = Seeds.random(settings.seed(), "behaviour");
  }

  /** An event that waits for its time; of the same time, what happened first comes first. */
  private record Happening(Event event, int number) implements Comparable<Happening> {
    @Override
    public int compareTo(Happening other) {
      int byTime = event.time().compareTo(other.event.time());
      return byTime != 0 ? byTime : Integer.compare(number, other.number);
    }
  }

  /** Returns all events in the order of their times; plays on as they are asked for. */
  Stream<Event> run() {
    catalogue.products().forEach(this::addProduct);
    List<Session> sessions = new SessionPlan(settings, people, calendar).sessions();
    return Stream.concat(
        sessions.stream().flatMap(this::before), Stream.of(settings.end()).flatMap(this::before));
  }

  /** Returns what happened before a session, and plays it. */
  private Stream<Event> before(Session session) {
    Instant end = settings.end();
    Stream<Event> before = before(session.start().isBefore(end) ? session.start() : end);
    play(session);
    return before;
  }

  private Stream<Event> before(Instant time) {
    List<Event> before = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.element().event().time().isBefore(time)) {
      before.add(waiting.remove().event());
    }
    return before.stream();
  }

  private void happens(Event event) {
    waiting.add(new Happening(event, happenings++));
  }

  private void addProduct(Product product) {
    Item item = product.item();
    Instant known = settings.time(Math.max(0, product.fromDay()));
    happens(new Event.ItemUpdated(new EventId("item-" + item.id()), known, item));
    if (product.untilDay() < settings.days()) {
      Instant gone = settings.time(product.untilDay());
      EventId id = new EventId("gone-" + item.id());
      happens(new Event.ItemUpdated(id, gone, World.unavailable(item)));
    }
  }

  private void play(Session session) {
    if (session.user() == 0) {
      new Play(session, new HashSet<>()).run();
      return;
    }
    if (!openedByUser.containsKey(session.user())) {
      openedByUser.put(session.user(), new HashSet<>());
      User user = people.user(session.user());
      happens(new Event.UserUpdated(new EventId("user-" + user.id()), session.start(), user));
    }
    new Play(session, openedByUser.get(session.user())).run();
  }

  /** One session while it is played. */
  private final class Play {
    private final Session session;
    private final Set<Product> opened;
    private final Set<ItemId> basket = new HashSet<>();
    private final String device;
    private final double[] demand;
    private Instant now;
    private Optional<Product> clicked = Optional.empty();
    private Optional<Product> carted = Optional.empty();

    Play(Session session, Set<Product> opened) {
      this.session = session;
      this.opened = opened;
      now = session.start();
      demand = shop.demand(session.person(), settings.day(now));
      device =
          random.nextDouble() < OTHER_DEVICE
              ? Seeds.pick(random, People.DEVICES)
              : session.person().device();
    }

    void run() {
      do {
        showList();
      } while (random.nextDouble() < (clicked.isPresent() ? STAY_AFTER_CLICK : STAY_WITHOUT_CLICK));
    }

    private void showList() {
      double day = settings.day(now);
      Shopper shopper = new Shopper(session.person(), day, catalogue.complements(basket));
      String surface = surface();
      List<Product> shown = list(surface, shopper);
      Event.Impression impression = impression(surface, shown);
      happens(impression);
      List<Reaction> reactions = behaviour.respond(shopper, shown, random);
      clicked = Optional.empty();
      carted = Optional.empty();
      for (Reaction reaction : reactions) {
        EventId id = new EventId(Seeds.numbered("e", ++interactions, 7));
        happens(reaction.toEvent(id, impression));
        remember(reaction, shown.get(reaction.position() - 1));
      }
      if (!reactions.isEmpty()) {
        now = now.plus(reactions.getLast().after());
      }
      now = now.plusMillis(PAUSE_MILLIS + random.nextInt(PAUSE_SPREAD_MILLIS));
    }

    private String surface() {
      if (carted.isPresent() && random.nextDouble() < FOLLOW_CART) {
        return Shop.BOUGHT_TOGETHER;
      }
      if (clicked.isPresent() && random.nextDouble() < FOLLOW_CLICK) {
        return Shop.SIMILAR;
      }
      double share = random.nextDouble();
      return share < SEARCH_SHARE
          ? Shop.SEARCH
          : share < SEARCH_SHARE + CATEGORY_SHARE ? Shop.CATEGORY : Shop.HOME;
    }

    private List<Product> list(String surface, Shopper shopper) {
      Ask ask = new Ask(shopper, demand, opened, random);
      return switch (surface) {
        case Shop.SEARCH -> shop.search(ask);
        case Shop.CATEGORY -> shop.category(ask);
        case Shop.SIMILAR -> shop.similar(ask, clicked.orElseThrow());
        case Shop.BOUGHT_TOGETHER -> shop.boughtTogether(ask, carted.orElseThrow());
        default -> shop.home(ask);
      };
    }

    private Event.Impression impression(String surface, List<Product> shown) {
      RequestId request = new RequestId(Seeds.numbered("r", ++requests, 6));
      Context context =
          new Context(device, surface, session.person().region(), 0, Optional.of(request));
      List<Event.Shown> list =
          shown.stream().map(product -> new Event.Shown(product.id(), 0, List.of())).toList();
      return new Event.Impression(
          new EventId(request.value()),
          now,
          session.visitor(),
          request,
          surface,
          context,
          list,
          Event.AsOf.UNKNOWN);
    }

    private void remember(Reaction reaction, Product product) {
      switch (reaction.type()) {
        case Behaviour.CLICK -> {
          shop.clicked(product);
          opened.add(product);
          clicked = Optional.of(product);
        }
        case Behaviour.CART -> {
          basket.add(product.id());
          carted = Optional.of(product);
        }
        default -> {}
      }
    }
  }
}
