package io.cairn.app.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** When people come, and what they want at which time of the year. Immutable. */
final class Calendar {
  /** How much busier Saturdays and Sundays are. */
  static final double WEEKEND = 1.4;

  /** How strongly demand for a shelf swings over the year, as a share of its mean. */
  static final double SEASON_SWING = 0.6;

  /** How busy each hour of the day is, UTC. */
  private static final double[] HOURS = {
    2, 1, 1, 1, 1, 2, 4, 6, 7, 7, 8, 9, 10, 9, 8, 8, 9, 11, 13, 16, 18, 16, 10, 5
  };

  private final WorldSettings settings;
  private final double[] untilDay;

  Calendar(WorldSettings settings) {
    this.settings = settings;
    untilDay = new double[settings.days() + 1];
    for (int day = 0; day < settings.days(); day++) {
      untilDay[day + 1] = untilDay[day] + weight(settings.time(day));
    }
  }

  /** Draws the start of a session, on or after a day of the world. */
  Instant draw(RandomGenerator random, int firstDay) {
    double total = untilDay[settings.days()];
    double at = untilDay[firstDay] + random.nextDouble() * (total - untilDay[firstDay]);
    int day = Arrays.binarySearch(untilDay, at);
    int whole = day >= 0 ? day : -day - 2;
    double hour = Seeds.draw(random, HOURS) + random.nextDouble();
    return settings.time(Math.min(whole, settings.days() - 1) + shifted(hour) / 24);
  }

  /** Returns how much a subcategory is asked for on a day, 1 in the mean of a year. */
  double season(Subcategory subcategory, double day) {
    int dayOfYear = settings.time(day).atOffset(ZoneOffset.UTC).getDayOfYear();
    double angle = 2 * Math.PI * (dayOfYear - subcategory.peakDay()) / 365.25;
    return 1 + SEASON_SWING * StrictMath.cos(angle);
  }

  /** Returns the hours since the world's last change of day for an hour of the clock. */
  private double shifted(double hour) {
    double start = settings.start().atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 3600.0;
    return (hour - start + 24) % 24;
  }

  private static double weight(Instant time) {
    DayOfWeek day = time.atOffset(ZoneOffset.UTC).getDayOfWeek();
    return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY ? WEEKEND : 1;
  }
}
