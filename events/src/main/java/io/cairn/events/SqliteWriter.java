package io.cairn.events;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
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

  /*
   * JDBC's own transactions, not BEGIN and COMMIT as statements: outside a transaction of its own
   * the driver tries to begin one at every statement.
   */
  private <T> T transact(SqliteFile.Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    T result;
    try {
      result = work.run(connection);
      connection.commit();
    } catch (SQLException | RuntimeException | Error e) {
      rollBack(e);
      throw e;
    }
    connection.setAutoCommit(true);
    return result;
  }

  /** After some failures SQLite itself has rolled back; then there is nothing to undo or to end. */
  private void rollBack(Throwable failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      failure.addSuppressed(e);
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
