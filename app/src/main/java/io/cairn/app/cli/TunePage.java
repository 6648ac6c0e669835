package io.cairn.app.cli;

import io.cairn.training.Interval;
import io.cairn.training.SearchReport;
import io.cairn.training.SearchSettings;
import io.cairn.training.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows a search for hyperparameters. */
final class TunePage {
  private static final int ROWS = 10;
  private static final double MILLIS = 1e3;

  private TunePage() {}

  /** Prints the best trials, how the best does on the test lists, and what to paste. */
  static void print(Console console, SearchReport report, TunedFile file) {
    Wrapped.print(
        console,
        String.format(
            Locale.ROOT,
            "%s: %,d trials of %,d choices; the best, on the validation lists:",
            report.name(),
            report.trials().size(),
            report.ranking().size()),
        "  ");
    table(report).print(console);
    console
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "%non the newest %,d lists, by which nothing was chosen:",
                report.judged().lists()));
    RankerPage.print(console, judged(report));
    if (report.best().isConfigured()) {
      Wrapped.print(console, "nothing better than what is configured was found", "  ");
    } else {
      Wrapped.print(console, lift(report.judged().liftOverLive()), "  ");
      console.out().println("\nto use it, put this into the configuration:\n");
      console.out().print(file.section());
    }
    report.notes().forEach(note -> Wrapped.print(console, "note: " + note, "  "));
  }

  /** Prints the command that takes the best up. */
  static void printNext(Console console, SearchReport report, HomeOption home, @Nullable Path out) {
    String train = "cairn train --ranker " + report.name();
    console.out().println("next: " + home.next(out == null ? train : train + " --config " + out));
  }

  /** Returns the best choices, each with what it learned from in its last trial. */
  private static Table table(SearchReport report) {
    List<String> headings = new ArrayList<>(List.of("hyperparameters", "NDCG@10", "lists"));
    headings.addAll(report.best().hyperparameters().keySet());
    Table table = new Table(headings.toArray(String[]::new));
    for (Trial trial : report.ranking().stream().limit(ROWS).toList()) {
      List<Object> cells = new ArrayList<>();
      cells.add(trial.isConfigured() ? "configured" : "drawn");
      cells.add(trial.ndcg());
      cells.add(trial.lists());
      trial.hyperparameters().values().forEach(value -> cells.add(value.toString()));
      table.row(cells.toArray());
    }
    return table;
  }

  /** Returns the NDCG@10 of each contender, with the words of a search. */
  private static Map<String, Interval> judged(SearchReport report) {
    Map<String, Interval> ndcg = new LinkedHashMap<>();
    String made = report.best().isConfigured() ? "configured" : "the best";
    report
        .judged()
        .ndcg()
        .forEach(
            (name, interval) ->
                ndcg.put(
                    switch (name) {
                      case "in use" -> "configured";
                      case "new" -> made;
                      default -> name;
                    },
                    interval));
    return ndcg;
  }

  private static String lift(Interval lift) {
    boolean isSure = lift.low() > 0 || lift.high() < 0;
    return String.format(
        Locale.ROOT,
        "the best is %+.1f %% above what is configured (95 %% interval %+.1f %% to %+.1f %%)%s",
        100 * lift.mean(),
        100 * lift.low(),
        100 * lift.high(),
        isSure ? "" : ", which may be chance");
  }

  /** Returns everything, for JSON. */
  static Map<String, Object> page(SearchReport report, SearchSettings settings, TunedFile file) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("ranker", report.name());
    page.put("budget_seconds", settings.budget().toSeconds());
    page.put("seed", settings.seed());
    page.put("lists", report.lists());
    page.put("best", page(report.best()));
    page.put("configured", page(report.configured()));
    page.put("trials", report.trials().stream().map(TunePage::page).toList());
    Map<String, Object> test = new LinkedHashMap<>();
    test.put("lists", report.judged().lists());
    test.put("ndcg@10", RankerPage.page(judged(report)));
    test.put("lift", RankerPage.page(report.judged().liftOverLive()));
    page.put("test", test);
    page.put("config", file.section());
    page.put("notes", report.notes());
    return page;
  }

  private static Map<String, Object> page(Trial trial) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("configured", trial.isConfigured());
    page.put("lists", trial.lists());
    page.put("ndcg@10", trial.ndcg());
    page.put("seconds", trial.took().toMillis() / MILLIS);
    page.put("hyperparameters", trial.hyperparameters());
    return page;
  }
}
