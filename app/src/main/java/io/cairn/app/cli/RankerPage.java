package io.cairn.app.cli;

import io.cairn.models.ModelArtifact;
import io.cairn.training.Interval;
import io.cairn.training.RankerReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows ranking models: from what they learned, and how they did. */
final class RankerPage {
  private RankerPage() {}

  /** Prints from what published models learned. */
  static void printPublished(Console console, List<ModelArtifact> rankers) {
    Table table = new Table("ranker", "version", "kind", "lists", "features", "examples");
    for (ModelArtifact artifact : rankers) {
      table.row(
          artifact.name(),
          artifact.version(),
          artifact.kind(),
          artifact.run().set().rows(),
          artifact.run().set().items(),
          artifact.run().set().cells());
    }
    table.print(console);
  }

  /** Prints how a ranking model did, and why it is not published if it is not. */
  static void print(Console console, RankerReport report) {
    console
        .out()
        .println("%n%s, judged on the newest %,d lists:".formatted(report.name(), report.lists()));
    print(console, report.ndcg());
    if (report.isLiveOther()) {
      Wrapped.print(console, "the model in use wants other features, and was not compared", "  ");
    }
    if (!report.isPassed()) {
      Wrapped.print(console, "not published: " + report.refusal(), "  ");
    }
  }

  /** Prints how a ranking model did that is not to be published. */
  static void printJudged(Console console, RankerReport report) {
    console
        .out()
        .println("%s, judged on the newest %,d lists:".formatted(report.name(), report.lists()));
    print(console, report.ndcg());
  }

  /** Returns how a model did that is not to be published, for JSON. */
  static Map<String, Object> judged(RankerReport report) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("name", report.name());
    page.put("lists", report.lists());
    page.put("ndcg@10", page(report.ndcg()));
    return page;
  }

  /** Prints the NDCG@10 of each contender. */
  static void print(Console console, Map<String, Interval> ndcg) {
    Table table = new Table("ordered by", "NDCG@10", "95 % interval");
    ndcg.forEach(
        (name, interval) ->
            table.row(
                name,
                interval.mean(),
                String.format(Locale.ROOT, "%.4f to %.4f", interval.low(), interval.high())));
    table.print(console);
  }

  /** Returns a model that was published, for JSON. */
  static Map<String, Object> page(ModelArtifact artifact) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("name", artifact.name());
    page.put("version", artifact.version());
    page.put("kind", artifact.kind());
    page.put("trainer", artifact.run().trainer());
    page.put("lists", artifact.run().set().rows());
    page.put("features", artifact.run().set().items());
    page.put("examples", artifact.run().set().cells());
    return page;
  }

  /** Returns how a model did, for JSON. */
  static Map<String, Object> page(RankerReport report) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("name", report.name());
    page.put("lists", report.lists());
    page.put("ndcg@10", page(report.ndcg()));
    page.put("published", report.isPassed());
    page.put("refusal", report.refusal());
    return page;
  }

  /** Returns the NDCG@10 of each contender, for JSON. */
  static Map<String, Object> page(Map<String, Interval> ndcg) {
    Map<String, Object> page = new LinkedHashMap<>();
    ndcg.forEach((name, interval) -> page.put(name, page(interval)));
    return page;
  }

  /** Returns an interval, for JSON. */
  static Map<String, Object> page(Interval interval) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("mean", interval.mean());
    page.put("low", interval.low());
    page.put("high", interval.high());
    return page;
  }
}
