package io.cairn.app.cli;

import io.cairn.events.BadRow;
import io.cairn.events.FileReport;
import io.cairn.events.IgnoredFile;
import io.cairn.events.ImportCounts;
import io.cairn.events.ImportQuality;
import io.cairn.events.ImportReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows what an import did. */
record ImportPage(Console console) {

  void print(ImportReport report, boolean dryRun) {
    Table files = new Table("file", "format", "rows", "bad");
    for (FileReport file : report.files()) {
      files.row(file.path().getFileName(), file.format(), file.rows(), file.badRows());
    }
    files.print(console);
    report.files().forEach(this::printColumns);
    for (IgnoredFile ignored : report.ignored()) {
      line(String.format(Locale.ROOT, "ignored %s: %s", ignored.path(), ignored.reason()));
    }
    report
        .excluded()
        .forEach(
            (reason, rows) ->
                line(String.format(Locale.ROOT, "left out %,d rows: %s", rows, reason)));
    printBad(report);
    printCounts(report.counts(), dryRun);
    printQuality(report.quality());
  }

  private void printColumns(FileReport file) {
    if (!file.columns().isEmpty()) {
      line("%s: %s".formatted(file.path().getFileName(), String.join(", ", file.columns())));
    }
  }

  private void printBad(ImportReport report) {
    if (report.bad().count() == 0) {
      return;
    }
    line(String.format(Locale.ROOT, "%,d bad rows, not imported:", report.bad().count()));
    report
        .bad()
        .byReason()
        .forEach((reason, rows) -> line(String.format(Locale.ROOT, "  %,d × %s", rows, reason)));
    line("the first of them:");
    for (BadRow row : report.bad().first()) {
      console.out().println("  " + row);
    }
  }

  private void printCounts(ImportCounts counts, boolean dryRun) {
    StringBuilder types = new StringBuilder();
    counts
        .events()
        .forEach(
            (type, n) ->
                types
                    .append(types.isEmpty() ? "" : ", ")
                    .append(String.format(Locale.ROOT, "%,d %s", n, type)));
    line(
        String.format(
            Locale.ROOT,
            "%,d events%s of %,d users and %,d items",
            counts.eventsTotal(),
            types.isEmpty() ? "" : " (" + types + ")",
            counts.users(),
            counts.items()));
    line(
        dryRun
            ? "nothing was written: this was a dry run"
            : String.format(
                Locale.ROOT,
                "%,d were new, %,d were in the log already",
                counts.appended(),
                counts.duplicates()));
  }

  private void printQuality(ImportQuality quality) {
    quality
        .times()
        .ifPresent(t -> line(String.format(Locale.ROOT, "from %s to %s", t.first(), t.last())));
    ImportQuality.Quantiles spread = quality.eventsPerUser();
    if (spread.most() > 0) {
      line(
          String.format(
              Locale.ROOT,
              "events per user: a quarter have at most %,d, half %,d, three quarters %,d,"
                  + " the most %,d",
              spread.quarter(),
              spread.half(),
              spread.threeQuarters(),
              spread.most()));
    }
    quality.expectations().forEach(this::line);
  }

  private void line(String text) {
    Wrapped.print(console, text, "  ");
  }

  /** Returns the report as plain values for JSON. */
  static Map<String, Object> json(ImportReport report) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put(
        "files",
        report.files().stream()
            .map(
                f ->
                    Map.of(
                        "file", f.path().toString(),
                        "format", f.format(),
                        "columns", f.columns(),
                        "rows", f.rows(),
                        "bad_rows", f.badRows()))
            .toList());
    page.put(
        "ignored",
        report.ignored().stream()
            .map(i -> Map.of("file", i.path().toString(), "reason", i.reason()))
            .toList());
    page.put("events", report.counts().events());
    page.put("users", report.counts().users());
    page.put("items", report.counts().items());
    page.put("appended", report.counts().appended());
    page.put("duplicates", report.counts().duplicates());
    page.put("excluded", report.excluded());
    page.put("bad_rows", report.bad().count());
    page.put("bad_rows_by_reason", report.bad().byReason());
    page.put("first_bad_rows", report.bad().first().stream().map(BadRow::toString).toList());
    report
        .quality()
        .times()
        .ifPresent(
            times -> {
              page.put("first", times.first().toString());
              page.put("last", times.last().toString());
            });
    page.put("expectations", List.copyOf(report.quality().expectations()));
    return page;
  }
}
