package io.cairn.app.cli;

import io.cairn.app.engine.Engine;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureStore;
import io.cairn.features.Row;
import io.cairn.recommender.Course;
import io.cairn.recommender.Passage;
import io.cairn.recommender.Place;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Recommended;
import io.cairn.recommender.Recommender;
import io.cairn.recommender.Trace;
import io.cairn.recommender.ranking.Explanation;
import io.cairn.recommender.reranking.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Shows a list and how it came about.
 *
 * @param store the rows that say what the items are
 * @param recommender made the list
 */
record RecommendationPage(
    FeatureSet features, FeatureStore store, Recommender recommender, Recommendation made) {
  private static final int STRONGEST_SHOWN = 3;
  private static final int CATEGORIES_SHOWN = 3;
  private static final double NANOS_OF_MILLISECOND = 1e6;

  static RecommendationPage of(Engine engine, Recommendation made) {
    return new RecommendationPage(engine.features(), engine.store(), engine.recommender(), made);
  }

  /**
   * Prints a table for people.
   *
   * @param explain whether to show what every source said and how long it took
   */
  void print(Console console, boolean explain) {
    if (made.items().isEmpty()) {
      console
          .out()
          .println("nothing to show: no item is known, or all were seen or are unavailable");
    } else {
      table().print(console);
    }
    console
        .out()
        .println(
            made.personalized()
                ? "personalised: by the " + word()
                : "not personalised: " + made.whyNotPersonalized());
    Course course = made.trace().course();
    if (!course.relaxed().isEmpty()) {
      console.out().println("let go, as the list was short: " + course.relaxed());
    }
    if (!course.shortfall().isEmpty()) {
      console.out().println(course.shortfall());
    }
    if (explain) {
      explain(console);
    }
  }

  private String word() {
    return made.rung().name().toLowerCase(Locale.ROOT);
  }

  private Table table() {
    Table table = new Table("#", "item", "title", "categories", "score", "reason");
    for (Recommended item : made.items()) {
      Optional<Item> known = item(item.candidate().item());
      table.row(
          item.position(),
          item.candidate().item(),
          known.map(Item::title).orElse(""),
          known.map(RecommendationPage::categories).orElse(""),
          item.candidate().score(),
          item.reason());
    }
    return table;
  }

  /** Returns which rank each source gave to the items shown. */
  private Table ranks() {
    List<String> sources =
        made.trace().sources().stream()
            .map(Trace.SourceCall::source)
            .filter(
                source -> made.items().stream().anyMatch(item -> rank(item, source).isPresent()))
            .toList();
    List<String> headings = new ArrayList<>(List.of("#"));
    headings.addAll(sources);
    Table table = new Table(headings.toArray(String[]::new));
    for (Recommended item : made.items()) {
      List<Object> cells = new ArrayList<>(List.of(item.position()));
      sources.forEach(source -> cells.add(rank(item, source).<Object>map(r -> r).orElse("")));
      table.row(cells.toArray());
    }
    return table;
  }

  private Map<ItemId, Passage> passages() {
    return Passage.of(made, made.items().stream().map(item -> item.candidate().item()).toList());
  }

  /** Returns where the items shown stood after each step, and what was left to chance. */
  private Table places() {
    List<String> steps = made.trace().course().steps().stream().map(Course.Step::name).toList();
    List<String> headings = new ArrayList<>(List.of("#", "item"));
    headings.addAll(steps);
    headings.addAll(List.of("propensity", "from"));
    Table table = new Table(headings.toArray(String[]::new));
    Map<ItemId, Passage> passages = passages();
    for (Recommended item : made.items()) {
      Passage passage = Objects.requireNonNull(passages.get(item.candidate().item()));
      List<Object> cells = new ArrayList<>(List.of(item.position(), passage.item()));
      for (String step : steps) {
        cells.add(
            passage.places().stream()
                .filter(place -> place.step().equals(step))
                .<Object>map(Place::position)
                .findFirst()
                .orElse(""));
      }
      cells.add(Float.isNaN(item.propensity()) ? "" : item.propensity());
      cells.add(passage.isFilled() ? "fallback" : "sources");
      table.row(cells.toArray());
    }
    return table;
  }

  /** Returns what a step did to an item, for people. */
  static String sentence(Effect effect) {
    String amount =
        Float.isNaN(effect.amount()) ? "" : String.format(Locale.ROOT, " (%+.4g)", effect.amount());
    return "%s: %s, %s%s".formatted(effect.step(), effect.item(), effect.what(), amount);
  }

  private static Optional<Integer> rank(Recommended item, String source) {
    return item.candidate().proposals().stream()
        .filter(proposal -> proposal.source().equals(source))
        .map(Proposal::rank)
        .findFirst();
  }

  private static String categories(Item item) {
    return item.categories().stream().limit(CATEGORIES_SHOWN).collect(Collectors.joining(", "));
  }

  private void explain(Console console) {
    Trace trace = made.trace();
    if (!made.items().isEmpty()) {
      console.out().println("\nthe rank that each source gave:");
      ranks().print(console);
      reasons(console);
      console.out().println("\nthe place after each step:");
      places().print(console);
      passages().values().stream()
          .flatMap(passage -> passage.effects().stream())
          .forEach(effect -> console.out().println(sentence(effect)));
    }
    console.out().println();
    Table sources = new Table("source", "proposed", "milliseconds", "problem");
    for (Trace.SourceCall call : trace.sources()) {
      sources.row(call.source(), call.proposed(), milliseconds(call.nanos()), call.problem());
    }
    sources.print(console);
    console.out().println();
    Table stages = new Table("stage", "milliseconds");
    trace.stages().forEach((stage, nanos) -> stages.row(stage, milliseconds(nanos)));
    stages.print(console);
    trace
        .course()
        .removed()
        .forEach((why, n) -> console.out().println("removed " + n + ": " + why));
    if (trace.course().filled().size() > 0) {
      console
          .out()
          .println("filled up with " + trace.course().filled().size() + " items of the fallback");
    }
  }

  /** Prints what the ranking model predicted of the items shown, and which features did most. */
  private void reasons(Console console) {
    Explanation why = recommender.explain(made);
    if (why.ranker().isEmpty()) {
      return;
    }
    console.out().println("\nwhat " + why.ranker() + " predicts, and by which features most:");
    List<String> objectives = why.predictions().columns();
    List<String> headings = new ArrayList<>(List.of("#"));
    objectives.forEach(objective -> headings.addAll(List.of(objective, "because")));
    Table table = new Table(headings.toArray(String[]::new));
    for (int row = 0; row < made.items().size(); row++) {
      List<Object> cells = new ArrayList<>(List.of(row + 1));
      for (int objective = 0; objective < objectives.size(); objective++) {
        cells.add(why.predictions().row(row)[objective]);
        cells.add(strongest(why, objective, row));
      }
      table.row(cells.toArray());
    }
    table.print(console);
  }

  /** Returns the features that add or take most, such as {@code item_ctr 0.2 +0.81}. */
  private static String strongest(Explanation why, int objective, int row) {
    float[] features = why.features().row(row);
    float[] contributions = why.contributions().get(objective).row(row);
    return IntStream.range(0, features.length)
        .boxed()
        .sorted(Comparator.comparingDouble(column -> -Math.abs(contributions[column])))
        .limit(STRONGEST_SHOWN)
        .map(
            column ->
                "%s %.3g %+.2f"
                    .formatted(
                        why.features().columns().get(column),
                        features[column],
                        contributions[column]))
        .collect(Collectors.joining(", "));
  }

  private static double milliseconds(long nanos) {
    return nanos / NANOS_OF_MILLISECOND;
  }

  private Optional<Item> item(ItemId id) {
    EntityKey key = EntityKey.of(id);
    Row row = store.get(List.of(key)).getOrDefault(key, Row.EMPTY);
    return features.entry(row).map(CatalogueEntry::item);
  }

  /** Returns what people call an item; the empty string where it is not known. */
  String title(ItemId id) {
    return item(id).map(Item::title).orElse("");
  }

  /** Returns the list as plain values for JSON, named as in the answers of the server. */
  Map<String, Object> json() {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("surface", made.request().surface());
    page.put("items", made.items().stream().map(this::json).toList());
    page.put("relaxed", made.trace().course().relaxed());
    if (!made.trace().course().shortfall().isEmpty()) {
      page.put("shortfall", made.trace().course().shortfall());
    }
    page.put("personalized", made.personalized());
    if (!made.personalized()) {
      page.put("why_not_personalized", made.whyNotPersonalized());
    }
    page.put("rung", word());
    page.put("models", new TreeMap<>(made.models()));
    Map<String, Double> timings = new LinkedHashMap<>();
    made.trace().stages().forEach((stage, nanos) -> timings.put(stage, milliseconds(nanos)));
    page.put("timings_ms", timings);
    return page;
  }

  private Map<String, Object> json(Recommended item) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", item.candidate().item().value());
    line.put("title", item(item.candidate().item()).map(Item::title).orElse(""));
    line.put("score", item.candidate().score());
    line.put("position", item.position());
    line.put("sources", item.candidate().proposals().stream().map(this::json).toList());
    line.put("reason", item.reason());
    return line;
  }

  private Map<String, Object> json(Proposal proposal) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("source", proposal.source());
    line.put("rank", proposal.rank());
    line.put("score", proposal.score());
    proposal.because().ifPresent(item -> line.put("because", item.value()));
    return line;
  }
}
