package io.cairn.app.cli;

import io.cairn.app.engine.ReplayedList;
import io.cairn.core.Event;
import io.cairn.core.Visitor;
import io.cairn.features.FeatureSet;
import io.cairn.recommender.Fate;
import io.cairn.recommender.Place;
import io.cairn.recommender.Probe;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows why a list that was made again is as it is, or what became of one item. */
record ExplainPage(FeatureSet features, ReplayedList list) {
  private static final int DIFFERENCES_SHOWN = 3;

  /**
   * Prints why the whole list is as it is.
   *
   * @param replay whether to show everything in which it differs from the one that was shown
   */
  void print(Console console, boolean replay) {
    head(console.out());
    page().print(console, true);
    foot(console.out(), replay);
  }

  private RecommendationPage page() {
    return new RecommendationPage(features, list.store(), list.recommender(), list.made());
  }

  /** Prints what became of one item. */
  void print(Console console, Fate fate, boolean replay) {
    PrintWriter out = console.out();
    head(out);
    String title = page().title(fate.item());
    out.println(
        "item %s%s: %s"
            .formatted(
                fate.item(),
                title.isEmpty() ? "" : " (" + title + ")",
                fate.position() > 0
                    ? fate.reason()
                    : "not on the list, lost at " + fate.step() + ": " + fate.reason()));
    if (!fate.needed().isEmpty()) {
      out.println("needed: " + fate.needed());
    }
    way(console, fate);
    sources(console, fate.found());
    fate.gap().ifPresent(gap -> differences(console, gap));
    foot(out, replay);
  }

  private void head(PrintWriter out) {
    Event.Impression shown = list.shown();
    out.println(
        "request %s of %s: %d items for %s on %s"
            .formatted(
                shown.request(),
                shown.time(),
                shown.asked().count(),
                who(shown.visitor()),
                shown.surface()));
    Map<String, Integer> models = new TreeMap<>(shown.asOf().models());
    out.println(
        "as of event %,d, models %s%n"
            .formatted(
                shown.asOf().offset(),
                models.isEmpty()
                    ? "none"
                    : models.entrySet().stream()
                        .map(model -> model.getKey() + " " + model.getValue())
                        .collect(Collectors.joining(", "))));
  }

  private static String who(Visitor visitor) {
    return visitor
        .user()
        .map(user -> "user " + user)
        .or(() -> visitor.session().map(session -> "session " + session))
        .orElse("nobody in particular");
  }

  private static void way(Console console, Fate fate) {
    if (!fate.passage().places().isEmpty()) {
      Table table = new Table("step", "place before", "place after", "score");
      for (Place place : fate.passage().places()) {
        table.row(
            place.step(),
            place.before() > 0 ? place.before() : "",
            place.position(),
            place.score());
      }
      console.out().println();
      table.print(console);
    }
    fate.passage()
        .effects()
        .forEach(effect -> console.out().println(RecommendationPage.sentence(effect)));
  }

  private static void sources(Console console, List<Probe.Found> found) {
    if (found.isEmpty()) {
      return;
    }
    Table table = new Table("source", "rank");
    found.forEach(each -> table.row(each.source(), rank(each)));
    console.out().println();
    table.print(console);
  }

  private static Object rank(Probe.Found found) {
    if (found.rank() > 0) {
      return found.rank();
    }
    return found.problem().isEmpty() ? "has it not" : found.problem();
  }

  private static void differences(Console console, Fate.Gap gap) {
    if (gap.differences().isEmpty()) {
      return;
    }
    Table table =
        new Table("objective", "feature", "here", "of " + gap.last(), "difference in score");
    gap.differences()
        .forEach(
            each ->
                table.row(
                    each.objective(),
                    each.feature(),
                    each.value(),
                    each.lastValue(),
                    each.difference()));
    console.out().println("\nwhat it lacks to " + gap.last() + ", the last one of the list:");
    table.print(console);
  }

  private void foot(PrintWriter out, boolean replay) {
    out.println();
    if (list.isIdentical()) {
      out.println("made again from the log: identical to the list that was shown");
      return;
    }
    int count = list.differences().size();
    out.println(
        "made again from the log: differs in %d ways from the list that was shown"
            .formatted(count));
    list.differences().stream()
        .limit(replay ? count : DIFFERENCES_SHOWN)
        .forEach(difference -> out.println("  " + difference));
    list.reasons().forEach(reason -> out.println("  perhaps because " + reason));
  }
}
