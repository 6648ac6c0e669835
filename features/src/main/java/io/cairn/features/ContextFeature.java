package io.cairn.features;

import io.cairn.core.Value;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** Who asks, where and when: the same for all candidates of a list, but for the position. */
public sealed interface ContextFeature extends Feature {

  /**
   * The hour of the day, in [0, 24), with minutes as a fraction, in the actor's zone.
   *
   * @param zoneAttribute the user attribute with the zone, such as {@code Europe/Paris}
   * @param zone for users without one, such as {@code UTC}
   */
  record HourOfDay(String name, String zoneAttribute, String zone) implements ContextFeature {
    private static final double MINUTES = 60;

    /** Checks the settings. */
    public HourOfDay {
      Checks.text("name", name);
      Checks.text("zone-attribute", zoneAttribute);
      checkZone(zone);
    }

    @Override
    public Column column(int[] slots) {
      return situation -> {
        ZonedDateTime local = local(situation, zoneAttribute, zone);
        return Cells.same(local.getHour() + local.getMinute() / MINUTES);
      };
    }
  }

  /**
   * The day of the week in the actor's zone, from 1 for Monday to 7 for Sunday.
   *
   * @param zoneAttribute the user attribute with the zone, such as {@code Europe/Paris}
   * @param zone for users without one, such as {@code UTC}
   */
  record DayOfWeek(String name, String zoneAttribute, String zone) implements ContextFeature {
    /** Checks the settings. */
    public DayOfWeek {
      Checks.text("name", name);
      Checks.text("zone-attribute", zoneAttribute);
      checkZone(zone);
    }

    @Override
    public Column column(int[] slots) {
      return situation ->
          Cells.same(local(situation, zoneAttribute, zone).getDayOfWeek().getValue());
    }
  }

  /** What of the request a code is made of. */
  enum Part {
    /** Such as {@code phone}. */
    DEVICE,
    /** Where on the site. */
    PAGE,
    /** Where in the world. */
    REGION,
    /** The place that shows the list. */
    SURFACE
  }

  /**
   * A text of the request as a number of its own: its hash, in [0, buckets), a whole number;
   * missing where it is not known.
   */
  record ContextCode(String name, Part part, int buckets) implements ContextFeature {
    /** Checks the settings. */
    public ContextCode {
      Checks.text("name", name);
      Checks.count("buckets", buckets);
    }

    @Override
    public Column column(int[] slots) {
      return situation -> Cells.same(Numbers.code(List.of(text(situation)), buckets));
    }

    private String text(Situation situation) {
      return switch (part) {
        case DEVICE -> situation.context().device();
        case PAGE -> situation.context().page();
        case REGION -> situation.context().region();
        case SURFACE -> situation.surface();
      };
    }
  }

  /**
   * How many interactions the present session of the actor has had, at least 0; of a long one, how
   * many of the actor's last events are kept.
   *
   * @param gap a session ends when the actor does nothing for longer
   */
  record SessionDepth(String name, Duration gap) implements ContextFeature {
    /** Checks the settings. */
    public SessionDepth {
      Checks.text("name", name);
      Checks.time("gap", gap);
    }

    @Override
    public Column column(int[] slots) {
      return situation -> Cells.same(situation.recent().lastSession(situation.time(), gap));
    }
  }

  /** A number that is known of the user, such as the age; else missing. */
  record UserNumber(String name, String attribute) implements ContextFeature {
    /** Checks the settings. */
    public UserNumber {
      Checks.text("name", name);
      Checks.text("attribute", attribute);
    }

    @Override
    public Column column(int[] slots) {
      return situation -> Cells.same(Numbers.finite(number(situation)));
    }

    private double number(Situation situation) {
      return situation.actor().state(Row.DESCRIPTION) instanceof UserAttributes(var user)
              && user.attributes().get(attribute) instanceof Value.Numeric(double number)
          ? number
          : Double.NaN;
    }
  }

  /**
   * A text that is known of the user as a number of its own: its hash, in [0, buckets), a whole
   * number; missing where it is not known.
   */
  record UserCode(String name, String attribute, int buckets) implements ContextFeature {
    /** Checks the settings. */
    public UserCode {
      Checks.text("name", name);
      Checks.text("attribute", attribute);
      Checks.count("buckets", buckets);
    }

    @Override
    public Column column(int[] slots) {
      return situation -> Cells.same(Numbers.code(texts(situation, attribute), buckets));
    }
  }

  /**
   * 1 for somebody with a value of an attribute, such as those of an age band, and 0 for others.
   * The region of somebody who has none is that of the request.
   */
  record SegmentIs(String name, String attribute, String value) implements ContextFeature {
    /** Checks the settings. */
    public SegmentIs {
      Checks.text("name", name);
      Checks.text("attribute", attribute);
      Checks.text("value", value);
    }

    @Override
    public Column column(int[] slots) {
      Segment wanted = new Segment(attribute, value);
      return situation -> {
        List<Segment> segments =
            Segment.of(List.of(attribute), situation.actor(), situation.context());
        return Cells.same(segments.contains(wanted) ? 1 : 0);
      };
    }
  }

  /**
   * Where the item was shown, from 1, for training only: a model that knows the position of its
   * examples need not explain by the item what the position did. While a list is made, every
   * candidate is asked about as if it were in the first place.
   */
  record Position(String name) implements ContextFeature {
    /** Checks the name. */
    public Position {
      Checks.text("name", name);
    }

    @Override
    public Column column(int[] slots) {
      return _ -> candidate -> Math.max(candidate.position(), 1);
    }
  }

  private static List<String> texts(Situation situation, String attribute) {
    return situation.actor().state(Row.DESCRIPTION) instanceof UserAttributes(var user)
        ? user.texts(attribute)
        : List.of();
  }

  private static ZonedDateTime local(Situation situation, String attribute, String zone) {
    List<String> named = texts(situation, attribute);
    ZoneId local = zone(named.isEmpty() ? zone : named.getFirst()).orElseGet(() -> ZoneId.of(zone));
    return situation.time().atZone(local);
  }

  private static Optional<ZoneId> zone(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static void checkZone(String zone) {
    if (zone(zone).isEmpty()) {
      throw new IllegalArgumentException(
          "zone must be a time zone such as UTC or Europe/Paris, was " + zone);
    }
  }
}
