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

  private static final RequestId NO_REQUEST = new RequestId(PLACEHOLDER.value());
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
    if (event instanceof Event.Interaction interaction) {
      put(interaction.visitor().user().map(UserId::value).orElse(""));
      put(interaction.visitor().session().map(SessionId::value).orElse(""));
      put(interaction.item().value());
      put(interaction.type());
      put(Double.doubleToLongBits(interaction.value()));
      put(timed ? interaction.time().toEpochMilli() : -1);
    } else {
      Instant time = timed ? event.time() : Instant.EPOCH;
      put(EventJson.write(withId(withTime(event, time), PLACEHOLDER)));
    }
    return new EventId(TEXT.encodeToString(Arrays.copyOf(digest.digest(), BYTES)));
  }

  private void put(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    put(bytes.length);
    digest.update(bytes);
  }

  private void put(long number) {
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      digest.update((byte) (number >>> shift));
    }
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
        boolean named = !e.request().equals(NO_REQUEST);
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
        id, time, e.visitor(), request, e.surface(), e.context(), e.shown(), e.asOf());
  }
}
