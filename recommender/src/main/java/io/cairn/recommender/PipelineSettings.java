package io.cairn.recommender;

import io.cairn.core.Rule;
import io.cairn.features.FeatureSet;
import io.cairn.features.SeenWindow;
import io.cairn.recommender.reranking.Explorer;
import io.cairn.recommender.reranking.Placement;
import io.cairn.recommender.reranking.Reranker;
import io.cairn.recommender.retrieval.SourceSettings;
import io.cairn.recommender.rules.RuleChecks;
import io.cairn.recommender.rules.RuleProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the configuration says of the path from a request to a list.
 *
 * @param candidatesPerSource how many items each source may propose, at least 1
 * @param deadline how long to wait for the slowest source, above 0
 * @param chartsRefresh after which charts are made anew, at least 0
 * @param nearDuplicates from which share of their texts in common on two items are not shown in one
 *     list while there are others, from 0 to 1; 0 to show all
 * @param rerankDepth how many of the best candidates re-rankers look at, at least 1
 * @param ranker which model orders the candidates
 * @param fusion how the proposals of several sources become one list where no model orders them
 * @param sources by name
 * @param rerankers by name
 * @param surfaces by name
 * @param seen how long an item counts as seen after an event, by type; {@code *} is every type that
 *     is not named
 * @param rules that hold for every request
 */
