package io.cairn.features;

import io.cairn.events.SqliteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * The tables of a SQLite file in which encoded rows and their offset are. Safe for use by multiple
 * threads.
 */
final class FeatureTable {

  /*
   * Ids are kept as the bytes of their UTF-8, so that any Unicode is one key. The form names the
   * codec and the slots: rows of another form mean something else, and are cleared.
   */

  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE IF NOT EXISTS feature_rows(kind INTEGER NOT NULL, id BLOB NOT NULL,"
              + " row BLOB NOT NULL, PRIMARY KEY(kind, id))",
          "CREATE TABLE IF NOT EXISTS feature_offset(form TEXT NOT NULL, next INTEGER NOT NULL)");
  private static final int KEYS_MAX = 1_000;
  private static final int PAGE = 500;

  private final SqliteFile file;
  private final String form;

  /** What is stored: how much of the log the rows have seen, and what form they have. */
  record Stored(long offset, String form) {}

  FeatureTable(SqliteFile file, String schema) {
    this.file = file;
    this.form = "codec " + RowCodec.VERSION + " " + schema;
  }

  /** Returns what is stored; empty where nothing is. */
  Optional<Stored> stored() {
    return file.read(FeatureTable::stored);
  }

  /** Whether these rows can be read. */
  boolean isReadable(Stored stored) {
    return stored.form().equals(form);
  }

  private static Optional<Stored> stored(Connection connection) throws SQLException {
    if (!exists(connection)) {
      return Optional.empty();
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT next, form FROM feature_offset")) {
      return rows.next()
          ? Optional.of(new Stored(rows.getLong(1), rows.getString(2)))
          : Optional.empty();
    }
  }

