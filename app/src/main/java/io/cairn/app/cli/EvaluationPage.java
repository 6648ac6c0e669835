package io.cairn.app.cli;

import io.cairn.training.EvaluationReport;
import io.cairn.training.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows an evaluation. */
final class EvaluationPage {
  private static final int COLUMNS_MAX = 110;

  /** What people look at, the most telling first; the first is shown with its interval. */
  private static final List<String> TELLING =
      List.of("ndcg", "recall", "hit-rate", "mrr", "coverage", "map", "novelty", "diversity");

  private EvaluationPage() {}

  /** Prints a table with one line a contender, of as many metrics as fit. */
  static void print(Console console, EvaluationReport report) {
    Wrapped.print(
        console,
        String.format(
            Locale.ROOT,
            "split %s: %,d users asked for, %,d items, %,d interactions learned from",
            report.split(),
            report.users(),
            report.items(),
            report.interactions()),
        "  ");
    List<String> known = List.copyOf(report.contenders().getFirst().metrics().keySet());
    List<String> shown = shown(report, known);
    table(report, shown).print(console);
    if (shown.size() < known.size()) {
      console.out().println("--json shows all %d metrics".formatted(known.size()));
    }
    report.notes().forEach(note -> Wrapped.print(console, note, "  "));
  }

  /** Returns the metrics of the table, the telling ones first, as long as it is narrow enough. */
  private static List<String> shown(EvaluationReport report, List<String> known) {
    List<String> cutoffs =
        known.stream().map(metric -> metric.substring(metric.indexOf('@'))).distinct().toList();
    List<String> wanted = new ArrayList<>();
    TELLING.forEach(metric -> wanted.add(metric + cutoffs.getFirst()));
    wanted.addAll(2, List.of("recall" + cutoffs.getLast(), "ndcg" + cutoffs.getLast()));
    List<String> shown = new ArrayList<>();
    for (String metric : wanted.stream().distinct().filter(known::contains).toList()) {
      shown.add(metric);
      if (table(report, shown).lines(0).getFirst().length() > COLUMNS_MAX) {
        shown.removeLast();
      }
    }
    return shown;
  }

  private static Table table(EvaluationReport report, List<String> metrics) {
    List<String> headings = new ArrayList<>(List.of("model"));
    headings.addAll(metrics);
    headings.add(2, "95 %");
    Table table = new Table(headings.toArray(String[]::new));
    for (EvaluationReport.Contender contender : report.contenders()) {
      List<Object> cells = new ArrayList<>(List.of(contender.name()));
      for (String metric : metrics) {
        cells.add(interval(contender, metric).mean());
      }
      Interval first = interval(contender, metrics.getFirst());
      cells.add(2, String.format(Locale.ROOT, "%.3f–%.3f", first.low(), first.high()));
      table.row(cells.toArray());
    }
    return table;
  }

  private static Interval interval(EvaluationReport.Contender contender, String metric) {
    return contender.metrics().getOrDefault(metric, new Interval(0, 0, 0));
  }
}
