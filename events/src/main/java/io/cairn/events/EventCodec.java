package io.cairn.events;

import io.cairn.core.Event;
import io.cairn.core.Item;
import io.cairn.core.User;

/**
 * The compact binary form of events, as the log keeps it: the version of the form, the kind of the
 * event, then its parts. Later versions of Cairn read every earlier form. Safe for use by multiple
 * threads.
 *
 * <p>Times are kept in milliseconds since 1970: what is finer is cut off. All else comes back as it
 * was. Equal events have equal bytes, whatever the order of their attributes.
 */
public final class EventCodec {
  static final int VERSION = 1;

  /** The form of an impression that names the models behind it. */
  static final int VERSION_WITH_MODELS = 2;

  /**
   * The form of an impression that also says what was asked for, by which revision of the rules and
   * of which readings the list was made, and with which propensities.
   */
  static final int VERSION_WITH_ASKED = 3;

  /** The form of an impression that also names the items of other rows of its page. */
  static final int VERSION_WITH_PAGE = 4;

  static final int ITEM_UPDATED = 1;
  static final int ITEM_REMOVED = 2;
  static final int USER_UPDATED = 3;
  static final int USER_REMOVED = 4;
  static final int IMPRESSION = 5;
  static final int INTERACTION = 6;

  private EventCodec() {}

  /**
   * Returns the event's bytes.
   *
   * @throws IllegalArgumentException if a time does not fit into a {@code long} of milliseconds, or
   *     a text is not Unicode (half a surrogate pair)
   */
  public static byte[] encode(Event event) {
    ByteWriter writer = new ByteWriter();
    new EventEncoder(writer).encode(event);
    return writer.toByteArray();
  }

  /**
   * Writes an item as the events about it hold it; {@link #readItem} reads it.
   *
   * @throws IllegalArgumentException as {@link #encode}
   */
  public static void write(ByteWriter writer, Item item) {
    new EventEncoder(writer).item(item);
  }

  /**
   * Writes a user as the events about them hold them; {@link #readUser} reads them.
   *
   * @throws IllegalArgumentException as {@link #encode}
   */
  public static void write(ByteWriter writer, User user) {
    new EventEncoder(writer).user(user);
  }

  /**
   * Reads an item.
   *
   * @throws IllegalArgumentException if the bytes are truncated or no item
   */
  public static Item readItem(ByteReader reader) {
    return new EventDecoder(reader).item();
  }

  /**
   * Reads a user.
   *
   * @throws IllegalArgumentException if the bytes are truncated or no user
   */
  public static User readUser(ByteReader reader) {
    return new EventDecoder(reader).user();
  }

  /**
   * Returns the event whose bytes these are.
   *
   * @throws IllegalArgumentException if the version or the kind is unknown, or the bytes are
   *     truncated, too many, or no event; the message says at which byte
   */
  public static Event decode(byte[] bytes) {
    ByteReader reader = new ByteReader(bytes);
    try {
      Event event = new EventDecoder(reader).decode();
      if (reader.remaining() > 0) {
        throw new IllegalArgumentException(reader.remaining() + " bytes follow the event");
      }
      return event;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "cannot decode event at byte %d of %d: %s"
              .formatted(reader.position(), bytes.length, e.getMessage()),
          e);
    }
  }
}
