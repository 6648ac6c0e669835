package io.cairn.app.cli;

import io.cairn.app.Engine;
import io.cairn.app.config.EngineConfig;
import io.cairn.core.Context;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.SessionId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.EntityKey;
import io.cairn.features.Row;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Recommended;
import io.cairn.recommender.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes one list and says how it came about. */
@Command(
    name = "recommend",
    description = "Make one list from what is in the home folder; nothing is recorded as shown.",
    footer = {
      "",
      "Examples:",
      "  cairn recommend --user 42 --explain",
      "  cairn recommend --surface similar --item 318"
    })
final class RecommendCommand implements Callable<Integer> {
  @Option(names = "--user", paramLabel = "ID", description = "Who asks.")
  private @Nullable String user;

  @Option(names = "--session", paramLabel = "ID", description = "The session of who asks.")
  private @Nullable String session;

  @Option(
      names = "--item",
      paramLabel = "ID",
      description = "An item that the list is about; may be repeated.")
  private List<String> items = new ArrayList<>();

  @Option(names = "--surface", paramLabel = "NAME", description = "Which list (default: home).")
  private String surface = "home";

  @Option(names = "--count", paramLabel = "N", description = "How many items (default: 10).")
  private int count = 10;

  @Option(names = "--explain", description = "Show what every source said and how long it took.")
  private boolean explain;

  @Mixin private HomeOption home = new HomeOption();
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private ConfigOptions options = new ConfigOptions();

  private final Console console;

  RecommendCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    EngineConfig config = options.load(console).engine();
    try (TerminalProgress progress = console.progress();
        Engine engine = Engine.openReadOnly(home.home(), config, progress)) {
      Recommendation made = engine.recommender().recommend(request());
      if (json.isJson()) {
        console.json(page(engine, made));
      } else {
        print(engine, made);
      }
    }
    return ExitCode.OK.code();
  }

  private RecommendationRequest request() {
    Visitor visitor =
        new Visitor(
            Optional.ofNullable(user).map(UserId::new),
            Optional.ofNullable(session).map(SessionId::new));
    return new RecommendationRequest(
        new RequestId("command-line"),
        surface,
        visitor,
        items.stream().map(ItemId::new).toList(),
        count,
        Context.NONE,
        Set.of(),
        console.clock().instant());
  }

  private void print(Engine engine, Recommendation made) {
    Table table = new Table("#", "item", "title", "categories", "score", "reason", "sources");
    for (Recommended item : made.items()) {
      Optional<Item> known = item(engine, item.candidate().item());
      table.row(
          item.position(),
          item.candidate().item(),
          known.map(Item::title).orElse(""),
          known.map(i -> String.join(", ", i.categories())).orElse(""),
          (double) item.candidate().score(),
          item.reason(),
          sources(item.candidate().proposals()));
    }
    table.print(console);
    console
        .out()
        .println(
            made.personalized()
                ? "personalised: " + made.rung().name().toLowerCase(Locale.ROOT)
                : "not personalised: " + made.whyNotPersonalized());
    if (explain) {
      explain(made.trace());
    }
  }

  private void explain(Trace trace) {
    Table sources = new Table("source", "proposed", "milliseconds", "problem");
    for (Trace.SourceCall call : trace.sources()) {
      sources.row(call.source(), call.proposed(), call.nanos() / 1e6, call.problem());
    }
    sources.print(console);
    Table stages = new Table("stage", "milliseconds");
    trace.stages().forEach((stage, nanos) -> stages.row(stage, nanos / 1e6));
    stages.print(console);
    trace.removed().forEach((why, n) -> console.out().println("removed " + n + ": " + why));
    if (trace.filled() > 0) {
      console.out().println("filled up with " + trace.filled() + " items of the fallback");
    }
  }

  private static String sources(List<Proposal> proposals) {
    return proposals.stream()
        .map(proposal -> proposal.source() + " #" + proposal.rank())
        .collect(Collectors.joining(", "));
  }

  private static Optional<Item> item(Engine engine, ItemId id) {
    EntityKey key = EntityKey.of(id);
    Row row = engine.store().get(List.of(key)).getOrDefault(key, Row.EMPTY);
    return engine.features().entry(row).map(CatalogueEntry::item);
  }

  private static Map<String, Object> page(Engine engine, Recommendation made) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (Recommended item : made.items()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("id", item.candidate().item().value());
      line.put("title", item(engine, item.candidate().item()).map(Item::title).orElse(""));
      line.put("position", item.position());
      line.put("score", item.candidate().score());
      line.put("sources", sources(item.candidate().proposals()));
      line.put("reason", item.reason());
      items.add(line);
    }
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("items", items);
    page.put("personalized", made.personalized());
    page.put("why_not_personalized", made.whyNotPersonalized());
    page.put("models", made.models());
    return page;
  }
}
