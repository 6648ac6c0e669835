package io.cairn.events;

import java.io.File;
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

  /** Throws if this is not a file of Cairn, is one of a later form, or was cut off. */
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
    checkLength(path, number(connection, "PRAGMA page_size"));
  }

  /**
   * Throws if the file ends inside a page, where SQLite would read zeros. While there is a journal,
   * its pages come first, and a page that was being written when the power failed is no damage.
   */
  private static void checkLength(Path path, long pageBytes) {
    long journalBytes = new File(path + "-wal").length();
    long bytes = path.toFile().length();
    if (journalBytes == 0 && bytes % pageBytes != 0) {
      throw SqliteFailure.of(
          "%s is damaged (its length of %d bytes is no multiple of %d): %s"
              .formatted(path, bytes, pageBytes, SqliteFailure.DAMAGE_REMEDY));
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.getLong(1);
    }
  }
}
