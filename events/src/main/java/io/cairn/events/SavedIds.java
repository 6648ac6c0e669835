package io.cairn.events;

import io.cairn.core.EventId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the offsets of events by the hashes of their ids in the database. For use by one thread.
 */
final class SavedIds implements AutoCloseable {

  /*
   * The table maps a 64-bit hash of the id to the offset. Where two ids have one hash, the later
   * one takes the next free number: a search goes upwards from the hash, compares the id of each
   * event that it finds, and ends at the first free number. Rows are never deleted.
   *
   * How far the ids of each range of hashes are saved is committed together with the rows.
   */
  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE IF NOT EXISTS event_ids"
              + " (hash INTEGER PRIMARY KEY, log_offset INTEGER NOT NULL)",
          "CREATE TABLE IF NOT EXISTS event_ids_saved"
              + " (hash_range INTEGER PRIMARY KEY, log_offset INTEGER NOT NULL)");
  private static final int ASKED_AT_ONCE = 100;

  private final PreparedStatement existing;
  private final PreparedStatement find;
  private final PreparedStatement insert;
  private final PreparedStatement saved;

  SavedIds(Connection connection) throws SQLException {
    existing =
        connection.prepareStatement(
            "SELECT hash FROM event_ids WHERE hash IN (?" + ",?".repeat(ASKED_AT_ONCE - 1) + ")");
    find =
        connection.prepareStatement(
            "SELECT log_offset, event FROM event_ids JOIN events USING (log_offset)"
                + " WHERE hash = ?");
    insert =
        connection.prepareStatement("INSERT INTO event_ids VALUES (?, ?) ON CONFLICT DO NOTHING");
    saved = connection.prepareStatement("INSERT OR REPLACE INTO event_ids_saved VALUES (?, ?)");
  }

  static void createTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
    }
  }

  /**
   * Returns, for each range of hashes, the first offset from which on its ids are not saved.
   *
   * @return shape {@code [UnsavedIds.RANGES]}
   */
  static long[] ends(Connection connection) throws SQLException {
    long[] ends = new long[UnsavedIds.RANGES];
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT hash_range, log_offset FROM event_ids_saved")) {
      while (rows.next()) {
        ends[rows.getInt(1)] = rows.getLong(2);
      }
    }
    return ends;
  }

  /** Returns those of the hashes that ids are saved under: where there is none, no id is saved. */
  Set<Long> existing(long[] hashes) throws SQLException {
    Set<Long> found = new HashSet<>();
    for (int from = 0; from < hashes.length; from += ASKED_AT_ONCE) {
      for (int i = 0; i < ASKED_AT_ONCE; i++) {
        existing.setLong(1 + i, hashes[Math.min(from + i, hashes.length - 1)]);
      }
      try (ResultSet rows = existing.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getLong(1));
        }
      }
    }
    return found;
  }

  /** Returns where the event with this id is; null if it is not saved. */
  @Nullable Long find(EventId id, long hash) throws SQLException {
    for (long key = hash; ; key++) {
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
   * Saves the ids of a range of hashes, which are not saved yet.
   *
   * @param end the offset up to which all of the range are saved then
   */
  void save(int range, UnsavedIds.Pair[] ids, long end) throws SQLException {
    for (UnsavedIds.Pair id : ids) {
      insert.setLong(2, id.offset());
      for (long key = id.hash(); !insertedAt(key); key++) {}
    }
    saved.setInt(1, range);
    saved.setLong(2, end);
    saved.executeUpdate();
  }

  private boolean insertedAt(long key) throws SQLException {
    insert.setLong(1, key);
    return insert.executeUpdate() == 1;
  }

  @Override
  public void close() throws SQLException {
    existing.close();
    find.close();
    insert.close();
    saved.close();
  }
}
