package io.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

final class SqliteFailureTest {
  private static final Path PATH = Path.of("home", "cairn.db");

  @ParameterizedTest
  @CsvSource({
    "SQLITE_FULL, free some space",
    "SQLITE_READONLY, is read-only: change its permissions",
    "SQLITE_READONLY_DIRECTORY, is read-only: change its permissions",
    "SQLITE_CANTOPEN, cannot open",
    "SQLITE_CORRUPT, is damaged",
    "SQLITE_IOERR_CORRUPTFS, cannot read or write",
    "SQLITE_NOTADB, is not a file of Cairn",
    "SQLITE_BUSY, is being used by another program",
    "SQLITE_BUSY_SNAPSHOT, is being used by another program",
    "SQLITE_IOERR_FSYNC, cannot read or write"
  })
  void of_codeOfSqlite_namesFileAndRemedy(SQLiteErrorCode code, String part) {
    assertThat(SqliteFailure.of(PATH, new SQLiteException("cause", code)))
        .hasMessageContaining(PATH.toString())
        .hasMessageContaining(part);
  }

  @Test
  void of_readOnlyFolder_namesTheFolder() {
    IOException denied = new AccessDeniedException("home");
    assertThat(SqliteFailure.of(PATH, denied))
        .hasMessage(
            "cannot write %s: home is read-only: change its permissions or give another folder"
                .formatted(PATH));
  }

  @Test
  void of_readOnlyDisk_givesTheReason() {
    IOException readOnly = new FileSystemException("home", null, "Read-only file system");
    assertThat(SqliteFailure.of(PATH, readOnly))
        .hasMessage(
            "cannot write %s: Read-only file system (home): give another folder".formatted(PATH));
  }
}
