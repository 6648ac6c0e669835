package io.cairn.events;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Marks a database file as Cairn's and tells which form its tables have. */
final class SqliteForm {
  /** The form of the tables, kept in {@code user_version}. */
  static final int VERSION = 1;

  /** The letters "Crn" and a zero, kept in {@code application_id}. */
  static final int APPLICATION = 0x43726e00;

  private SqliteForm() {}

  /** Marks a new file; then checks it. */
  static void claim(Path path, Connection connection) throws SQLException {
    boolean fresh = number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
    if (fresh && number(connection, "PRAGMA application_id") == 0) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA application_id = " + APPLICATION);
        statement.execute("PRAGMA user_version = " + VERSION);
      }
    }
    check(path, connection);
  }

  /** Throws if this is not a file of Cairn, or one of a later form. */
  static void check(Path path, Connection connection) throws SQLException {
    if (number(connection, "PRAGMA application_id") != APPLICATION) {
      throw SqliteFailure.of(path + " is not a file of Cairn: give another folder");
    }
    long version = number(connection, "PRAGMA user_version");
    if (version > VERSION) {
      throw SqliteFailure.of(
          "%s was written by a newer Cairn (form %d, this one knows %d): use that version"
              .formatted(path, version, VERSION));
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.getLong(1);
    }
  }
}
