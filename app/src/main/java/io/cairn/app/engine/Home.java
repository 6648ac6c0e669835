package io.cairn.app.engine;

import io.cairn.events.EventLog;
import io.cairn.events.SqliteEventLog;
import io.cairn.events.SqliteFile;
import io.cairn.models.FolderModelRegistry;
import io.cairn.models.ModelRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * An open home folder: the log and the published models, without rows. Enough for what reads
 * history as a whole, such as training; {@link Engine} adds rows and lists. Safe for use by
 * multiple threads.
 */
public final class Home implements AutoCloseable {

  /*
   * The folder holds one database file with the log and the rows, one folder with the models, one
   * with the indexes of their vectors, and one with the records of imports. Everything but the log
   * can be deleted: rows are folded again, models trained again, indexes built again.
   */

  private static final String DATABASE = "cairn.db";
  private static final String MODELS = "models";
  private static final String INDEXES = "indexes";

  private final SqliteFile file;
  private final EventLog log;
  private final ModelRegistry registry;
  private final Path indexes;

  private Home(Path folder, SqliteFile file) {
    this.file = file;
    log = new SqliteEventLog(file);
    registry = new FolderModelRegistry(folder.resolve(MODELS));
    indexes = folder.resolve(INDEXES);
  }

  /**
   * Opens a home folder for reading and writing, and makes it where it is missing.
   *
   * @throws UncheckedIOException if it cannot be used, or another process has it open for writing
   */
  public static Home open(Path folder) {
    return over(folder, SqliteFile.open(folder.resolve(DATABASE)));
  }

  /**
   * Opens a home folder for reading its log, also while another process writes it. Models can be
   * published all the same.
   *
   * @throws UncheckedIOException if nothing was imported into it yet, or it cannot be read
   */
  public static Home openReadOnly(Path folder) {
    Path database = folder.resolve(DATABASE);
    if (Files.notExists(database)) {
      String sentence =
          "no data in %s yet, import some first with: cairn import FILE --home %s"
              .formatted(folder, folder);
      IOException missing = new NoSuchFileException(database.toString());
      throw new UncheckedIOException(sentence, missing);
    }
    return over(folder, SqliteFile.openReadOnly(database));
  }

  private static Home over(Path folder, SqliteFile file) {
    try {
      return new Home(folder, file);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Returns the log. */
  public EventLog log() {
    return log;
  }

  /** Returns the models that were published. */
  public ModelRegistry registry() {
    return registry;
  }

  /** Returns the folder of the indexes; it need not be there. */
  Path indexes() {
    return indexes;
  }

  /** Returns the file that the log and the rows are in. */
  SqliteFile file() {
    return file;
  }

  /** Releases the folder. */
  @Override
  public void close() {
    log.close();
    file.close();
  }
}
