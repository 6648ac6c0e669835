package io.cairn.features;

import io.cairn.core.ItemId;
import io.cairn.events.ByteReader;
import io.cairn.events.ByteWriter;
import java.util.function.UnaryOperator;

/**
 * The compact binary form of rows, as stores keep them: the version of the form, the number of
 * slots, then for each slot the kind of its state and the state. A text or an item's id that comes
 * again in a row is written once. Safe for use by multiple threads.
 *
 * <p>Stored rows of an earlier form are not read: a store that has such rows folds the log anew.
 * Times inside attributes are kept in milliseconds, as in {@link io.cairn.events.EventCodec}.
 */
public final class RowCodec {
  /** The version of the form: the first byte of every row. */
  public static final int VERSION = 1;

  static final int NOTHING = 0;
  static final int CATALOGUE_ENTRY = 1;
  static final int USER_ATTRIBUTES = 2;
  static final int PROFILE = 3;
  static final int RECENT_EVENTS = 4;
  static final int TALLIES = 5;
  static final int DECAYED = 6;
  static final int BUCKETS = 7;
  static final int AVERAGE = 8;

  private RowCodec() {}

  /**
   * Returns the row's bytes.
   *
   * @throws IllegalArgumentException if a text is not Unicode (half a surrogate pair)
   */
  public static byte[] encode(Row row) {
    ByteWriter writer = new ByteWriter();
    writer.writeByte(VERSION);
    new RowEncoder(writer).write(row);
    return writer.toByteArray();
  }

  /**
   * Returns the row whose bytes these are.
   *
   * @param shared returns the object that rows share for an item's id, which is equal to its
   *     argument
   * @throws IllegalArgumentException if the version or a kind is unknown, or the bytes are
   *     truncated, too many, or no row; the message says at which byte
   */
  public static Row decode(byte[] bytes, UnaryOperator<ItemId> shared) {
    ByteReader reader = new ByteReader(bytes);
    try {
      int version = reader.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "form %d is unknown, only form %d is known".formatted(version, VERSION));
      }
      Row row = new RowDecoder(reader, shared).read();
      if (reader.remaining() > 0) {
        throw new IllegalArgumentException(reader.remaining() + " bytes follow the row");
      }
      return row;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "cannot decode row at byte %d of %d: %s"
              .formatted(reader.position(), bytes.length, e.getMessage()),
          e);
    }
  }
}
