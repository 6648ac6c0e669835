package io.cairn.app.cli;

import io.cairn.app.doctor.CatalogueCensus;
import io.cairn.app.doctor.Diagnosis;
import io.cairn.app.doctor.Finding;
import io.cairn.app.doctor.LogCensus;
import io.cairn.app.doctor.ModelCheck;
import io.cairn.app.doctor.PeopleSample;
import io.cairn.app.doctor.Severity;
import io.cairn.features.EntityKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Shows a diagnosis.
 *
 * @param bytes the size of the home on disk
 */
record DoctorPage(Path home, long bytes, Diagnosis diagnosis) {
  private static final double BYTES_OF_MEGABYTE = 1e6;

  void print(Console console) {
    LogCensus log = diagnosis.counts().log();
    line(
        console,
        "%s: %,.1f MB, %,d events, %,d items",
        home,
        bytes / BYTES_OF_MEGABYTE,
        diagnosis.logEnd(),
        diagnosis.counts().catalogue().items());
    if (!log.events().isEmpty()) {
      line(console, "events: %s", types(log.events()));
    }
    if (log.interactionsTotal() > 0) {
      printPeople(console, log);
    }
    if (!diagnosis.models().isEmpty()) {
      printModels(console);
    }
    printFindings(console);
  }

  private static String types(Map<String, Long> events) {
    return events.entrySet().stream()
        .map(type -> String.format(Locale.ROOT, "%,d %s", type.getValue(), type.getKey()))
        .collect(Collectors.joining(", "));
  }

  private void printPeople(Console console, LogCensus log) {
    line(
        console,
        "active: %,d users and %,d sessions without a user; %.0f %% of %s have one event",
        log.active(EntityKey.Kind.USER),
        log.active(EntityKey.Kind.SESSION),
        100 * log.oneEventShare(),
        log.who());
    line(
        console,
        "events each: a quarter have at most %,d, half %,d, three quarters %,d, the most %,d",
        log.eventsOf(0.25),
        log.eventsOf(0.5),
        log.eventsOf(0.75),
        log.eventsOf(1));
    PeopleSample people = diagnosis.counts().people();
    if (people.asked() > 0) {
      line(
          console,
          "personalised: %.0f %% of %,d people who were asked for on the surface %s",
          100.0 * people.personalized() / people.asked(),
          people.asked(),
          people.surface());
    }
  }

  private void printModels(Console console) {
    Table table = new Table("model", "version", "trained", "newer events", "state");
    for (ModelCheck check : diagnosis.models()) {
      table.row(
          check.name(),
          check.artifact().<Object>map(known -> known.version()).orElse(""),
          check.age(diagnosis.time()).map(DoctorPage::ago).orElse(""),
          check.artifact().isPresent() ? check.newerEvents() : "",
          state(check));
    }
    console.out().println();
    table.print(console);
  }

  private String state(ModelCheck check) {
    if (!check.problem().isEmpty()) {
      return "refused";
    }
    return check.artifact().isEmpty()
        ? "not trained"
        : check.isStale(diagnosis.time()) ? "stale" : "good";
  }

  private static String ago(Duration age) {
    return age.toDays() > 0
        ? age.toDays() + " d ago"
        : age.toHours() > 0 ? age.toHours() + " h ago" : age.toMinutes() + " min ago";
  }

  private void printFindings(Console console) {
    console.out().println();
    if (diagnosis.findings().isEmpty()) {
      console.out().println("nothing to complain about");
    }
    for (Finding finding : diagnosis.findings()) {
      String text =
          "%-8s %s: %s".formatted(word(finding.severity()), finding.topic(), finding.sentence());
      Wrapped.print(console, text, " ".repeat(9));
      Wrapped.print(console, " ".repeat(9) + "→ " + finding.remedy(), " ".repeat(11));
    }
  }

  private static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  @SuppressWarnings("AnnotateFormatMethod") // its annotation is no dependency of the product
  private static void line(Console console, String format, Object... values) {
    Wrapped.print(console, String.format(Locale.ROOT, format, values), "  ");
  }

  /** Returns the diagnosis as plain values for JSON. */
  Map<String, Object> json() {
    LogCensus log = diagnosis.counts().log();
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("home", home.toString());
    page.put("bytes", bytes);
    page.put("serious", diagnosis.isSerious());
    page.put("events", log.events());
    page.put("users", log.active(EntityKey.Kind.USER));
    page.put("sessions", log.active(EntityKey.Kind.SESSION));
    page.put("items", diagnosis.counts().catalogue().items());
    page.put("events_per_person", quantiles(log));
    page.put("catalogue", traits(diagnosis.counts().catalogue()));
    page.put("personalized", people(diagnosis.counts().people()));
    page.put("models", diagnosis.models().stream().map(this::model).toList());
    page.put("rows", rows());
    page.put("findings", diagnosis.findings().stream().map(DoctorPage::finding).toList());
    return page;
  }

  private static Map<String, Object> quantiles(LogCensus log) {
    Map<String, Object> quantiles = new LinkedHashMap<>();
    quantiles.put("share_with_one", log.oneEventShare());
    quantiles.put("quarter", log.eventsOf(0.25));
    quantiles.put("half", log.eventsOf(0.5));
    quantiles.put("three_quarters", log.eventsOf(0.75));
    quantiles.put("most", log.eventsOf(1));
    return quantiles;
  }

  private static Map<String, Long> traits(CatalogueCensus catalogue) {
    Map<String, Long> traits = new TreeMap<>();
    for (CatalogueCensus.Trait trait : CatalogueCensus.Trait.values()) {
      traits.put(trait.name().toLowerCase(Locale.ROOT), catalogue.count(trait));
    }
    return traits;
  }

  private static Map<String, Object> people(PeopleSample people) {
    List<Map<String, Object>> reasons =
        people.reasons().stream()
            .map(
                reason ->
                    Map.<String, Object>of(
                        "reason", reason.sentence(),
                        "people", reason.people(),
                        "example", reason.example()))
            .toList();
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("surface", people.surface());
    page.put("asked", people.asked());
    page.put("personalized", people.personalized());
    page.put("reasons", reasons);
    return page;
  }

  private Map<String, Object> model(ModelCheck check) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("name", check.name());
    model.put("state", state(check));
    check
        .artifact()
        .ifPresent(
            known -> {
              model.put("version", known.version());
              model.put("trained", known.run().createdAt().toString());
              model.put("trained_to_offset", known.run().set().toOffset());
              model.put("newer_events", check.newerEvents());
            });
    if (!check.problem().isEmpty()) {
      model.put("problem", check.problem());
    }
    return model;
  }

  private Map<String, Object> rows() {
    Map<String, Object> rows = new LinkedHashMap<>();
    rows.put("offset", diagnosis.rows().offset());
    rows.put("behind", diagnosis.logEnd() - diagnosis.rows().offset());
    diagnosis.rows().resetReason().ifPresent(reason -> rows.put("reset_reason", reason));
    return rows;
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("severity", word(finding.severity()));
    page.put("topic", finding.topic());
    page.put("sentence", finding.sentence());
    page.put("remedy", finding.remedy());
    return page;
  }
}
