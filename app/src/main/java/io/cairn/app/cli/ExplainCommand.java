package io.cairn.app.cli;

import io.cairn.app.config.EngineConfig;
import io.cairn.app.engine.Home;
import io.cairn.app.engine.ListReplay;
import io.cairn.app.engine.ReplayedList;
import io.cairn.app.server.RequestJson;
import io.cairn.core.ItemId;
import io.cairn.core.RequestId;
import io.cairn.features.FeatureSet;
import io.cairn.recommender.Fate;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says why a list that was shown is as it is, or what became of one item. */
@Command(
    name = "explain",
    description = {
      "Say why a list that was shown is as it is, or why an item is on it or is not.",
      "The list is made again from the log, as of the moment of the request; nothing is written,",
      "and a server may have the home open."
    },
    footer = {
      "",
      "Examples:",
      "  cairn explain 0198d2c4-77aa",
      "  cairn explain 0198d2c4-77aa book-7 --json"
    })
final class ExplainCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "REQUEST",
      description = "The id of the request, which the list was answered with.")
  private String request = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ITEM",
      description = "The item to ask about; without it the whole list is explained.")
  private @Nullable String item;

  @Option(
      names = "--replay",
      description = "Show everything in which the list that is made again differs from the shown.")
  private boolean replay;

  @Mixin private HomeOption home = new HomeOption();
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private ConfigOptions options = new ConfigOptions();

  private final Console console;

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    EngineConfig config = options.load(console).engine();
    RequestId id = id(RequestId::new, request);
    TerminalProgress progress = console.progress();
    try (Home open = home.open(Home::openReadOnly);
        ListReplay lists = ListReplay.of(open, config, progress)) {
      explain(config.featureSet(), replayed(lists, id, progress));
    }
    return ExitCode.OK.code();
  }

  private ReplayedList replayed(ListReplay lists, RequestId id, TerminalProgress progress) {
    try (progress) {
      return lists.replay(lists.find(id).orElseThrow(() -> unknown(id)));
    }
  }

  private CommandFailedException unknown(RequestId id) {
    return new CommandFailedException(
        ExitCode.BAD_INPUT,
        "no list was recorded for request '%s', see which were with: %s"
            .formatted(id, home.next("cairn events --type impression")));
  }

  private void explain(FeatureSet features, ReplayedList list) {
    ExplainPage page = new ExplainPage(features, list);
    if (item == null) {
      if (json.isJson()) {
        console.json(RequestJson.of(features, list));
      } else {
        page.print(console, replay);
      }
      return;
    }
    Fate fate = list.whyNot(id(ItemId::new, item));
    if (json.isJson()) {
      console.json(RequestJson.of(list, fate));
    } else {
      page.print(console, fate, replay);
    }
  }

  private static <T> T id(Function<String, T> type, String text) {
    try {
      return type.apply(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(ExitCode.USAGE, Failures.message(e), e);
    }
  }
}