public record PipelineSettings(
    int candidatesPerSource,
    Duration deadline,
    Duration chartsRefresh,
    double nearDuplicates,
    int rerankDepth,
    Learned ranker,
    Fusion fusion,
    Map<String, SourceSettings> sources,
    Map<String, Reranker> rerankers,
    Map<String, SurfaceSettings> surfaces,
    Map<String, SeenWindow> seen,
    List<Rule> rules) {
  /** An item stays seen after any event. */
  public static final Map<String, SeenWindow> SEEN_FOREVER =
      Map.of(SeenWindow.ANY, SeenWindow.FOREVER);

  /** The placement that keeps near duplicates apart, which every surface has. */
  static final String NEAR_DUPLICATES = "near-duplicates";

  /**
   * A model that orders the candidates.
   *
   * @param models the one to prefer first; where none of them was trained, fusion orders
   * @param score a formula over the model's objectives and the features, such as {@code click *
   *     margin}; see {@link io.cairn.models.ScoreFormula}
   */
  public record Learned(List<String> models, String score) {
    /** No model: fusion orders. */
    public static final Learned NONE = new Learned(List.of(), "1");

    /** Copies the list. */
    public Learned {
      models = List.copyOf(models);
    }
  }

  /**
   * Weighted reciprocal-rank fusion.
   *
   * @param constant k in {@code w / (k + rank)}, at least 0
   * @param weights w by source
   * @param otherWeight w of a source that {@code weights} does not name
   */
  public record Fusion(double constant, Map<String, Double> weights, double otherWeight) {
    /** Copies the weights. */
    public Fusion {
      if (!(constant >= 0)) {
        throw new IllegalArgumentException("constant must be at least 0, was " + constant);
      }
      weights = Map.copyOf(weights);
    }
  }

  /**
   * One place that shows lists.
   *
   * @param needsSeeds whether a request must say which items the list is about
   * @param sources asked side by side
   * @param fallback asked one after the other where the list is not full
   * @param rerankers applied in this order; none where absent
   * @param relax what may be let go where the list is not full, in this order: re-rankers that
   *     place, {@code near-duplicates}, {@code seen}; where absent, {@code near-duplicates}
   * @param explore the re-ranker that draws who takes some places; where absent, nothing is left to
   *     chance
   * @param seen how long items count as seen here; as elsewhere where absent
   */
  public record SurfaceSettings(
      boolean needsSeeds,
      List<String> sources,
      List<String> fallback,
      Optional<List<String>> rerankers,
      Optional<List<String>> relax,
      Optional<String> explore,
      Optional<Map<String, SeenWindow>> seen) {
    /** Copies the lists. */
    public SurfaceSettings {
      sources = List.copyOf(sources);
      fallback = List.copyOf(fallback);
      rerankers = rerankers.map(List::copyOf);
      relax = relax.map(List::copyOf);
      seen = seen.map(Map::copyOf);
    }

    /** Makes a surface where items count as seen as elsewhere. */
    public SurfaceSettings(
        boolean needsSeeds,
        List<String> sources,
        List<String> fallback,
        Optional<List<String>> rerankers,
        Optional<List<String>> relax) {
      this(needsSeeds, sources, fallback, rerankers, relax, Optional.empty(), Optional.empty());
    }

    /** Makes a surface without re-rankers. */
    public SurfaceSettings(boolean needsSeeds, List<String> sources, List<String> fallback) {
      this(
          needsSeeds,
          sources,
          fallback,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    SurfaceSettings withoutExploration() {
      return new SurfaceSettings(
          needsSeeds, sources, fallback, rerankers, relax, Optional.empty(), seen);
    }

    List<String> rerankersOrNone() {
      return rerankers.orElse(List.of());
    }

    List<String> relaxOrDefault() {
      return relax.orElse(List.of(NEAR_DUPLICATES));
    }
  }

  /**
   * Copies the maps.
   *
   * @throws IllegalArgumentException if a bound is out of range or a surface names an unknown
   *     source or one twice
   */
  public PipelineSettings {
    if (candidatesPerSource < 1) {
      throw new IllegalArgumentException(
          "candidates-per-source must be at least 1, was " + candidatesPerSource);
    }
    if (!deadline.isPositive() || chartsRefresh.isNegative()) {
      throw new IllegalArgumentException(
          "deadline must be above 0 and charts-refresh at least 0, were %s and %s"
              .formatted(deadline, chartsRefresh));
    }
    if (!(nearDuplicates >= 0 && nearDuplicates <= 1)) {
      throw new IllegalArgumentException(
          "near-duplicates must be a share from 0 to 1, was " + nearDuplicates);
    }
    if (rerankDepth < 1) {
      throw new IllegalArgumentException("rerank-depth must be at least 1, was " + rerankDepth);
    }
    sources = Map.copyOf(sources);
    rerankers = Map.copyOf(rerankers);
    surfaces = Map.copyOf(surfaces);
    seen = Map.copyOf(seen);
    rules = List.copyOf(rules);
    surfaces.forEach(PipelineSettings::checkName);
    for (Map.Entry<String, SurfaceSettings> entry : surfaces.entrySet()) {
      SurfaceSettings surface = entry.getValue();
      List<String> asked = new ArrayList<>(surface.sources());
      asked.addAll(surface.fallback());
      checkKnown(entry.getKey(), "sources", asked, sources.keySet());
      checkKnown(entry.getKey(), "re-rankers", surface.rerankersOrNone(), arranging(rerankers));
      checkKnown(
          entry.getKey(), "explorers", surface.explore().stream().toList(), exploring(rerankers));
      checkSources(entry.getKey(), surface, rerankers);
      checkKnown(entry.getKey(), "relaxations", surface.relaxOrDefault(), relaxable(rerankers));
    }
    checkRules(rules, ruleChecks(surfaces.keySet(), rerankers));
  }

  private static void checkRules(List<Rule> rules, RuleChecks checks) {
    List<RuleProblem> problems = checks.of(rules);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "rules cannot be used: "
              + problems.stream().map(RuleProblem::toString).collect(Collectors.joining("; ")));
    }
  }

  private static RuleChecks ruleChecks(Set<String> surfaces, Map<String, Reranker> rerankers) {
    Set<String> taken =
        new TreeSet<>(
            Set.of(
                "excluded",
                "seeds",
                "available",
                "catalogue",
                "page",
                Loss.RANK,
                "ranking",
                "rules"));
    taken.addAll(rerankers.keySet());
    return new RuleChecks(surfaces, relaxable(rerankers), taken);
  }

  /** Returns what finds what is wrong with rules for this path. */
  public RuleChecks ruleChecks() {
    return ruleChecks(surfaces.keySet(), rerankers);
  }

  /** Returns how long items count as seen, by surface and type of event. */
  public Map<String, Map<String, SeenWindow>> seenBySurface() {
    Map<String, Map<String, SeenWindow>> all = new TreeMap<>();
    surfaces.forEach((name, surface) -> all.put(name, surface.seen().orElse(seen)));
    return all;
  }

  /** Makes a path without rules, where items stay seen. */
  public PipelineSettings(
      int candidatesPerSource,
      Duration deadline,
      Duration chartsRefresh,
      double nearDuplicates,
      int rerankDepth,
      Learned ranker,
      Fusion fusion,
      Map<String, SourceSettings> sources,
      Map<String, Reranker> rerankers,
      Map<String, SurfaceSettings> surfaces) {
    this(
        candidatesPerSource,
        deadline,
        chartsRefresh,
        nearDuplicates,
        rerankDepth,
        ranker,
        fusion,
        sources,
        rerankers,
        surfaces,
        SEEN_FOREVER,
        List.of());
  }

  /** Makes a path without re-rankers. */
  public PipelineSettings(
      int candidatesPerSource,
      Duration deadline,
      Duration chartsRefresh,
      double nearDuplicates,
      Learned ranker,
      Fusion fusion,
      Map<String, SourceSettings> sources,
      Map<String, SurfaceSettings> surfaces) {
    this(
        candidatesPerSource,
        deadline,
        chartsRefresh,
        nearDuplicates,
        candidatesPerSource,
        ranker,
        fusion,
        sources,
        Map.of(),
        surfaces);
  }

  /** Returns the same path with another deadline. */
  public PipelineSettings withDeadline(Duration newDeadline) {
    return with(newDeadline, chartsRefresh, ranker, surfaces, rules);
  }

  /** Returns the same path with charts that are made anew after another time. */
  public PipelineSettings withChartsRefresh(Duration newRefresh) {
    return with(deadline, newRefresh, ranker, surfaces, rules);
  }

  /** Returns the same path with another ranker. */
  public PipelineSettings withRanker(Learned newRanker) {
    return with(deadline, chartsRefresh, newRanker, surfaces, rules);
  }

  /** Returns the same path with nothing left to chance. */
  public PipelineSettings withoutExploration() {
    Map<String, SurfaceSettings> without = new HashMap<>();
    surfaces.forEach((name, surface) -> without.put(name, surface.withoutExploration()));
    return with(deadline, chartsRefresh, ranker, without, rules);
  }

  /** Returns the same path with other rules. */
  public PipelineSettings withRules(List<Rule> newRules) {
    return with(deadline, chartsRefresh, ranker, surfaces, newRules);
  }

  private PipelineSettings with(
      Duration newDeadline,
      Duration newRefresh,
      Learned newRanker,
      Map<String, SurfaceSettings> newSurfaces,
      List<Rule> newRules) {
    return new PipelineSettings(
        candidatesPerSource,
        newDeadline,
        newRefresh,
        nearDuplicates,
        rerankDepth,
        newRanker,
        fusion,
        sources,
        rerankers,
        newSurfaces,
        seen,
        newRules);
  }

  private static void checkName(String name, SurfaceSettings surface) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a surface needs a name");
    }
    if (surface.sources().isEmpty()) {
      throw new IllegalArgumentException("surface " + name + " needs at least one source");
    }
    if (Set.copyOf(surface.sources()).size() < surface.sources().size()) {
      throw new IllegalArgumentException(
          "surface %s names a source twice: %s".formatted(name, surface.sources()));
    }
  }

  private static void checkSources(
      String name, SurfaceSettings surface, Map<String, Reranker> rerankers) {
    rerankers.forEach(
        (by, reranker) -> {
          if (surface.rerankersOrNone().contains(by)) {
            String what = "sources by its re-ranker " + by;
            checkKnown(name, what, reranker.sources(), Set.copyOf(surface.sources()));
          }
        });
  }

  /**
   * Refuses features without those that the re-rankers of surfaces read, and without the rates from
   * which explorers learn.
   *
   * @throws IllegalArgumentException whose message begins with the key of the setting below the
   *     pipeline
   */
  public void check(FeatureSet features) {
    Set<String> used = new TreeSet<>();
    surfaces.values().forEach(surface -> surface.explore().ifPresent(used::add));
    surfaces.values().forEach(surface -> used.addAll(surface.rerankersOrNone()));
    for (String name : used) {
      Reranker reranker = Objects.requireNonNull(rerankers.get(name));
      List<String> unknown = new ArrayList<>(reranker.features());
      unknown.removeAll(features.columns());
      if (!unknown.isEmpty()) {
        throw new IllegalArgumentException(
            "rerankers.%s reads unknown features %s, there are %s"
                .formatted(name, unknown, features.columns()));
      }
      if (reranker instanceof Explorer explorer) {
        try {
          explorer.check(features);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("rerankers." + name + "." + e.getMessage(), e);
        }
      }
    }
  }

  private static Set<String> exploring(Map<String, Reranker> rerankers) {
    Set<String> names = new TreeSet<>(rerankers.keySet());
    names.removeIf(name -> !(rerankers.get(name) instanceof Explorer));
    return names;
  }

  private static Set<String> arranging(Map<String, Reranker> rerankers) {
    Set<String> names = new TreeSet<>(rerankers.keySet());
    names.removeAll(exploring(rerankers));
    return names;
  }

  private static Set<String> relaxable(Map<String, Reranker> rerankers) {
    Set<String> names = new TreeSet<>(Set.of(NEAR_DUPLICATES, Eligible.SEEN));
    rerankers.forEach(
        (name, reranker) -> {
          if (reranker instanceof Placement) {
            names.add(name);
          }
        });
    return names;
  }

  private static void checkKnown(
      String surface, String what, List<String> names, Set<String> known) {
    List<String> unknown = new ArrayList<>(names);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "surface %s names unknown %s %s, there are %s"
              .formatted(surface, what, unknown, new TreeSet<>(known)));
    }
  }
}
