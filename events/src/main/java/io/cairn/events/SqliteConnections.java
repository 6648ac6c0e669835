package io.cairn.events;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/** Opens connections with the settings that {@link SqliteFile} promises. */
final class SqliteConnections {
  private static final int BUSY_MILLIS = 10_000;
  private static final int WRITER_CACHE_KIB = 32 * 1024;
  private static final int READER_CACHE_KIB = 2 * 1024;
  private static final int CHECKPOINT_PAGES = 8000;
  private static final int JOURNAL_BYTES_KEPT = 64 << 20;

  private SqliteConnections() {}

  static Connection forWriting(Path path) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(-WRITER_CACHE_KIB);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setJournalSizeLimit(JOURNAL_BYTES_KEPT);
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, String.valueOf(CHECKPOINT_PAGES));
    config.setGetGeneratedKeys(false); // else every insert is followed by a query for its row id
    return config.createConnection("jdbc:sqlite:" + path);
  }

  static Connection forReading(Path path) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(-READER_CACHE_KIB);
    return config.createConnection("jdbc:sqlite:" + path);
  }
}
