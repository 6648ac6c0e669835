package io.cairn.app.engine;

import io.cairn.index.IndexFile;
import io.cairn.index.IndexPlan;
import io.cairn.index.VectorIndex;
import io.cairn.index.VectorTable;
import io.cairn.models.ModelArtifact;
import io.cairn.recommender.retrieval.Indexer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps the index of each model's last version in a file, so that it is built once and mapped from
 * then on. What cannot be used is built again and told; what cannot be kept is used all the same,
 * and told. Safe for use by multiple threads, but for those that ask for the same model.
 */
final class IndexFolder implements Indexer {
  private final Path folder;
  private final boolean isReadOnly;
  private final Function<VectorTable, IndexPlan> planner;
  private final Consumer<String> news;

  /**
   * Makes it.
   *
   * @param folder is made when an index is kept first
   * @param isReadOnly whether nothing may be written
   * @param planner says which index vectors get; exact ones are not kept
   * @param news is told what happened, a sentence each
   */
  IndexFolder(
      Path folder,
      boolean isReadOnly,
      Function<VectorTable, IndexPlan> planner,
      Consumer<String> news) {
    this.folder = folder;
    this.isReadOnly = isReadOnly;
    this.planner = planner;
    this.news = news;
  }

  @Override
  public VectorIndex index(ModelArtifact model, VectorTable vectors) {
    IndexPlan plan = planner.apply(vectors);
    if (plan.kind() == IndexPlan.Kind.EXACT) {
      return plan.build(vectors, SEED); // as fast as to open a file
    }
    Path file = folder.resolve("%s-%d.index".formatted(model.name(), model.version()));
    if (Files.exists(file)) {
      try {
        VectorIndex opened = IndexFile.open(file, vectors);
        news.accept("the index of model %s was opened from %s".formatted(title(model), file));
        return opened;
      } catch (IllegalArgumentException | UncheckedIOException e) {
        news.accept(
            "the index of model %s is built again: %s".formatted(title(model), e.getMessage()));
      }
    }
    VectorIndex built = plan.build(vectors, SEED);
    if (!isReadOnly) {
      keep(model, file, built, vectors);
    }
    return built;
  }

  private static String title(ModelArtifact model) {
    return model.name() + " " + model.version();
  }

  private void keep(ModelArtifact model, Path file, VectorIndex index, VectorTable vectors) {
    try {
      Files.createDirectories(folder);
      for (Path other : otherVersions(model, file)) {
        Files.delete(other);
      }
      IndexFile.write(file, index, vectors);
    } catch (IOException | UncheckedIOException e) {
      news.accept(
          "the index of model %s is in use, but could not be kept and will be built again: %s"
              .formatted(title(model), e.getMessage()));
    }
  }

  private List<Path> otherVersions(ModelArtifact model, Path file) throws IOException {
    Pattern ofModel = Pattern.compile(Pattern.quote(model.name()) + "-[0-9]+\\.index");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(other -> ofModel.matcher(other.getFileName().toString()).matches())
          .filter(other -> !other.equals(file))
          .toList();
    }
  }
}
