package io.cairn.app.demo;

import io.cairn.core.Event;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.User;
import io.cairn.core.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * An invented shop whose truth is known: who likes what, what goes together, what surges. Its
 * events look like those of a real shop; its truth tells how good a list really is.
 *
 * <p>The settings decide everything: the same settings give the same items, users, events and
 * answers on every machine. Immutable, and safe for use by multiple threads, as long as each uses
 * its own random generator.
 */
public final class World {

  /*
   * People (People) have a region, an age band and a device, and a taste: two to four liked
   * departments, which lean to those that suit region and age; a liking of each shelf, style and
   * brand; a level of price. A quarter of them drift to other departments over the world's time.
   * A third come once; the sessions of the others are Pareto (SessionPlan), at hours and
   * on days as shops know them (Calendar). 15 of 100 sessions have no account.
   *
   * Products (ProductMaker) have a log-normal price around that of their shelf and brand, a
   * style that is mostly their brand's, and an appeal that everybody feels. Some arrive late, some
   * go. In the last week a few surge (Trends). Each has a few complements (Catalogue): products of
   * certain other shelves that match it in style, brand and price.
   *
   * A session (Simulation) is a chain of lists that a shop without an engine fills (Shop), and of
   * reactions (Behaviour): look by position, click by utility, stay, like, put into the cart, buy.
   * The constants of these classes are the parameters of the distributions. Nobody is shown what
   * they have opened before. The shop never sees
   * utilities but through what is clicked on, except for search, where people say what they want.
   */

  private final WorldSettings settings;
  private final Catalogue catalogue;
  private final People people;
  private final Trends trends;
  private final Behaviour behaviour;

  /** Makes the catalogue and the people; cheap beside {@link #events}. */
  public World(WorldSettings settings) {
    this.settings = settings;
    catalogue = new Catalogue(new ProductMaker(settings).make());
    people = new People(settings);
    trends = new Trends(settings, catalogue);
    behaviour = new Behaviour(settings, trends);
  }

  /** Returns what the world was made from. */
  public WorldSettings settings() {
    return settings;
  }

  /** Returns all items as they are at the end: those that went are not available. */
  public List<Item> items() {
    return catalogue.products().stream()
        .map(p -> p.isAvailable(settings.days()) ? p.item() : unavailable(p.item()))
        .toList();
  }

  /** Returns all users with their region, age band and usual device. */
  public List<User> users() {
    return people.users();
  }

  /**
   * Plays the world and returns what happened, in the order of time: an item when it comes and when
   * it goes, a user at the first session, each list shown, and each interaction, which names its
   * list. Played anew by each call, while it is read.
   */
  public Stream<Event> events() {
    return new Simulation(settings, catalogue, people, trends, behaviour).run();
  }

  /**
   * Returns how attractive an item is to a user at the end of the world.
   *
   * @return the probability in (0, 1) of a click when the user looks at the item
   * @throws IllegalArgumentException if the world has no such item
   */
  public double utility(UserId user, ItemId item) {
    return utility(Visit.of(user, settings.end()), item);
  }

  /**
   * Returns how attractive an item is in a visit, whether or not it is on sale then.
   *
   * @return the probability in (0, 1) of a click when the visitor looks at the item
   * @throws IllegalArgumentException if the world has no such item, or the visitor is nobody
   */
  public double utility(Visit visit, ItemId item) {
    return behaviour.utility(shopper(visit), catalogue.product(item));
  }

  /**
   * Returns the {@code count} most attractive items to a user of those on sale at a time, best
   * first; fewer if fewer are on sale.
   */
  public List<ItemId> bestFor(UserId user, int count, Instant time) {
    Shopper shopper = shopper(Visit.of(user, time));
    record Scored(ItemId item, double utility) {}
    return catalogue.products().stream()
        .filter(product -> product.isAvailable(shopper.day()))
        .map(product -> new Scored(product.id(), behaviour.utility(shopper, product)))
        .sorted(Comparator.comparingDouble(scored -> -scored.utility()))
        .limit(count)
        .map(Scored::item)
        .toList();
  }

  /**
   * Returns the items that become more attractive when the given one is in the basket, best match
   * first.
   *
   * @throws IllegalArgumentException if the world has no such item
   */
  public List<ItemId> complements(ItemId item) {
    return catalogue.complements(catalogue.product(item));
  }

  /** Returns the items that surge in the last week, the strongest first. */
  public List<ItemId> trending() {
    return trends.products().stream().map(Product::id).toList();
  }

  /**
   * Returns the probability in (0, 1] that somebody looks at a position of a list.
   *
   * @param position from 1
   */
  public double examination(int position) {
    if (position < 1) {
      throw new IllegalArgumentException("position must be at least 1, was " + position);
    }
    return Behaviour.examination(position);
  }

  /** Whether an item of the world is on sale at a time. */
  public boolean isAvailable(ItemId item, Instant time) {
    return catalogue.product(item).isAvailable(settings.day(time));
  }

  /**
   * Lets somebody look at a list, by the same code that made the world's events.
   *
   * @param shown the list from its first position on
   * @param random decides what they look at and do; used by this call only while it runs
   * @return what they did, in the order of time; empty if they did nothing
   * @throws IllegalArgumentException if the world has no such item, or the visitor is nobody
   */
  public List<Reaction> respond(Visit visit, List<ItemId> shown, RandomGenerator random) {
    return behaviour.respond(
        shopper(visit), shown.stream().map(catalogue::product).toList(), random);
  }

  static Item unavailable(Item item) {
    return new Item(item.id(), item.attributes(), item.categories(), false, item.arrival());
  }

  private Shopper shopper(Visit visit) {
    double day = settings.day(visit.time());
    return new Shopper(people.person(visit.visitor()), day, catalogue.complements(visit.basket()));
  }
}
