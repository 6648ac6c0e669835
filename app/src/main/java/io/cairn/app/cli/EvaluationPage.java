package io.cairn.app.cli;

import io.cairn.training.EvaluationReport;
import io.cairn.training.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows an evaluation. */
final class EvaluationPage {
  private EvaluationPage() {}

  /** Prints a table with one line a contender; the interval is that of the first metric. */
  static void print(Console console, EvaluationReport report) {
    List<String> metrics = List.copyOf(report.contenders().getFirst().metrics().keySet());
    List<String> headings = new ArrayList<>(List.of("model", metrics.getFirst() + " 95 %"));
    headings.addAll(metrics);
    Table table = new Table(headings.toArray(String[]::new));
    for (EvaluationReport.Contender contender : report.contenders()) {
      Interval first = contender.metrics().get(metrics.getFirst());
      List<Object> cells = new ArrayList<>();
      cells.add(contender.name());
      cells.add(
          first == null ? "" : String.format(Locale.ROOT, "%.3f–%.3f", first.low(), first.high()));
      contender.metrics().values().forEach(interval -> cells.add(interval.mean()));
      table.row(cells.toArray());
    }
    console
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "split %s: %,d users asked for, %,d items, %,d interactions learned from",
                report.split(),
                report.users(),
                report.items(),
                report.interactions()));
    table.print(console);
    report.notes().forEach(console.out()::println);
  }
}
