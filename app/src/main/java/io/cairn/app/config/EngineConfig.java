package io.cairn.app.config;

import io.cairn.core.EventWeights;
import io.cairn.features.Feature;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureSettings;
import io.cairn.features.SeenWindow;
import io.cairn.recommender.PageSettings;
import io.cairn.recommender.PipelineSettings;
import io.cairn.training.EvaluationSettings;
import io.cairn.training.TrainingSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * The whole configuration file, {@code cairn.conf}. Each component is a section, each component of
 * a section a key; defaults and comments are in the resource {@code cairn.conf}.
 *
 * @param server how requests are answered
 * @param storage how the home folder is used
 * @param events what events say
 * @param rows what is kept up for every user, session and item
 * @param features the inputs of rankers, in column order
 * @param pipeline the path from a request to a list
 * @param pages lists that are shown together, by the name of the page
 * @param training what is learned
 * @param evaluation how lists are judged
 * @param skew how a server watches that it sees what training sees
 */
public record EngineConfig(
    Server server,
    Storage storage,
    Events events,
    Rows rows,
    List<Feature> features,
    PipelineSettings pipeline,
    Map<String, PageSettings> pages,
    TrainingSettings training,
    EvaluationSettings evaluation,
    Skew skew) {
  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if a page names a surface that the pipeline does not have, or
   *     the path does not find the features that it needs
   */
  public EngineConfig {
    features = List.copyOf(features);
    pages = Map.copyOf(pages);
    pages.forEach((name, page) -> checkSurfaces(name, page, pipeline));
    FeatureSet set = new FeatureSet(settings(events, rows, pipeline), features);
    try {
      pipeline.check(set);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("pipeline." + e.getMessage(), e);
    }
  }

  private static void checkSurfaces(String name, PageSettings page, PipelineSettings pipeline) {
    for (PageSettings.RowSettings row : page.rows()) {
      if (!pipeline.surfaces().containsKey(row.surface())) {
        throw new IllegalArgumentException(
            "pages.%s names the unknown surface %s, there are %s"
                .formatted(
                    name, row.surface(), pipeline.surfaces().keySet().stream().sorted().toList()));
      }
    }
  }

  /** Returns the features over the rows that are kept up. */
  public FeatureSet featureSet() {
    return new FeatureSet(featureSettings(), features);
  }

  /** Returns what is kept up for every user, session and item. */
  public FeatureSettings featureSettings() {
    return settings(events, rows, pipeline);
  }

  private static FeatureSettings settings(Events events, Rows rows, PipelineSettings pipeline) {
    return new FeatureSettings(
        events.eventWeights(),
        rows.profileItemsMax(),
        rows.recentEventsMax(),
        seenTypes(pipeline),
        rows.popularityHalfLife(),
        rows.trendHalfLife(),
        rows.segments(),
        seenWindows(pipeline));
  }

  /** Returns the types after which an item stays seen; all that is needed where none has an end. */
  private static List<String> seenTypes(PipelineSettings pipeline) {
    return pipeline.seen().entrySet().stream()
        .filter(type -> type.getValue().isForever())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Returns how long events are kept for any surface; none where all surfaces stay with seen. */
  private static Map<String, SeenWindow> seenWindows(PipelineSettings pipeline) {
    Collection<Map<String, SeenWindow>> surfaces = pipeline.seenBySurface().values();
    boolean isPlain =
        surfaces.stream()
            .allMatch(
                windows ->
                    windows.equals(pipeline.seen())
                        && windows.values().stream().allMatch(SeenWindow::isForever));
    Map<String, SeenWindow> longest = new TreeMap<>();
    if (!isPlain) {
      surfaces.forEach(
          windows ->
              windows.forEach(
                  (type, window) ->
                      longest.merge(
                          type, window, BinaryOperator.maxBy(Comparator.naturalOrder()))));
    }
    return keepingOthers(longest, surfaces);
  }

  /** Keeps a named type also for surfaces that do not name it, but look at all others. */
  private static Map<String, SeenWindow> keepingOthers(
      Map<String, SeenWindow> longest, Collection<Map<String, SeenWindow>> surfaces) {
    for (Map<String, SeenWindow> windows : surfaces) {
      SeenWindow others = windows.get(SeenWindow.ANY);
      if (others != null) {
        longest.replaceAll(
            (type, window) ->
                windows.containsKey(type) || window.compareTo(others) > 0 ? window : others);
      }
    }
    return longest;
  }

  /**
   * How requests are answered.
   *
   * @param host the network address to listen on
   * @param port the port to listen on, in [0, 65535]; 0 takes a free one
   * @param bodyBytesMax the largest request body
   * @param countMax the most items one list may have, at least 1
   * @param listMax the most events, items or users in one request, at least 1
   * @param slatesKept how much memory lists may take, about, that wait for their next page; the
   *     oldest go first
   * @param modelsPoll how often to look for newly published models
   * @param requestsKept how much memory the last lists may take that can be explained at once
   */
  public record Server(
      String host,
      int port,
      Bytes bodyBytesMax,
      int countMax,
      int listMax,
      Bytes slatesKept,
      Duration modelsPoll,
      Bytes requestsKept) {
    /** Checks the ranges. */
    public Server {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port must be in [0, 65535], was " + port);
      }
      requirePositive("body-bytes-max", bodyBytesMax.count());
      requirePositive("count-max", countMax);
      requirePositive("list-max", listMax);
    }
  }

  /**
   * How the home folder is used.
   *
   * @param usersCache how much memory the rows of users and sessions may take
   * @param flushEvery how often changed rows are written, so that a start need not fold much again
   */
  public record Storage(Bytes usersCache, Duration flushEvery) {}

  /**
   * What events say about a person's taste.
   *
   * @param weights the weight of one event of each type; may be negative
   * @param unknownWeight the weight of one event of a type that is not listed
   * @param ratingNeutral the stars that say nothing, below {@code ratingBest}
   * @param ratingBest the stars that say the most
   */
  public record Events(
      Map<String, Double> weights, double unknownWeight, double ratingNeutral, double ratingBest) {
    /** Copies the weights and checks them together. */
    public Events {
      weights = Map.copyOf(weights);
      new EventWeights(weights, unknownWeight, ratingNeutral, ratingBest);
    }

    /** Returns the same weights for the engine. */
    public EventWeights eventWeights() {
      return new EventWeights(weights, unknownWeight, ratingNeutral, ratingBest);
    }
  }

  /** What is kept up for every user, session and item; see {@link FeatureSettings}. */
  public record Rows(
      int profileItemsMax,
      int recentEventsMax,
      Duration popularityHalfLife,
      Duration trendHalfLife,
      List<String> segments) {
    /** Copies the list. */
    public Rows {
      segments = List.copyOf(segments);
    }
  }

  /**
   * How a server watches that its features are those that training reads from the log.
   *
   * @param sample the share of the lists that are compared, in [0, 1]
   * @param every how often to compare those that wait; 0 for never
   */
  public record Skew(double sample, Duration every) {
    /** Checks the ranges. */
    public Skew {
      if (!(sample >= 0 && sample <= 1)) {
        throw new IllegalArgumentException("sample must be in [0, 1], was " + sample);
      }
      if (every.isNegative()) {
        throw new IllegalArgumentException("every must be at least 0s, was " + every);
      }
    }
  }

  private static void requirePositive(String key, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " must be at least 1, was " + value);
    }
  }
}
