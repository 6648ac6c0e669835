package io.cairn.events;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;

/** The connection that writes, and the locks that keep it the only one. */
final class SqliteWriter implements AutoCloseable {
  private final Path path;
  private final WriterLock processLock;
  private final Connection connection;
  private final ReentrantLock lock = new ReentrantLock();

  private SqliteWriter(Path path, WriterLock processLock, Connection connection) {
    this.path = path;
    this.processLock = processLock;
    this.connection = connection;
  }

  static SqliteWriter open(Path path) {
    WriterLock processLock = WriterLock.take(path);
    try {
      return new SqliteWriter(path, processLock, connect(path));
    } catch (SQLException e) {
      processLock.close();
      throw SqliteFailure.of(path, e);
    } catch (RuntimeException e) {
      processLock.close();
      throw e;
    }
  }

  private static Connection connect(Path path) throws SQLException {
    Connection connection = SqliteConnections.forWriting(path);
    try {
      SqliteForm.claim(path, connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  <T> T write(SqliteFile.Work<T> work) {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("write was called inside write");
    }
    lock.lock();
    try {
      if (connection.isClosed()) {
        throw new IllegalStateException(path + " is closed");
      }
      return transact(work);
    } catch (SQLException e) {
      throw SqliteFailure.of(path, e);
    } finally {
      lock.unlock();
    }
  }

  private <T> T transact(SqliteFile.Work<T> work) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      try {
        T result = work.run(connection);
        statement.execute("COMMIT");
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        rollBack(statement, e);
        throw e;
      }
    }
  }

  private static void rollBack(Statement statement, Throwable failure) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      failure.addSuppressed(e); // after some failures SQLite itself has rolled back
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      throw SqliteFailure.of(path, e);
    } finally {
      processLock.close();
      lock.unlock();
    }
  }
}