  private static boolean exists(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'feature_offset'")) {
      return rows.next();
    }
  }

  /** Makes the tables, without rows and at offset 0, whatever was there. */
  void clear() {
    file.write(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
              statement.execute(table);
            }
            statement.execute("DELETE FROM feature_rows");
            statement.execute("DELETE FROM feature_offset");
          }
          try (PreparedStatement insert =
              connection.prepareStatement("INSERT INTO feature_offset VALUES(?, 0)")) {
            insert.setString(1, form);
            return insert.executeUpdate();
          }
        });
  }

  /**
   * Replaces rows, and sets the offset, in one transaction.
   *
   * @param rows encoded, by their keys; an empty array removes one
   */
  void write(Map<EntityKey, byte[]> rows, long offset) {
    file.write(
        connection -> {
          delete(connection, rows);
          upsert(connection, rows);
          try (PreparedStatement update =
              connection.prepareStatement("UPDATE feature_offset SET next = ?")) {
            update.setLong(1, offset);
            return update.executeUpdate();
          }
        });
  }

  private static void delete(Connection connection, Map<EntityKey, byte[]> rows)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM feature_rows WHERE kind = ? AND id = ?")) {
      for (Map.Entry<EntityKey, byte[]> row : rows.entrySet()) {
        if (row.getValue().length == 0) {
          set(delete, 1, row.getKey());
          delete.executeUpdate();
        }
      }
    }
  }

  private static void upsert(Connection connection, Map<EntityKey, byte[]> rows)
      throws SQLException {
    String sql =
        "INSERT INTO feature_rows VALUES(?, ?, ?)"
            + " ON CONFLICT(kind, id) DO UPDATE SET row = excluded.row";
    try (PreparedStatement upsert = connection.prepareStatement(sql)) {
      for (Map.Entry<EntityKey, byte[]> row : rows.entrySet()) {
        if (row.getValue().length > 0) {
          set(upsert, 1, row.getKey());
          upsert.setBytes(3, row.getValue());
          upsert.executeUpdate();
        }
      }
    }
  }

  /** Shows the rows of those keys that have one, read in one query for each thousand. */
  void read(List<EntityKey> keys, LongSupplier offset, BiConsumer<EntityKey, byte[]> visitor) {
    for (int from = 0; from < keys.size(); from += KEYS_MAX) {
      List<EntityKey> some = keys.subList(from, Math.min(from + KEYS_MAX, keys.size()));
      String sql =
          "WITH wanted(kind, id) AS (VALUES "
              + String.join(",", Collections.nCopies(some.size(), "(?,?)"))
              + ") SELECT rows.kind, rows.id, rows.row FROM wanted CROSS JOIN feature_rows rows"
              + " ON rows.kind = wanted.kind AND rows.id = wanted.id";
      List<Entry> entries =
          select(
              sql,
              offset,
              statement -> {
                int parameter = 1;
                for (EntityKey key : some) {
                  set(statement, parameter, key);
                  parameter += 2;
                }
              });
      entries.forEach(entry -> visitor.accept(entry.key(), entry.row()));
    }
  }

  /** Shows every row of the kind, a page at a time, in the order of the keys. */
  void scan(EntityKey.Kind kind, LongSupplier offset, BiConsumer<EntityKey, byte[]> visitor) {
    EntityKey after = new EntityKey(kind, "");
    while (true) {
      EntityKey last = after;
      List<Entry> page =
          select(
              "SELECT kind, id, row FROM feature_rows WHERE kind = ? AND id > ?"
                  + " ORDER BY id LIMIT "
                  + PAGE,
              offset,
              statement -> set(statement, 1, last));
      page.forEach(entry -> visitor.accept(entry.key(), entry.row()));
      if (page.size() < PAGE) {
        return;
      }
      after = page.getLast().key();
    }
  }

  /** Returns up to {@code limit} keys of the kind that come after a key, in their order. */
  List<EntityKey> keys(EntityKey last, int limit, LongSupplier offset) {
    List<Entry> entries =
        select(
            "SELECT kind, id, x'' FROM feature_rows WHERE kind = ? AND id > ? ORDER BY id LIMIT ?",
            offset,
            statement -> {
              set(statement, 1, last);
              statement.setInt(3, limit);
            });
    return entries.stream().map(Entry::key).toList();
  }

  @SuppressWarnings("ArrayRecordComponent") // handed on at once
  private record Entry(EntityKey key, byte[] row) {}

  @FunctionalInterface
  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  /**
   * Selects in one transaction with the check that no other process has stored newer rows.
   *
   * @param offset how much of the log the reader has folded
   */
  private List<Entry> select(String sql, LongSupplier offset, Parameters parameters) {
    return file.read(
        connection -> {
          try (Statement transaction = connection.createStatement()) {
            transaction.execute("BEGIN");
            try {
              if (file.isReadOnly()) {
                check(connection, offset);
              }
              return select(connection, sql, parameters);
            } finally {
              transaction.execute("COMMIT");
            }
          }
        });
  }

  private static List<Entry> select(Connection connection, String sql, Parameters parameters)
      throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      parameters.set(statement);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          EntityKey.Kind kind = kind(rows.getInt(1));
          String id = new String(rows.getBytes(2), StandardCharsets.UTF_8);
          entries.add(new Entry(new EntityKey(kind, id), rows.getBytes(3)));
        }
      }
    }
    return entries;
  }

  private static EntityKey.Kind kind(int code) {
    for (EntityKey.Kind kind : EntityKey.Kind.values()) {
      if (kind.code() == code) {
        return kind;
      }
    }
    throw new IllegalStateException("rows of kind " + code + " are unknown");
  }

  /** Throws if another process has stored rows that the reader's own folding would repeat. */
  private void check(Connection connection, LongSupplier offset) throws SQLException {
    Stored stored = stored(connection).orElse(new Stored(0, form));
    if (stored.offset() > offset.getAsLong() || !isReadable(stored)) {
      String sentence =
          "the rows in %s were replaced by another process meanwhile: open them again"
              .formatted(file.path());
      throw new UncheckedIOException(sentence, new IOException(sentence));
    }
  }

  private static void set(PreparedStatement statement, int parameter, EntityKey key)
      throws SQLException {
    statement.setInt(parameter, key.kind().code());
    statement.setBytes(parameter + 1, key.id().getBytes(StandardCharsets.UTF_8));
  }
}
