package io.cairn.app.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.app.engine.EventTypes;
import io.cairn.app.engine.Home;
import io.cairn.core.Event;
import io.cairn.core.Value;
import io.cairn.events.EventJson;
import io.cairn.events.EventLog;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the log. */
@Command(
    name = "events",
    description = {
      "Show the log: its last events, or those from an offset on.",
      "Nothing is written, and a server may have the home open. What --json prints can be imported."
    },
    footer = {
      "",
      "Examples:",
      "  cairn events --user 42 --limit 50",
      "  cairn events --from 0 --type purchase --json"
    })
final class EventsCommand implements Callable<Integer> {
  private static final int LIMIT_MAX = 100_000;
  private static final int ITEMS_SHOWN = 5;

  private record Entry(long offset, Event event) {}

  @Option(
      names = "--from",
      paramLabel = "OFFSET",
      description = "Begin at this offset, the first is 0 (default: show the last events).")
  private @Nullable Long from;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Show at most so many events, at most 100000 (default: 20).")
  private int limit = 20;

  @Option(
      names = "--json",
      description = "Print one JSON object a line in place of a table: an event with its offset.")
  private boolean json;

  @Mixin private EventSelection selection = new EventSelection();
  @Mixin private HomeOption home = new HomeOption();

  private final Console console;

  EventsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new CommandFailedException(
          ExitCode.USAGE, "--limit must be in [1, %d], was %d".formatted(LIMIT_MAX, limit));
    }
    try (Home open = home.open(Home::openReadOnly)) {
      EventLog log = open.log();
      if (json) {
        show(log, this::printJson);
      } else {
        printTable(log);
      }
    }
    return ExitCode.OK.code();
  }

  private void show(EventLog log, Consumer<Entry> consumer) {
    if (from == null) {
      last(log).forEach(consumer);
      return;
    }
    long end = log.end();
    if (from < 0 || from > end) {
      throw new CommandFailedException(
          ExitCode.USAGE, "--from must be in [0, %d], was %d".formatted(end, from));
    }
    try (Stream<Event> events = log.read(from)) {
      Iterator<Event> next = events.iterator();
      int shown = 0;
      for (long offset = from; shown < limit && next.hasNext(); offset++) {
        Event event = next.next();
        if (selection.has(event)) {
          shown++;
          consumer.accept(new Entry(offset, event));
        }
      }
    }
  }

  /** Returns the last events that were asked for; reads the whole log if only some are. */
  private Iterable<Entry> last(EventLog log) {
    long offset = selection.isEverything() ? Math.max(0, log.end() - limit) : 0;
    ArrayDeque<Entry> kept = new ArrayDeque<>();
    try (Stream<Event> events = log.read(offset)) {
      for (Event event : (Iterable<Event>) events::iterator) {
        if (selection.has(event)) {
          kept.add(new Entry(offset, event));
        }
        if (kept.size() > limit) {
          kept.remove();
        }
        offset++;
      }
    }
    return kept;
  }

  private void printJson(Entry entry) {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("offset", entry.offset());
    console.out().println(line.setAll(EventJson.node(entry.event())));
  }

  private void printTable(EventLog log) {
    Table table = new Table("offset", "time", "type", "user", "session", "item", "what");
    int[] shown = new int[1];
    show(
        log,
        entry -> {
          shown[0]++;
          Event event = entry.event();
          table.row(
              entry.offset(),
              event.time(),
              EventTypes.of(event),
              EventSelection.user(event).orElse(""),
              EventSelection.session(event).orElse(""),
              items(event),
              what(event));
        });
    if (shown[0] > 0) {
      table.print(console);
    } else {
      String none = log.end() == 0 ? "the log is empty" : "no event matches";
      console.out().println(none);
    }
    console.out().println(String.format(Locale.ROOT, "%d of %,d events", shown[0], log.end()));
  }

  private static String items(Event event) {
    long more = EventSelection.items(event).skip(ITEMS_SHOWN).count();
    return EventSelection.items(event).limit(ITEMS_SHOWN).collect(Collectors.joining(" "))
        + (more > 0 ? " +" + more : "");
  }

  private static String what(Event event) {
    return switch (event) {
      case Event.Interaction interaction -> what(interaction);
      case Event.Impression impression -> "shown on " + impression.surface();
      case Event.ItemUpdated updated -> updated.item().title();
      case Event.UserUpdated updated ->
          updated.user().attributes().entrySet().stream()
              .map(known -> known.getKey() + "=" + String.join("|", known.getValue().texts()))
              .sorted()
              .collect(Collectors.joining(" "));
      case Event.ItemRemoved _, Event.UserRemoved _ -> "";
    };
  }

  /** Returns what was measured, and where it happened. */
  private static String what(Event.Interaction event) {
    boolean isMeasured = event.value() != 1;
    String value = isMeasured ? new Value.Numeric(event.value()).texts().getFirst() + " " : "";
    String place = event.context().position() > 0 ? "at place " + event.context().position() : "";
    return (value + place).strip();
  }
}
