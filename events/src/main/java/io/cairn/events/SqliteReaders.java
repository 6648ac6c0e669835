package io.cairn.events;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Connections that only read, lent to one piece of work each and kept for the next. */
final class SqliteReaders implements AutoCloseable {
  private static final int IDLE_MAX = 8;

  private final Path path;
  private final BlockingQueue<Connection> idle = new LinkedBlockingQueue<>(IDLE_MAX);
  private volatile boolean closed;

  SqliteReaders(Path path) {
    this.path = path;
  }

  <T> T read(SqliteFile.Work<T> work) {
    if (closed) {
      throw new IllegalStateException(path + " is closed");
    }
    try {
      Connection connection = borrow();
      try {
        return work.run(connection);
      } finally {
        giveBack(connection);
      }
    } catch (SQLException e) {
      throw SqliteFailure.of(path, e);
    }
  }

  private Connection borrow() throws SQLException {
    Connection connection = idle.poll();
    return connection == null ? SqliteConnections.forReading(path) : connection;
  }

  private void giveBack(Connection connection) throws SQLException {
    if (!idle.offer(connection)) {
      connection.close();
    } else if (closed) {
      closeIdle();
    }
  }

  private void closeIdle() throws SQLException {
    for (Connection next = idle.poll(); next != null; next = idle.poll()) {
      next.close();
    }
  }

  /** Closes the connections; one that is lent is closed when it comes back. */
  @Override
  public void close() {
    closed = true;
    try {
      closeIdle();
    } catch (SQLException e) {
      throw SqliteFailure.of(path, e);
    }
  }
}
