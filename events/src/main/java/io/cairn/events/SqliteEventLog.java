package io.cairn.events;

import io.cairn.core.Event;
import io.cairn.core.EventId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The embedded event log: one row an event in a {@link SqliteFile}. Concurrent appends share one
 * commit. Times are kept in milliseconds; {@link EventCodec} tells what it refuses.
 *
 * <p>Of a file opened for reading only, {@link #append} throws {@link IllegalStateException}, and
 * {@link #end} follows the process that writes. A file has one log for writing at a time.
 */
public final class SqliteEventLog implements EventLog {
  private static final int PAGE = 1000;
  private static final int REQUESTS_MAX = 500;
  private static final int UNSAVED_MAX = 50_000;

  private final SqliteFile file;
  private final ToLongFunction<EventId> hash;
  private final GroupCommit<AppendTransaction.Request> group =
      new GroupCommit<>(REQUESTS_MAX, this::commit);

  /** The newest ids, which are not in the table; only the leader of a commit uses it. */
  private final UnsavedIds unsaved;

  /** Of the connection that writes; only the leader of a commit uses it. */
  private AppendTransaction.@Nullable Statements statements;

  private volatile long end;

  /**
   * Opens the log in the file. The file remains the caller's to close.
   *
   * @throws java.io.UncheckedIOException if the file is damaged, or was opened for reading only and
   *     holds no log
   */
  public SqliteEventLog(SqliteFile file) {
    this(file, EventIdHash::of, UNSAVED_MAX);
  }

  SqliteEventLog(SqliteFile file, ToLongFunction<EventId> hash, int unsavedMax) {
    this.file = file;
    this.hash = hash;
    unsaved = new UnsavedIds(unsavedMax);
    if (!file.isReadOnly()) {
      file.write(SqliteEventLog::createTables);
    }
    end = file.read(SqliteEventLog::end);
    if (!file.isReadOnly()) {
      readUnsavedIds();
    }
  }

  private static boolean createTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS events"
              + " (log_offset INTEGER PRIMARY KEY, event BLOB NOT NULL)");
    }
    SavedIds.createTables(connection);
    return true;
  }

  private static long end(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT max(log_offset) + 1 FROM events")) {
      return rows.getLong(1); // 0 where there is none
    }
  }

  private void readUnsavedIds() {
    long[] ends = file.read(SavedIds::ends);
    long offset = Math.min(end, Arrays.stream(ends).min().orElseThrow());
    try (Stream<Event> tail = read(offset)) {
      for (Event event : (Iterable<Event>) tail::iterator) {
        long key = hash.applyAsLong(event.id());
        if (offset >= ends[UnsavedIds.range(key)]) {
          unsaved.add(key, offset);
        }
        offset++;
      }
    }
  }

  @Override
  public long[] append(List<Event> events) {
    AppendTransaction.Request request = AppendTransaction.Request.of(events);
    if (!events.isEmpty()) {
      group.commit(request);
    }
    return request.offsets();
  }

  private void commit(List<AppendTransaction.Request> requests) {
    AppendTransaction committed = file.write(connection -> append(connection, requests));
    committed.committed();
    end = committed.end();
  }

  private AppendTransaction append(Connection connection, List<AppendTransaction.Request> requests)
      throws SQLException {
    AppendTransaction.Statements prepared =
        statements == null ? new AppendTransaction.Statements(connection) : statements;
    statements = null; // unless all goes well: one that failed cannot be used again
    try {
      AppendTransaction transaction = append(prepared, requests);
      statements = prepared;
      return transaction;
    } finally {
      if (statements == null) {
        prepared.close();
      }
    }
  }

  private AppendTransaction append(
      AppendTransaction.Statements prepared, List<AppendTransaction.Request> requests)
      throws SQLException {
    AppendTransaction transaction = new AppendTransaction(prepared, unsaved, hash, end);
    for (int range : unsaved.due()) {
      transaction.saveIds(range);
    }
    transaction.append(requests);
    return transaction;
  }

  @Override
  public Stream<Event> read(long offset) {
    long until = end();
    if (offset < 0 || offset > until) {
      throw new IllegalArgumentException("offset " + offset + " is not in [0, " + until + "]");
    }
    return LongStream.iterate(offset, from -> from < until, from -> from + PAGE)
        .mapToObj(from -> readPage(from, Math.min(from + PAGE, until)))
        .flatMap(List::stream);
  }

  private List<Event> readPage(long from, long to) {
    List<byte[]> page = file.read(connection -> selectPage(connection, from, to));
    if (page.size() != to - from) {
      throw damaged(from, "%d events are missing".formatted(to - from - page.size()));
    }
    List<Event> events = new ArrayList<>(page.size());
    for (byte[] encoded : page) {
      try {
        events.add(EventCodec.decode(encoded));
      } catch (IllegalArgumentException e) {
        throw damaged(from + events.size(), String.valueOf(e.getMessage()));
      }
    }
    return events;
  }

  private static List<byte[]> selectPage(Connection connection, long from, long to)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT event FROM events WHERE log_offset >= ? AND log_offset < ?"
                + " ORDER BY log_offset")) {
      select.setLong(1, from);
      select.setLong(2, to);
      List<byte[]> page = new ArrayList<>(PAGE);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          page.add(rows.getBytes(1));
        }
      }
      return page;
    }
  }

  private RuntimeException damaged(long offset, String how) {
    return SqliteFailure.of(
        "%s is damaged at event %d (%s): %s"
            .formatted(file.path(), offset, how, SqliteFailure.DAMAGE_REMEDY));
  }

  @Override
  public long end() {
    return file.isReadOnly() ? file.read(SqliteEventLog::end) : end;
  }

  /** Does nothing: the file is closed by who opened it. */
  @Override
  public void close() {}
}
