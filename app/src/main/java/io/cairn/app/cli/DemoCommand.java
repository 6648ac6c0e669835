package io.cairn.app.cli;

import io.cairn.app.config.EngineConfig;
import io.cairn.app.demo.WorldSettings;
import io.cairn.app.engine.Engine;
import io.cairn.app.engine.TrainingJob;
import io.cairn.app.server.HttpServer;
import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import io.cairn.events.ImportReport;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.EntityKey;
import io.cairn.recommender.Recommended;
import io.cairn.training.EvaluationReport;
import io.cairn.training.EvaluationSettings;
import io.cairn.training.Evaluator;
import io.cairn.training.Split;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes a shop, imports it, trains, serves, and says what to try. */
@Command(
    name = "demo",
    description = {
      "Make a shop with people whose tastes are known, import it as any file, train, serve, and say what to"
          + " try.",
      "Needs no network and no configuration. A second demo over the same home serves the same shop."
    },
    footer = {"", "Example:", "  cairn demo --home shop --port 8080"})
final class DemoCommand implements Callable<Integer> {
  private static final int USERS_ASKED = 1_000;
  private static final int SHOWN = 5;

  @Mixin private PortOption port = new PortOption();
  @Mixin private HomeOption home = new HomeOption();
  @Mixin private ConfigOptions options = new ConfigOptions();

  private final Console console;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Instant began = console.clock().instant();
    EngineConfig config = options.load(console).engine();
    HttpServer.Address address = port.address(config);
    Engine engine = prepare(config);
    new Serving(console, engine).untilStopped(address, server -> tell(engine, server, began));
    return ExitCode.OK.code();
  }

  private Engine prepare(EngineConfig config) {
    Engine engine = Serving.open(console, home.home(), config);
    try (TerminalProgress progress = console.progress()) {
      DemoHome demo = new DemoHome(home.home());
      if (demo.known().isEmpty() && engine.log().end() > 0) {
        throw new CommandFailedException(
            ExitCode.UNAVAILABLE,
            "%s holds other data than a demo; give the demo a folder of its own with --home"
                .formatted(home.home()));
      }
      if (engine.models().isEmpty()) {
        make(engine, demo, progress);
      } else {
        console.out().println("serving the demo shop that is in " + home.home());
      }
      return engine;
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private void make(Engine engine, DemoHome demo, TerminalProgress progress) {
    WorldSettings settings = demo.known().orElseGet(() -> demo.begin(console.clock().instant()));
    timed(
        "made a shop",
        () -> {
          demo.write(settings, progress);
          return demo.file().toString();
        });
    timed(
        "imported it",
        () -> {
          ImportReport report = demo.importInto(engine, console.clock().instant(), progress);
          return String.format(
              Locale.ROOT,
              "%,d events of %,d users and %,d items",
              report.counts().eventsTotal(),
              report.counts().users(),
              report.counts().items());
        });
    timed(
        "trained",
        () -> {
          TrainingJob.Result result =
              new TrainingJob(engine, Version.line(), console.clock().instant()).run(progress);
          engine.reloadModels();
          return String.join(", ", result.published().stream().map(a -> a.name()).toList());
        });
  }

  private void timed(String what, Supplier<String> step) {
    Instant start = console.clock().instant();
    String result = step.get();
    line(String.format(Locale.ROOT, "%-13s %5.1f s  %s", what, seconds(start), result));
  }

  private double seconds(Instant since) {
    return Duration.between(since, console.clock().instant()).toMillis() / 1e3;
  }

  private void tell(Engine engine, HttpServer server, Instant began) {
    UserId user = someoneWithHistory(engine);
    List<Recommended> list = list(engine, user);
    line(
        String.format(
            Locale.ROOT,
            "first list    %5.1f s  after the command began, for user %s:",
            seconds(began),
            user));
    for (Recommended item : list) {
      line(
          String.format(
              Locale.ROOT, "  %d. %s – %s", item.position(), title(engine, item), item.reason()));
    }
    line(String.format(Locale.ROOT, "%nlook at it:   %s?user=%s", server.url(), user));
    line(
        String.format(
            Locale.ROOT,
            "ask for it:   curl -s %sv1/recommend -d '{\"user\": \"%s\", \"count\": 3}'",
            server.url(),
            user));
    evaluate(engine);
    line(String.format(Locale.ROOT, "%nThe shop is open at %s – Ctrl-C closes it.", server.url()));
    console.out().flush();
  }

  /** Returns a user who did something lately and is neither new nor extreme. */
  private static UserId someoneWithHistory(Engine engine) {
    long from = Math.max(0, engine.log().end() - 5_000);
    try (Stream<Event> events = engine.log().read(from)) {
      return events
          .filter(Event.Interaction.class::isInstance)
          .flatMap(event -> ((Event.Interaction) event).visitor().user().stream())
          .filter(user -> hasEnough(engine, user))
          .findFirst()
          .orElse(new UserId("u00001"));
    }
  }

  private static boolean hasEnough(Engine engine, UserId user) {
    int items = engine.features().profile(engine.row(EntityKey.of(user))).size();
    return items >= 10 && items <= 60;
  }

  private List<Recommended> list(Engine engine, UserId user) {
    RecommendationRequest request =
        new RecommendationRequest(
            new RequestId("demo-" + console.clock().instant().toEpochMilli()),
            "home",
            Visitor.of(user),
            List.of(),
            SHOWN,
            Context.NONE,
            Set.of(),
            console.clock().instant());
    return engine.recommender().recommend(request).items();
  }

  private static String title(Engine engine, Recommended item) {
    ItemId id = item.candidate().item();
    return engine
        .features()
        .entry(engine.row(EntityKey.of(id)))
        .map(CatalogueEntry::item)
        .map(Item::title)
        .orElse(id.value());
  }

  private void evaluate(Engine engine) {
    EngineConfig config = engine.config();
    EvaluationSettings settings =
        new EvaluationSettings(List.of(10, 20), USERS_ASKED, config.evaluation().seed());
    Instant start = console.clock().instant();
    EvaluationReport report;
    try (TerminalProgress progress = console.progress()) {
      report =
          new Evaluator(
                  engine.features(),
                  config.training(),
                  config.pipeline(),
                  settings,
                  engine.surroundings())
              .evaluate(engine.log(), new Split.Temporal(0.8), progress);
    }
    line(
        String.format(
            Locale.ROOT,
            "%nhow good is it? learned from the first 80 %% of time, asked about the rest (%.1f s)",
            seconds(start)));
    EvaluationPage.print(console, report);
  }

  private void line(String text) {
    console.out().println(text);
  }
}
