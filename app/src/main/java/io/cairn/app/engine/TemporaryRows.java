package io.cairn.app.engine;

import io.cairn.events.SqliteFile;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureStore;
import io.cairn.features.SqliteFeatureStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A place for the rows of a replay: like those of the engine, so that a history of any length needs
 * no more memory than serving does. Deleted when it is closed.
 */
final class TemporaryRows implements AutoCloseable {
  private final Path folder;
  private final SqliteFile file;
  private final FeatureStore store;

  /**
   * Makes an empty place.
   *
   * @param cacheBytes how much heap rows of users and sessions may take, about
   */
  TemporaryRows(FeatureSet features, long cacheBytes) {
    try {
      folder = Files.createTempDirectory("cairn-replay");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary folder: " + e.getMessage(), e);
    }
    file = SqliteFile.open(folder.resolve("rows.db"));
    store = new SqliteFeatureStore(file, features.schema(), cacheBytes);
  }

  FeatureStore store() {
    return store;
  }

  @Override
  public void close() {
    file.close();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder + ": " + e.getMessage(), e);
    }
  }
}
