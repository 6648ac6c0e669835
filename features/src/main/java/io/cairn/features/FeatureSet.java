package io.cairn.features;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.FeatureMatrix;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The features that a model is trained on and served with, and the slots of the rows that they are
 * computed from. Immutable, and safe for use by multiple threads.
 */
public final class FeatureSet {

  /*
   * Every aggregate gets a slot in the rows of its subject, numbered once here: first those that
   * sources and filters read whatever the features are (description, counts, profile, last events,
   * popularity), then those of the features. On the request path nothing is looked up by name.
   */

  private final FeatureSettings settings;
  private final List<Feature> features;
  private final List<String> columns;
  private final List<Aggregate> actorSlots;
  private final List<Aggregate> itemSlots;
  private final List<Aggregate> allSlots;
  private final List<Feature.Column> computations;
  private final int profileSlot;
  private final int recentSlot;
  private final int seenSlot;
  private final int popularitySlot;
  private final int trendSlot;
  private final int segmentSlot;
  private final int countsSlot;

  /**
   * Numbers the slots.
   *
   * @throws IllegalArgumentException if two features have one name
   */
  public FeatureSet(FeatureSettings settings, List<Feature> features) {
    this.settings = settings;
    this.features = List.copyOf(features);
    columns = List.copyOf(features.stream().map(Feature::name).toList());
    refuseDuplicates(columns);
    Aggregate profile =
        new Aggregate.ProfileItems(
            settings.weights(), settings.profileItemsMax(), settings.seenTypes());
    Aggregate recent = new Aggregate.LastEvents(settings.recentEventsMax());
    Aggregate popularity =
        new Aggregate.Popularity(settings.weights(), settings.popularityHalfLife());
    Aggregate trend = new Aggregate.Popularity(settings.weights(), settings.trendHalfLife());
    Aggregate segment =
        new Aggregate.SegmentPopularity(
            settings.segments(), settings.weights(), settings.popularityHalfLife());
    Aggregate counts =
        new Aggregate.TypeCounts(Aggregate.Subject.ITEM, settings.popularityHalfLife());
    Set<Aggregate> all = new LinkedHashSet<>();
    all.add(new Aggregate.Attributes());
    all.addAll(List.of(new Aggregate.Catalogue(), counts));
    all.addAll(List.of(profile, recent, popularity));
    all.add(trend);
    all.add(segment);
    Aggregate seen = new Aggregate.SeenEvents(settings.seenWindows(), settings.profileItemsMax());
    if (!settings.seenWindows().isEmpty()) {
      all.add(seen);
    }
    features.forEach(f -> all.addAll(f.aggregates(settings.weights())));
    actorSlots = ofSubject(all, Aggregate.Subject.ACTOR);
    itemSlots = ofSubject(all, Aggregate.Subject.ITEM);
    allSlots = ofSubject(all, Aggregate.Subject.ALL);
    profileSlot = slot(profile);
    recentSlot = slot(recent);
    seenSlot = slot(seen);
    popularitySlot = slot(popularity);
    trendSlot = slot(trend);
    segmentSlot = slot(segment);
    countsSlot = slot(counts);
    computations = this.features.stream().map(this::bind).toList();
  }

  private static void refuseDuplicates(List<String> names) {
    Set<String> known = new HashSet<>();
    for (String name : names) {
      if (!known.add(name)) {
        throw new IllegalArgumentException("two features are named " + name);
      }
    }
  }

  private static List<Aggregate> ofSubject(Set<Aggregate> all, Aggregate.Subject subject) {
    return all.stream().filter(a -> a.subject() == subject).toList();
  }

  private int slot(Aggregate aggregate) {
    List<Aggregate> slots =
        switch (aggregate.subject()) {
          case ACTOR -> actorSlots;
          case ITEM -> itemSlots;
          case ALL -> allSlots;
        };
    return slots.indexOf(aggregate);
  }

  private int[] slots(Feature feature) {
    return feature.aggregates(settings.weights()).stream().mapToInt(this::slot).toArray();
  }

  private Feature.Column bind(Feature feature) {
    return feature.column(slots(feature));
  }

  /** Returns a feature by its name; empty where there is none. */
  public Optional<Feature> feature(String name) {
    return features.stream().filter(feature -> feature.name().equals(name)).findFirst();
  }

