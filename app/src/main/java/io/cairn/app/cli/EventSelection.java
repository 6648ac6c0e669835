package io.cairn.app.cli;

import io.cairn.app.engine.EventTypes;
import io.cairn.core.Event;
import io.cairn.core.Visitor;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Mixed into a command that shows some of the events. */
final class EventSelection {
  @Option(names = "--user", paramLabel = "ID", description = "Only events of this user.")
  private @Nullable String user;

  @Option(names = "--session", paramLabel = "ID", description = "Only events of this session.")
  private @Nullable String session;

  @Option(names = "--item", paramLabel = "ID", description = "Only events about this item.")
  private @Nullable String item;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Only events of this type: view, rating, impression, item, user and so on.")
  private @Nullable String type;

  /** Whether no option was given. */
  boolean isEverything() {
    return user == null && session == null && item == null && type == null;
  }

  /** Whether the event was asked for. */
  boolean has(Event event) {
    return (type == null || type.equals(EventTypes.of(event)))
        && (user == null || user(event).filter(user::equals).isPresent())
        && (session == null || session(event).filter(session::equals).isPresent())
        && (item == null || items(event).anyMatch(item::equals));
  }

  /** Returns whom the event is of or about; empty where nobody is named. */
  static Optional<String> user(Event event) {
    return switch (event) {
      case Event.UserUpdated updated -> Optional.of(updated.user().id().value());
      case Event.UserRemoved removed -> Optional.of(removed.user().value());
      default -> visitor(event).user().map(id -> id.value());
    };
  }

  /** Returns the session that the event is of; empty where none is named. */
  static Optional<String> session(Event event) {
    return visitor(event).session().map(id -> id.value());
  }

  /** Returns the items that the event is about, those of a shown list in its order. */
  static Stream<String> items(Event event) {
    return switch (event) {
      case Event.Interaction interaction -> Stream.of(interaction.item().value());
      case Event.Impression impression ->
          impression.shown().stream().map(shown -> shown.item().value());
      case Event.ItemUpdated updated -> Stream.of(updated.item().id().value());
      case Event.ItemRemoved removed -> Stream.of(removed.item().value());
      case Event.UserUpdated _, Event.UserRemoved _ -> Stream.of();
    };
  }

  private static Visitor visitor(Event event) {
    return switch (event) {
      case Event.Interaction interaction -> interaction.visitor();
      case Event.Impression impression -> impression.visitor();
      default -> Visitor.ANONYMOUS;
    };
  }
}
