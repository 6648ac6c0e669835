package io.cairn.events;

import io.cairn.events.ImportTally.Entity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What recommendations may be expected of the events of an import. Immutable.
 *
 * @param times from the first to the last impression or interaction; empty where there is none
 * @param eventsPerUser of people with at least one interaction; a session without a user is one
 *     person
 * @param expectations a few plain sentences
 */
public record ImportQuality(
    Optional<TimeRange> times, Quantiles eventsPerUser, Shares shares, List<String> expectations) {
  private static final double MANY = 0.5;
  private static final int ENOUGH_EVENTS = 5;

  /** Copies the list. */
  public ImportQuality {
    expectations = List.copyOf(expectations);
  }

  /** The first and the last moment. */
  public record TimeRange(Instant first, Instant last) {}

  /**
   * How numbers are spread; all 0 where there are none.
   *
   * @param quarter a quarter of the numbers are at most this
   * @param half half of the numbers are at most this
   * @param threeQuarters three quarters of the numbers are at most this
   * @param most the largest number
   */
  public record Quantiles(long quarter, long half, long threeQuarters, long most) {}

  /**
   * Shares from 0 to 1; 0 where there is nothing to share.
   *
   * @param usersWithOneEvent of the people with an interaction, those with only one
   * @param itemsWithOneEvent of the items with an interaction, those with only one
   * @param itemsDescribed of all items, those of which more than the id is known
   * @param density interactions for each pair of a person and an item, at most 1
   */
  public record Shares(
      double usersWithOneEvent, double itemsWithOneEvent, double itemsDescribed, double density) {}

  static ImportQuality of(ImportTally tally) {
    List<Entity> people =
        Stream.of(tally.users(), tally.sessions())
            .map(Map::values)
            .flatMap(Collection::stream)
            .filter(person -> person.events() > 0)
            .toList();
    List<Entity> touched =
        tally.items().values().stream().filter(item -> item.events() > 0).toList();
    long[] counts = people.stream().mapToLong(Entity::events).sorted().toArray();
    double pairs = (double) people.size() * touched.size();
    double density = pairs == 0 ? 0 : Math.min(1, Arrays.stream(counts).sum() / pairs);
    Shares shares =
        new Shares(
            share(people, person -> person.events() == 1),
            share(touched, item -> item.events() == 1),
            share(tally.items().values(), Entity::isDescribed),
            density);
    Quantiles spread =
        new Quantiles(at(counts, 0.25), at(counts, 0.5), at(counts, 0.75), at(counts, 1));
    return new ImportQuality(
        tally.times(), spread, shares, sentences(tally.times(), spread, shares));
  }

  private static double share(Collection<Entity> entities, Predicate<Entity> holds) {
    long count = entities.stream().filter(holds).count();
    return entities.isEmpty() ? 0 : (double) count / entities.size();
  }

  /** Returns the smallest number that at least this share of the sorted numbers do not exceed. */
  private static long at(long[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted.length == 0 ? 0 : sorted[Math.max(0, rank - 1)];
  }

  private static List<String> sentences(
      Optional<TimeRange> times, Quantiles spread, Shares shares) {
    List<String> sentences = new ArrayList<>();
    if (spread.most() == 0) {
      return List.of("no interactions: only the catalogue is known, so lists show recent arrivals");
    }
    sentences.add(
        shares.usersWithOneEvent() > MANY
            ? percent(shares.usersWithOneEvent())
                + " of people have one event: most lists will be what is popular, or similar to it"
            : "half of the people have %d events or more: %s"
                .formatted(
                    spread.half(),
                    spread.half() >= ENOUGH_EVENTS
                        ? "enough to learn their taste"
                        : "personal lists will be rough until there are about 5"));
    if (shares.itemsWithOneEvent() > MANY) {
      sentences.add(
          percent(shares.itemsWithOneEvent())
              + " of items have one event: they are found by what is said of them, if anything is");
    }
    if (shares.itemsDescribed() < MANY) {
      sentences.add(
          percent(1 - shares.itemsDescribed())
              + " of items have no title or attribute: import an item file to name and filter them");
    }
    times
        .filter(ImportQuality::isMoment)
        .ifPresent(
            _ ->
                sentences.add(
                    "the events have no times of their own: trends and an evaluation by time mean nothing"));
    return sentences;
  }

  private static boolean isMoment(TimeRange times) {
    return Duration.between(times.first(), times.last()).isZero();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