  /**
   * Returns what a rate of items goes by, for the candidates of one list.
   *
   * @param name of the feature
   * @throws IllegalArgumentException if there is no such feature, or it is no {@link
   *     RateFeature.OfItem}
   */
  public RateFeature.Evidences evidence(String name, Situation situation) {
    return feature(name)
        .filter(RateFeature.OfItem.class::isInstance)
        .map(RateFeature.OfItem.class::cast)
        .map(rate -> rate.evidence(slots(rate)).of(situation))
        .orElseThrow(() -> new IllegalArgumentException(name + " is no rate of items"));
  }

  /**
   * Returns what a linear rate estimates, for the candidates of one list.
   *
   * @param name of the feature
   * @throws IllegalArgumentException if there is no such feature, or it is no {@link LinearRate}
   */
  public LinearRate.Estimates estimates(String name, Situation situation) {
    return feature(name)
        .filter(LinearRate.class::isInstance)
        .map(LinearRate.class::cast)
        .map(rate -> rate.estimates(slots(rate)).of(situation))
        .orElseThrow(() -> new IllegalArgumentException(name + " is no linear rate"));
  }

  /** Returns what is kept up whatever the features. */
  public FeatureSettings settings() {
    return settings;
  }

  /** Returns the column names, in order. A model remembers them and refuses other ones. */
  public List<String> columns() {
    return columns;
  }

  /** Returns the names of the models whose vectors features look at. */
  public Set<String> spaces() {
    Set<String> names = new TreeSet<>();
    for (Feature feature : features) {
      if (feature instanceof VectorFeature.VectorSimilarity similarity) {
        names.addAll(similarity.models());
      }
    }
    return names;
  }

  /** Returns the names of the columns that tell something only of lists that were shown already. */
  public Set<String> trainingOnly() {
    Set<String> names = new TreeSet<>();
    for (Feature feature : features) {
      if (feature instanceof ContextFeature.Position) {
        names.add(feature.name());
      }
    }
    return names;
  }

  /**
   * Names the slots and how they are kept up. Rows that were stored under another text are of no
   * use and must be rebuilt from the log.
   */
  public String schema() {
    String each = "actor " + actorSlots + " item " + itemSlots;
    return keepsTotals() ? each + " all " + allSlots : each;
  }

  /** Whether anything is counted over all of the log. */
  boolean keepsTotals() {
    return !allSlots.isEmpty();
  }

  /**
   * Returns the row of {@link EntityKey#ALL} after an event; the same row if nothing changed.
   *
   * @param items the rows of the items that it is about, after the event
   */
  Row foldAll(Row all, Event event, List<Row> items) {
    return fold(allSlots, all, event, Row.EMPTY, items);
  }

  /** Returns the row of an item after an event about it; the same row if nothing changed. */
  Row foldItem(Row item, Event event, Row actor) {
    return fold(itemSlots, item, event, actor, List.of(item));
  }

  /**
   * Returns the row of an actor after an event of theirs; the same row if nothing changed.
   *
   * @param items the rows of the items that it is about, after the event
   */
  Row foldActor(Row actor, Event event, List<Row> items) {
    return fold(actorSlots, actor, event, actor, items);
  }

  @SuppressWarnings("ReferenceEquality") // what changed is another object
  private static Row fold(
      List<Aggregate> slots, Row before, Event event, Row actor, List<Row> items) {
    @Nullable State @Nullable [] states = null;
    for (int slot = 0; slot < slots.size(); slot++) {
      State old = before.state(slot);
      State state = slots.get(slot).fold(old, event, actor, items);
      if (state != old) {
        states = states == null ? before.states(slots.size()) : states;
        states[slot] = state;
      }
    }
    return states == null ? before : new Row(states);
  }

  /**
   * Computes the features of some candidates.
   *
   * @param candidates in the order of the matrix's rows
   */
  public FeatureMatrix read(Situation situation, List<CandidateRow> candidates) {
    /*
     * Candidate by candidate, as the states of one are near each other and in the cache; what is
     * the same for all is computed once and copied.
     */
    int width = computations.size();
    float[] same = new float[width];
    int[] varying = new int[width];
    Feature.Cells[] cells = new Feature.Cells[width];
    int vary = 0;
    for (int column = 0; column < width; column++) {
      Feature.Cells computed = computations.get(column).of(situation);
      if (computed instanceof Feature.Same(float value)) {
        same[column] = value;
      } else {
        varying[vary] = column;
        cells[vary++] = computed;
      }
    }
    float[] values = new float[candidates.size() * width];
    int from = 0;
    for (CandidateRow candidate : candidates) {
      System.arraycopy(same, 0, values, from, width);
      for (int i = 0; i < vary; i++) {
        values[from + varying[i]] = cells[i].value(candidate);
      }
      from += width;
    }
    return new FeatureMatrix(columns, candidates.size(), values);
  }

