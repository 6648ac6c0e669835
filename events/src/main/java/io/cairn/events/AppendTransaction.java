package io.cairn.events;

import io.cairn.core.Event;
import io.cairn.core.EventId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Appends events inside one transaction; what it changed counts only once that is committed. */
final class AppendTransaction {

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

  /** The statements of all transactions of a connection: preparing one costs more than using it. */
  static final class Statements implements AutoCloseable {
    private final SavedIds saved;
    private final PreparedStatement one;
    private final PreparedStatement many;
    private final PreparedStatement event;

    Statements(Connection connection) throws SQLException {
      saved = new SavedIds(connection);
      one = connection.prepareStatement("INSERT INTO events VALUES (?, ?)");
      many =
          connection.prepareStatement(
              "INSERT INTO events VALUES (?, ?)" + ", (?, ?)".repeat(INSERTED_AT_ONCE - 1));
      event = connection.prepareStatement("SELECT event FROM events WHERE log_offset = ?");
    }

    @Override
    public void close() throws SQLException {
      saved.close();
      one.close();
      many.close();
      event.close();
    }
  }

  private static final int INSERTED_AT_ONCE = 25;

  private final Statements statements;
  private final UnsavedIds unsaved;
  private final ToLongFunction<EventId> hash;
  private final Map<EventId, Long> added = new HashMap<>();
  private final List<byte[]> waiting = new ArrayList<>();
  private final List<Integer> savedRanges = new ArrayList<>();
  private final long begin;
  private long end;

  /**
   * Begins to append.
   *
   * @param unsaved the ids of the log that are not saved; not changed
   * @param end the offset of the next event
   */
  AppendTransaction(
      Statements statements, UnsavedIds unsaved, ToLongFunction<EventId> hash, long end) {
    this.statements = statements;
    this.unsaved = unsaved;
    this.hash = hash;
    this.begin = end;
    this.end = end;
  }

  /** Saves the ids of one range of hashes. */
  void saveIds(int range) throws SQLException {
    statements.saved.save(range, unsaved.sorted(range), begin);
    savedRanges.add(range);
  }

  void append(List<Request> requests) throws SQLException {
    long[] hashes =
        requests.stream()
            .flatMap(request -> request.events.stream())
            .mapToLong(event -> hash.applyAsLong(event.id()))
            .toArray();
    Set<Long> existing = statements.saved.existing(hashes);
    int at = 0;
    for (Request request : requests) {
      for (int i = 0; i < request.offsets.length; i++) {
        EventId id = request.events.get(i).id();
        long key = hashes[at++];
        Long earlier = find(id, key, existing.contains(key));
        request.offsets[i] = earlier == null ? insert(id, request.encoded[i]) : -1 - earlier;
      }
    }
    insertRest();
  }

  private long insert(EventId id, byte[] encoded) throws SQLException {
    waiting.add(encoded);
    added.put(id, end);
    end++;
    if (waiting.size() == INSERTED_AT_ONCE) {
      insertMany();
    }
    return end - 1;
  }

  private void insertMany() throws SQLException {
    long offset = end - waiting.size();
    int parameter = 1;
    for (byte[] encoded : waiting) {
      statements.many.setLong(parameter++, offset++);
      statements.many.setBytes(parameter++, encoded);
    }
    statements.many.executeUpdate();
    waiting.clear();
  }

  private void insertRest() throws SQLException {
    long offset = end - waiting.size();
    for (byte[] encoded : waiting) {
      statements.one.setLong(1, offset++);
      statements.one.setBytes(2, encoded);
      statements.one.executeUpdate();
    }
    waiting.clear();
  }

  /** Returns where the event with this id is; null if it is not in the log. */
  private @Nullable Long find(EventId id, long hash, boolean isHashSaved) throws SQLException {
    Long offset = added.get(id);
    if (offset == null) {
      offset = findUnsaved(id, hash);
    }
    return offset == null && isHashSaved ? statements.saved.find(id, hash) : offset;
  }

  private @Nullable Long findUnsaved(EventId id, long hash) throws SQLException {
    for (long offset : unsaved.find(hash)) {
      statements.event.setLong(1, offset);
      try (ResultSet rows = statements.event.executeQuery()) {
        if (rows.next() && EventCodec.decode(rows.getBytes(1)).id().equals(id)) {
          return offset;
        }
      }
    }
    return null;
  }

  /** Returns the offset after the last event. */
  long end() {
    return end;
  }

  /** Makes what was committed known to the unsaved ids. */
  void committed() {
    savedRanges.forEach(unsaved::clear);
    added.forEach((id, offset) -> unsaved.add(hash.applyAsLong(id), offset));
  }
}
