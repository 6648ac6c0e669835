package io.cairn.app.cli;

import io.cairn.app.engine.Engine;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.EntityKey;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Recommended;
import io.cairn.recommender.Trace;
import io.cairn.recommender.ranking.Explanation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Shows a list and how it came about. */
record RecommendationPage(Engine engine, Recommendation made) {
  private static final int STRONGEST_SHOWN = 3;
  private static final int CATEGORIES_SHOWN = 3;
  private static final double NANOS_OF_MILLISECOND = 1e6;

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
    Explanation why = engine.recommender().explain(made);
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
    return engine.features().entry(engine.row(EntityKey.of(id))).map(CatalogueEntry::item);
  }

  /** Returns the list as plain values for JSON, named as in the answers of the server. */
  Map<String, Object> json() {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("surface", made.request().surface());
    page.put("items", made.items().stream().map(this::json).toList());
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