  /**
   * Returns the computation of one feature for the candidates of a list, without that of the
   * others.
   *
   * @throws IllegalArgumentException if there is no feature of that name
   */
  public Feature.Cells cells(Situation situation, String name) {
    int column = columns.indexOf(name);
    if (column < 0) {
      throw new IllegalArgumentException(
          "unknown feature '%s', there are %s".formatted(name, columns));
    }
    return computations.get(column).of(situation);
  }

  /** Returns what the candidates of a list have in common, where nothing is counted over all. */
  public Situation situation(
      Situation.Occasion occasion, Row actor, Map<String, VectorSpace> spaces) {
    return situation(occasion, actor, Row.EMPTY, spaces);
  }

  /**
   * Returns what the candidates of a list have in common, read from the row of whoever asks and
   * that of all.
   */
  Situation situation(
      Situation.Occasion occasion, Row actor, Row all, Map<String, VectorSpace> spaces) {
    return new Situation(
        actor,
        recentEvents(actor),
        profile(actor),
        occasion.surface(),
        occasion.context(),
        occasion.time(),
        spaces,
        all);
  }

  /** Returns what the catalogue says of the item; empty for one that no event has mentioned. */
  public Optional<CatalogueEntry> entry(Row item) {
    return Optional.ofNullable((CatalogueEntry) item.state(Row.DESCRIPTION));
  }

  /** Returns the user's attributes; empty for a session and where nothing was said of the user. */
  public Optional<UserAttributes> attributes(Row actor) {
    return Optional.ofNullable((UserAttributes) actor.state(Row.DESCRIPTION));
  }

  /** Returns the actor's distinct items. */
  public Profile profile(Row actor) {
    return actor.state(profileSlot, Profile.EMPTY);
  }

  /** Returns the actor's last events. */
  public RecentEvents recentEvents(Row actor) {
    return actor.state(recentSlot, RecentEvents.EMPTY);
  }

  /**
   * Returns the last event of each type with each item, as far as it may matter for what counts as
   * seen for a while; none where items count as seen for ever or not at all.
   */
  public RecentEvents seenEvents(Row actor) {
    return seenSlot < 0 ? RecentEvents.EMPTY : actor.state(seenSlot, RecentEvents.EMPTY);
  }

  /** Returns the segments of the actor, the most telling first. */
  public List<Segment> segments(Row actor, Context context) {
    return Segment.of(settings.segments(), actor, context);
  }

  /** Returns how popular the item is at the time: the decayed sum of its events' weights. */
  public double popularity(Row item, Instant time) {
    return item.state(popularitySlot, Decayed.ZERO)
        .at(time.toEpochMilli(), settings.popularityHalfLife());
  }

  /** Returns how popular the item is lately: the same with the short half-life. */
  public double recentPopularity(Row item, Instant time) {
    return item.state(trendSlot, Decayed.ZERO).at(time.toEpochMilli(), settings.trendHalfLife());
  }

  /** Returns how popular the item is with people of the segment. */
  public double popularity(Row item, Segment segment, Instant time) {
    return item.state(segmentSlot, Tallies.EMPTY)
        .at(segment.key(), time.toEpochMilli(), settings.popularityHalfLife());
  }

  /** Tells how popular the item is in every segment whose people did something with it. */
  public void segmentPopularity(Row item, Instant time, ObjDoubleConsumer<Segment> consumer) {
    Tallies tallies = item.state(segmentSlot, Tallies.EMPTY);
    for (String key : tallies.keys()) {
      consumer.accept(
          Segment.ofKey(key), tallies.at(key, time.toEpochMilli(), settings.popularityHalfLife()));
    }
  }

  /** Returns how many events of each type the item had; lists that showed it are impressions. */
  public Map<String, Long> counts(Row item) {
    Tallies tallies = item.state(countsSlot, Tallies.EMPTY);
    Map<String, Long> counts = HashMap.newHashMap(tallies.keys().length);
    for (int i = 0; i < tallies.keys().length; i++) {
      counts.put(tallies.keys()[i], (long) tallies.counts()[i]);
    }
    return counts;
  }

  /** Returns how much the item trends; see {@link Trend}. */
  public double trend(Row item, Instant time) {
    return Trend.score(recentPopularity(item, time), popularity(item, time));
  }
}
