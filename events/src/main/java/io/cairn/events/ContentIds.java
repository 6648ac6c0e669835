package io.cairn.events;

import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.RequestId;
import io.cairn.core.SessionId;
import io.cairn.core.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * Makes the ids of events that have none from what they say: the first 128 bits of a SHA-256, so
 * that the same row gets the same id whenever it is read. For use by one thread.
 */
final class ContentIds {
  /** Stands for the id of an event that has none yet. */
  static final EventId PLACEHOLDER = new EventId("-");

  private static final int BYTES = 16;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final MessageDigest digest;

  ContentIds() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /**
   * Returns the id that follows from kind, visitor, item, type, value and time of an interaction,
   * and from everything that another event says.
   *
   * @param timed whether the event's time is its own; a time that the reader gave it is left out
   */
  EventId of(Event event, boolean timed) {
    String content =
        event instanceof Event.Interaction interaction
            ? content(interaction, timed)
            : content(event, timed ? event.time() : Instant.EPOCH);
    byte[] hash = digest.digest(content.getBytes(StandardCharsets.UTF_8));
    return new EventId(TEXT.encodeToString(Arrays.copyOf(hash, BYTES)));
  }

  /** Returns the parts, each after its length, so that no two rows run together to the same. */
  private static String content(Event.Interaction event, boolean timed) {
    StringBuilder content = new StringBuilder(80);
    put(content, event.visitor().user().map(UserId::value).orElse(""));
    put(content, event.visitor().session().map(SessionId::value).orElse(""));
    put(content, event.item().value());
    put(content, event.type());
    content.append(Double.doubleToLongBits(event.value())).append(' ');
    return content.append(timed ? event.time().toEpochMilli() : -1).toString();
  }

  private static String content(Event event, Instant time) {
    return EventJson.write(withId(withTime(event, time), PLACEHOLDER));
  }

  private static void put(StringBuilder content, String part) {
    content.append(part.length()).append(':').append(part);
  }

  /**
   * Returns the event with another id. An impression whose request is named by its id, for want of
   * another name, keeps to that.
   */
  static Event withId(Event event, EventId id) {
    return switch (event) {
      case Event.ItemUpdated e -> new Event.ItemUpdated(id, e.time(), e.item());
      case Event.ItemRemoved e -> new Event.ItemRemoved(id, e.time(), e.item());
      case Event.UserUpdated e -> new Event.UserUpdated(id, e.time(), e.user());
      case Event.UserRemoved e -> new Event.UserRemoved(id, e.time(), e.user());
      case Event.Impression e -> {
        boolean named = !e.request().value().equals(e.id().value());
        RequestId request = named ? e.request() : new RequestId(id.value());
        yield impression(e, id, e.time(), request);
      }
      case Event.Interaction e ->
          new Event.Interaction(
              id, e.time(), e.visitor(), e.item(), e.type(), e.value(), e.context());
    };
  }

  /** Returns the event at another time. */
  static Event withTime(Event event, Instant time) {
    return switch (event) {
      case Event.ItemUpdated e -> new Event.ItemUpdated(e.id(), time, e.item());
      case Event.ItemRemoved e -> new Event.ItemRemoved(e.id(), time, e.item());
      case Event.UserUpdated e -> new Event.UserUpdated(e.id(), time, e.user());
      case Event.UserRemoved e -> new Event.UserRemoved(e.id(), time, e.user());
      case Event.Impression e -> impression(e, e.id(), time, e.request());
      case Event.Interaction e ->
          new Event.Interaction(
              e.id(), time, e.visitor(), e.item(), e.type(), e.value(), e.context());
    };
  }

  private static Event.Impression impression(
      Event.Impression e, EventId id, Instant time, RequestId request) {
    return new Event.Impression(
        id, time, e.visitor(), request, e.surface(), e.context(), e.shown(), e.asOf(), e.asked());
  }
}
