package io.cairn.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says in one sentence what failed, where, and what to do about it. */
final class SqliteFailure {
  static final String DAMAGE_REMEDY = "restore it from a copy, or import anew elsewhere";

  private SqliteFailure() {}

  static UncheckedIOException of(String sentence) {
    return new UncheckedIOException(sentence, new IOException(sentence));
  }

  /** The failure of SQLite at work on the file. */
  static UncheckedIOException of(Path path, SQLException failure) {
    String sentence = sentence(path, failure);
    return new UncheckedIOException(sentence, new IOException(sentence, failure));
  }

  /** The failure to make or lock a file in the folder of the database. */
  static UncheckedIOException of(Path path, IOException failure) {
    return new UncheckedIOException("cannot write " + path + ": " + reason(failure), failure);
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException denied ->
          denied.getFile() + " is read-only: change its permissions or give another folder";
      case FileAlreadyExistsException exists ->
          exists.getFile() + " is a file and no folder: give another folder";
      case FileSystemException other ->
          "%s (%s): give another folder".formatted(other.getReason(), other.getFile());
      default -> String.valueOf(failure.getMessage());
    };
  }

  private static String sentence(Path path, SQLException failure) {
    SQLiteErrorCode code =
        failure instanceof SQLiteException sqlite
            ? sqlite.getResultCode()
            : SQLiteErrorCode.UNKNOWN_ERROR;
    return switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
      case SQLITE_FULL -> "no room for " + path + ": free some space on its disk and try again";
      case SQLITE_READONLY, SQLITE_PERM ->
          path + " is read-only: change its permissions or give another folder";
      case SQLITE_CANTOPEN ->
          "cannot open " + path + ": it is missing, or it or its folder cannot be read";
      case SQLITE_CORRUPT -> path + " is damaged: " + DAMAGE_REMEDY;
      case SQLITE_NOTADB -> path + " is not a file of Cairn: give another folder";
      case SQLITE_BUSY, SQLITE_LOCKED ->
          path + " is being used by another program: stop that program and try again";
      default -> "cannot read or write " + path + ": " + failure.getMessage();
    };
  }
}
