package io.cairn.app.cli;

import io.cairn.app.engine.Engine;
import io.cairn.app.engine.RuleSimulation;
import io.cairn.core.Rule;
import io.cairn.events.RuleJson;
import io.cairn.events.RuleRevision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints rules, and what came of them. */
final class RulesPage {
  private RulesPage() {}

  private record Listed(
      String id, int revision, String action, String when, List<String> activeOn) {}

  private record Page(int revision, List<Listed> rules) {}

  /** Prints the rules that hold. */
  static void list(Console console, Engine engine, boolean isJson) {
    RuleRevision stored = engine.rules().latest();
    Map<String, Integer> revisions = new HashMap<>();
    stored.rules().forEach(one -> revisions.put(one.rule().id(), one.revision()));
    List<Listed> rules = new ArrayList<>();
    for (Rule rule : engine.recommender().rulebook().rules()) {
      rules.add(
          new Listed(
              rule.id(),
              revisions.getOrDefault(rule.id(), 0),
              RuleJson.type(rule.action()),
              rule.when().orElse("always"),
              activeOn(engine, rule, console.clock().instant())));
    }
    if (isJson) {
      console.json(new Page(stored.number(), rules));
      return;
    }
    if (rules.isEmpty()) {
      console.out().println("there are no rules: put one with PUT /v1/rules/ID, or configure some");
      return;
    }
    Table table = new Table("rule", "from", "action", "when", "active now on");
    for (Listed rule : rules) {
      String from = rule.revision() == 0 ? "configuration" : "revision " + rule.revision();
      String active = rule.activeOn().isEmpty() ? "none" : String.join(" ", rule.activeOn());
      table.row(rule.id(), from, rule.action(), rule.when(), active);
    }
    table.print(console);
    console.out().println("revision " + stored.number() + " of the stored rules");
  }

  private static List<String> activeOn(Engine engine, Rule rule, Instant now) {
    return engine.recommender().surfaces().keySet().stream()
        .sorted()
        .filter(surface -> rule.isActive(surface, now))
        .toList();
  }

  /** Says that rules have no problems. */
  static void checked(Console console, List<Rule> rules, boolean isJson) {
    if (isJson) {
      console.json(Map.of("rules", rules.stream().map(Rule::id).toList()));
    } else {
      console
          .out()
          .println((rules.size() == 1 ? "1 rule" : rules.size() + " rules") + ", no problems");
    }
  }

  /** Prints what rules would change. */
  static void simulated(Console console, RuleSimulation.Report report, boolean isJson) {
    if (isJson) {
      console.json(report);
      return;
    }
    console
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "%,d lists made again with the rules that hold and with the new ones, both from the"
                    + " rows and models as they are now; %,d skipped, since it is not known what"
                    + " was asked for",
                report.lists(),
                report.skipped()));
    console
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "%,d of %,d places change (%.1f %%), %,d lists become shorter",
                report.slotsChanged(),
                report.slots(),
                100.0 * report.slotsChanged() / Math.max(report.slots(), 1),
                report.listsShort()));
    if (!report.slotsByRule().isEmpty()) {
      Table byRule = new Table("rule", "places");
      report.slotsByRule().forEach(byRule::row);
      byRule.print(console);
    }
    Table figures = new Table("", "now", "with the new rules");
    figures.row("coverage", report.before().coverage(), report.after().coverage());
    figures.row("diversity", report.before().diversity(), report.after().diversity());
    if (!Double.isNaN(report.before().clicks())) {
      figures.row("clicks a list", report.before().clicks(), report.after().clicks());
    }
    figures.print(console);
    console.out().println("clicks are predicted by " + report.clicksBy());
  }
}
