package io.cairn.events;

import io.cairn.core.Event;
import io.cairn.core.EventId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Appends events inside one transaction; what it changed counts only once that is committed. */
final class AppendTransaction implements AutoCloseable {

  /**
   * What one caller wants to append.
   *
   * @param encoded the bytes of {@code events}, shape {@code [events.size()]}
   * @param offsets the answer, filled in by the transaction, shape {@code [events.size()]}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Request(List<Event> events, byte[][] encoded, long[] offsets) {
    static Request of(List<Event> events) {
      byte[][] encoded = events.stream().map(EventCodec::encode).toArray(byte[][]::new);
      return new Request(List.copyOf(events), encoded, new long[encoded.length]);
    }
  }

  private final SavedIds saved;
  private final Map<EventId, Long> unsaved;
  private final Map<EventId, Long> added = new HashMap<>();
  private final PreparedStatement insert;
  private long end;

  /**
   * Begins to append.
   *
   * @param unsaved the ids of the log that are not in {@code event_ids}; not changed
   * @param end the offset of the next event
   */
  AppendTransaction(
      Connection connection, ToLongFunction<EventId> hash, Map<EventId, Long> unsaved, long end)
      throws SQLException {
    this.saved = new SavedIds(connection, hash);
    this.unsaved = unsaved;
    this.insert = connection.prepareStatement("INSERT INTO events VALUES (?, ?)");
    this.end = end;
  }

  /** Saves the ids that were not saved. */
  void saveIds() throws SQLException {
    saved.save(unsaved, end);
  }

  void append(Request request) throws SQLException {
    for (int i = 0; i < request.offsets.length; i++) {
      EventId id = request.events.get(i).id();
      Long earlier = find(id);
      request.offsets[i] = earlier == null ? insert(id, request.encoded[i]) : -1 - earlier;
    }
  }

  private long insert(EventId id, byte[] encoded) throws SQLException {
    insert.setLong(1, end);
    insert.setBytes(2, encoded);
    insert.executeUpdate();
    added.put(id, end);
    return end++;
  }

  /** Returns where the event with this id is; null if it is not in the log. */
  private @Nullable Long find(EventId id) throws SQLException {
    Long offset = added.get(id);
    if (offset == null) {
      offset = unsaved.get(id);
    }
    return offset == null ? saved.find(id) : offset;
  }

  /** Returns the offset after the last event. */
  long end() {
    return end;
  }

  /** Returns the ids of the new events. */
  Map<EventId, Long> added() {
    return added;
  }

  @Override
  public void close() throws SQLException {
    saved.close();
    insert.close();
  }
}
