package io.cairn.events;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The one SQLite database file in which the embedded log and the embedded rows are kept. What
 * {@link #write} has returned from is durable: it survives the end of the process and of the
 * machine's power.
 *
 * <p>One process writes; any number of processes read meanwhile and see what was committed before
 * each statement. Failures are reported as {@link java.io.UncheckedIOException} in one sentence
 * that names the file and the remedy. Safe for use by multiple threads.
 */
public final class SqliteFile implements AutoCloseable {

  /*
   * The write-ahead log with synchronous=FULL: a commit appends the changed pages to the -wal file
   * and forces it, once. Readers never wait for the writer, nor the writer for readers.
   *
   * Nobody opens the database file itself through java.io or java.nio while SQLite has it open:
   * closing such a channel drops the locks that SQLite holds on it for the whole process, as POSIX
   * has it. WriterLock therefore locks a file beside it.
   */

  /** What runs on a connection. */
  @FunctionalInterface
  public interface Work<T> {
    /**
     * Does the work; does not close the connection, and keeps at most its statements: of the
     * connection that writes, which is always the same.
     */
    T run(Connection connection) throws SQLException;
  }

  private final Path path;
  private final Optional<SqliteWriter> writer;
  private final SqliteReaders readers;

  private SqliteFile(Path path, Optional<SqliteWriter> writer) {
    this.path = path;
    this.writer = writer;
    this.readers = new SqliteReaders(path);
  }

  /**
   * Opens the file for reading and writing, and makes it and its folder where they are missing.
   *
   * @throws java.io.UncheckedIOException also if another process, or this one, has it open for
   *     writing; if it is damaged, not a file of Cairn, or written by a newer version
   */
  public static SqliteFile open(Path path) {
    return new SqliteFile(path, Optional.of(SqliteWriter.open(path)));
  }

  /**
   * Opens the file for reading, also while another process writes it.
   *
   * @throws java.io.UncheckedIOException also if there is no such file; if it is damaged, not a
   *     file of Cairn, or written by a newer version
   */
  public static SqliteFile openReadOnly(Path path) {
    SqliteFile file = new SqliteFile(path, Optional.empty());
    file.read(
        connection -> {
          SqliteForm.check(path, connection);
          return path;
        });
    return file;
  }

  /** Returns where the file is. */
  public Path path() {
    return path;
  }

  /** Whether the file was opened for reading only. */
  public boolean isReadOnly() {
    return writer.isEmpty();
  }

  /**
   * Runs the work in one transaction and makes it durable, or, if it throws, undoes it. Calls run
   * one after the other; the work must not call {@code write}.
   *
   * @throws IllegalStateException if the file was opened for reading only, or is closed
   */
  public <T> T write(Work<T> work) {
    return writer
        .orElseThrow(() -> new IllegalStateException(path + " was opened for reading only"))
        .write(work);
  }

  /**
   * Runs the work on a connection that only reads. Each statement sees what was committed before it
   * began. Keep it short: the file grows while somebody reads an old state of it.
   *
   * @throws IllegalStateException if the file is closed
   */
  public <T> T read(Work<T> work) {
    return readers.read(work);
  }

  /** Waits for the work that writes, then closes the file; other processes may write it then. */
  @Override
  public void close() {
    readers.close();
    writer.ifPresent(SqliteWriter::close);
  }
}
