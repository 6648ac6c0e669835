package io.cairn.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.ItemId;
import io.cairn.index.IndexPlan;
import io.cairn.index.IvfIndex;
import io.cairn.index.VectorIndex;
import io.cairn.index.VectorTable;
import io.cairn.models.ModelArtifact;
import io.cairn.models.TrainingRun;
import io.cairn.models.TrainingSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IndexFolderTest {
  private static final IndexPlan LISTS = new IndexPlan(IndexPlan.Kind.IVF, "");

  @TempDir private Path home;
  private final List<String> news = new ArrayList<>();

  private IndexFolder folder() {
    return new IndexFolder(home.resolve("indexes"), false, _ -> LISTS, news::add);
  }

  private Path file(int version) {
    return home.resolve("indexes/als-%d.index".formatted(version));
  }

  @Test
  void index_ofAVersionThatWasIndexed_isOpened() {
    VectorIndex built = folder().index(model(1), vectors(1));
    assertThat(news).isEmpty();
    VectorIndex opened = folder().index(model(1), vectors(1));
    assertThat(news).containsExactly("the index of model als 1 was opened from " + file(1));
    assertThat(opened).isInstanceOf(IvfIndex.class);
    float[] query = vectors(1).vector(3);
    assertThat(opened.search(query, 20)).isEqualTo(built.search(query, 20));
  }

  @Test
  void index_ofTheNextVersion_replacesTheFile() throws IOException {
    folder().index(model(1), vectors(1));
    folder().index(model(2), vectors(2));
    try (Stream<Path> files = Files.list(home.resolve("indexes"))) {
      assertThat(files).containsExactly(file(2));
    }
  }

  @Test
  void index_whoseFileIsDamaged_isBuiltAgain() throws IOException {
    VectorIndex built = folder().index(model(1), vectors(1));
    byte[] bytes = Files.readAllBytes(file(1));
    bytes[bytes.length / 2] ^= 1;
    Files.write(file(1), bytes);
    float[] query = vectors(1).vector(3);
    assertThat(folder().index(model(1), vectors(1)).search(query, 20))
        .isEqualTo(built.search(query, 20));
    assertThat(news)
        .containsExactly(
            "the index of model als 1 is built again: index %s is damaged: its checksum is"
                    .formatted(file(1))
                + " another; build it again");
    folder().index(model(1), vectors(1));
    assertThat(news).last().asString().contains("was opened from");
  }

  /** As when a home was put together of two. */
  @Test
  void index_whoseFileIsOfAnotherModel_isBuiltAgain() throws IOException {
    VectorIndex built = folder().index(model(1), vectors(1));
    VectorIndex other = folder().index(model(2), vectors(2));
    Files.move(file(2), file(1));
    VectorIndex index = folder().index(model(1), vectors(1));
    assertThat(news)
        .singleElement()
        .asString()
        .contains("the index of model als 1 is built again", "other items or vectors");
    float[] query = vectors(1).vector(3);
    assertThat(index.search(query, 20))
        .isEqualTo(built.search(query, 20))
        .isNotEqualTo(other.search(query, 20));
  }

  /** As when the disk is full: a file is where the folder should be made. */
  @Test
  void index_thatCannotBeKept_isUsed() throws IOException {
    Files.createFile(home.resolve("indexes"));
    assertThat(folder().index(model(1), vectors(1)).size()).isEqualTo(500);
    assertThat(news)
        .singleElement()
        .asString()
        .startsWith("the index of model als 1 is in use, but could not be kept");
  }

  @Test
  void index_forReading_writesNothing() {
    new IndexFolder(home.resolve("indexes"), true, _ -> LISTS, news::add)
        .index(model(1), vectors(1));
    assertThat(home.resolve("indexes")).doesNotExist();
  }

  @Test
  void index_thatComparesEach_isNotKept() {
    new IndexFolder(home.resolve("indexes"), false, IndexPlan::of, news::add)
        .index(model(1), vectors(1));
    assertThat(home.resolve("indexes")).doesNotExist();
  }

  private static ModelArtifact model(int version) {
    TrainingRun run =
        new TrainingRun("als", 1, new TrainingSet(0, 2, 1, 2, 2), "test", Instant.EPOCH);
    return new ModelArtifact("als", version, "als", run, Map.of());
  }

  private static VectorTable vectors(int seed) {
    Random random = new Random(seed);
    float[] vectors = new float[500 * 8];
    for (int at = 0; at < vectors.length; at++) {
      vectors[at] = (float) random.nextGaussian();
    }
    List<ItemId> items =
        IntStream.range(0, 500).mapToObj(row -> new ItemId(Integer.toString(row))).toList();
    return VectorTable.of(items, vectors, 8);
  }
}
