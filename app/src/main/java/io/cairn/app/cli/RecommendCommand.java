package io.cairn.app.cli;

import io.cairn.app.config.EngineConfig;
import io.cairn.app.engine.Engine;
import io.cairn.core.Context;
import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.SessionId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import io.cairn.recommender.Recommendation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
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

  @Option(
      names = "--explain",
      description = "Show what every source said and every step did, and how long it took.")
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
    RecommendationRequest request = request(config.server().countMax());
    try (TerminalProgress progress = console.progress();
        Engine engine = home.open(path -> Engine.openReadOnly(path, config, progress))) {
      Recommendation made = recommend(engine, request);
      RecommendationPage page = RecommendationPage.of(engine, made);
      if (json.isJson()) {
        console.json(page.json());
      } else {
        page.print(console, explain);
      }
      engine
          .refusedModels()
          .forEach((name, why) -> warn("model %s was refused: %s".formatted(name, why)));
      if (engine.models().isEmpty()) {
        warn("no model is trained yet, train some with: " + home.next("cairn train"));
      }
    }
    return ExitCode.OK.code();
  }

  private void warn(String sentence) {
    console.err().println("cairn: " + sentence);
  }

  private static Recommendation recommend(Engine engine, RecommendationRequest request) {
    try {
      return engine.recommender().recommend(request);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(ExitCode.USAGE, Failures.message(e), e);
    }
  }

  private RecommendationRequest request(int countMax) {
    if (count < 1 || count > countMax) {
      throw new CommandFailedException(
          ExitCode.USAGE, "--count must be in [1, %d], was %d".formatted(countMax, count));
    }
    try {
      return request();
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(ExitCode.USAGE, Failures.message(e), e);
    }
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
}
