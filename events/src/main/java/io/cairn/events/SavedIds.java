package io.cairn.events;

import io.cairn.core.EventId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Finds the offsets of events by their ids in the database, inside one transaction. */
final class SavedIds implements AutoCloseable {

  /*
   * An index on the ids themselves would be changed all over by every append, since ids come in no
   * order: a page of it for each event. So the log keeps the newest ids in the heap, and saves them
   * here many at once and sorted, so that a page that changes takes several of them.
   *
   * The table maps a 64-bit hash of the id to the offset. Where two ids have one hash, the later
   * one takes the next free number: a search goes upwards from the hash, compares the id of each
   * event that it finds, and ends at the first free number. Rows are never deleted.
   *
   * How far the log is saved is committed together with the rows.
   */
  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE IF NOT EXISTS event_ids"
              + " (hash INTEGER PRIMARY KEY, log_offset INTEGER NOT NULL)",
          "CREATE TABLE IF NOT EXISTS event_ids_end"
              + " (one INTEGER PRIMARY KEY CHECK (one = 1), log_offset INTEGER NOT NULL)",
          "INSERT INTO event_ids_end VALUES (1, 0) ON CONFLICT DO NOTHING");

  private final Connection connection;
  private final ToLongFunction<EventId> hash;
  private final PreparedStatement find;

  SavedIds(Connection connection, ToLongFunction<EventId> hash) throws SQLException {
    this.connection = connection;
    this.hash = hash;
    find =
        connection.prepareStatement(
            "SELECT log_offset, event FROM event_ids JOIN events USING (log_offset)"
                + " WHERE hash = ?");
  }

  static void createTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
    }
  }

  /** Returns the offset of the first event whose id is not saved. */
  static long end(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT log_offset FROM event_ids_end")) {
      return rows.getLong(1);
    }
  }

  /** Returns where the event with this id is; null if it is not saved. */
  @Nullable Long find(EventId id) throws SQLException {
    for (long key = hash.applyAsLong(id); ; key++) {
      find.setLong(1, key);
      try (ResultSet rows = find.executeQuery()) {
        if (!rows.next()) {
          return null;
        }
        if (EventCodec.decode(rows.getBytes(2)).id().equals(id)) {
          return rows.getLong(1);
        }
      }
    }
  }

  /**
   * Saves ids that are not saved yet.
   *
   * @param end the offset up to which all are saved then
   */
  void save(Map<EventId, Long> offsets, long end) throws SQLException {
    record Row(long hash, long offset) {}
    List<Row> sorted =
        offsets.entrySet().stream()
            .map(entry -> new Row(hash.applyAsLong(entry.getKey()), entry.getValue()))
            .sorted(Comparator.comparingLong(Row::hash).thenComparingLong(Row::offset))
            .toList();
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO event_ids VALUES (?, ?) ON CONFLICT DO NOTHING");
        Statement state = connection.createStatement()) {
      for (Row row : sorted) {
        insert.setLong(2, row.offset());
        for (long key = row.hash(); !insertedAt(insert, key); key++) {}
      }
      state.executeUpdate("UPDATE event_ids_end SET log_offset = " + end);
    }
  }

  private static boolean insertedAt(PreparedStatement insert, long key) throws SQLException {
    insert.setLong(1, key);
    return insert.executeUpdate() == 1;
  }

  @Override
  public void close() throws SQLException {
    find.close();
  }
}
