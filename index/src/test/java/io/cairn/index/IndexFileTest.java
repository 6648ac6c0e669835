package io.cairn.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.ItemId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IndexFileTest {
  private static final VectorTable TABLE = Planted.clustered(2000, 12, 3);

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("vectors.index");
  }

  @Test
  void open_givesWhatWasWritten() {
    HnswIndex graph = new HnswBuilder(.97, 8, 40, 1).build(Planted.unit(TABLE));
    List<VectorIndex> indexes =
        List.of(
            graph,
            graph.only(item -> item.value().endsWith("3")),
            new ExactIndex(TABLE),
            new ExactIndex(TABLE).only(item -> item.value().endsWith("3")),
            new IvfBuilder(.97, true, 1).build(TABLE),
            new IvfBuilder(.97, false, 1).build(TABLE),
            new IvfBuilder(.97, true, 1).build(TABLE).only(item -> item.value().endsWith("3")));
    for (VectorIndex index : indexes) {
      IndexFile.write(file(), index);
      VectorIndex opened = IndexFile.open(file(), 12);
      assertThat(opened).hasSameClassAs(index);
      assertThat(opened.size()).isEqualTo(index.size());
      for (int k : new int[] {1, 100, 2000}) {
        float[] query = Planted.query(TABLE, k);
        assertThat(opened.search(query, k)).isEqualTo(index.search(query, k));
      }
    }
  }

  @Test
  void open_ofAnEmptyIndexAndOddItems_works() {
    IndexFile.write(file(), new ExactIndex(VectorTable.of(List.of(), new float[0], 2)));
    assertThat(IndexFile.open(file(), 2).search(new float[2], 1)).isEmpty();
    List<ItemId> odd = List.of(new ItemId("ä 🪨"), new ItemId("x"));
    IndexFile.write(file(), new ExactIndex(VectorTable.of(odd, new float[] {1, 2, 3, 4}, 2)));
    assertThat(IndexFile.open(file(), 2).search(new float[] {1, 1}, 2))
        .extracting(VectorIndex.Neighbor::item)
        .containsExactly(odd.get(1), odd.get(0));
  }

  @Test
  void open_ofAnotherDimension_isRefused() {
    IndexFile.write(file(), new ExactIndex(TABLE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IndexFile.open(file(), 64))
        .withMessage("index %s has vectors of 12 numbers, not 64; build it again", file());
  }

  @Test
  void open_withItsTable_givesWhatWasWritten() {
    for (VectorIndex index :
        List.of(new ExactIndex(TABLE), new IvfBuilder(.97, true, 1).build(TABLE))) {
      IndexFile.write(file(), index, TABLE);
      float[] query = Planted.query(TABLE, 3);
      assertThat(IndexFile.open(file(), TABLE).search(query, 50))
          .isEqualTo(index.search(query, 50));
    }
  }

  @Test
  void open_withATableOfAnotherModel_isRefused() {
    IndexFile.write(file(), new IvfBuilder(.97, true, 1).build(TABLE), TABLE);
    float[] vectors = new float[2000 * 12];
    for (int row = 0; row < 2000; row++) {
      TABLE.copy(row, vectors, row * 12);
    }
    List<ItemId> otherItems =
        TABLE.items().stream().map(item -> new ItemId("x" + item.value())).toList();
    float[] otherVectors = vectors.clone();
    otherVectors[17] += .001f;
    for (VectorTable other :
        List.of(
            VectorTable.of(otherItems, vectors, 12),
            VectorTable.of(TABLE.items(), otherVectors, 12))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> IndexFile.open(file(), other))
          .withMessage("index %s was built from other items or vectors; build it again", file());
    }
    assertThat(IndexFile.open(file(), VectorTable.of(TABLE.items(), vectors, 12)).size())
        .isEqualTo(2000);
  }

  @Test
  void open_ofAFileThatIsNoIndex_isRefused() throws IOException {
    Files.write(file(), new byte[1000]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IndexFile.open(file(), 12))
        .withMessage("index %s is no index of this kind of machine; build it again", file());
    assertThatThrownBy(() -> IndexFile.open(folder.resolve("none"), 12))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot open index");
  }

  @Test
  void open_ofAnotherForm_isRefused() throws IOException {
    IndexFile.write(file(), new ExactIndex(TABLE));
    byte[] bytes = Files.readAllBytes(file());
    bytes[Long.BYTES + (isLittleEndian() ? 4 : 3)] = 9;
    Files.write(file(), bytes);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IndexFile.open(file(), 12))
        .withMessage("index %s has form 9, but this release reads form 3; build it again", file());
  }

  private static boolean isLittleEndian() {
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
  }

  @Test
  void open_ofATruncatedFile_isRefused() throws IOException {
    IndexFile.write(file(), new IvfBuilder(.97, true, 1).build(TABLE));
    byte[] bytes = Files.readAllBytes(file());
    for (int length = 0; length < bytes.length; length += 997) {
      Files.write(file(), Arrays.copyOf(bytes, length));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> IndexFile.open(file(), 12))
          .withMessageContaining("build it again");
    }
  }

  @Test
  void open_ofAFileWithAnotherByte_isRefused() throws IOException {
    IndexFile.write(file(), new IvfBuilder(.97, true, 1).build(TABLE));
    byte[] bytes = Files.readAllBytes(file());
    for (int at = 0; at < bytes.length - 64; at += 4999) {
      bytes[at] ^= 4;
      Files.write(file(), bytes);
      assertThatIllegalArgumentException().isThrownBy(() -> IndexFile.open(file(), 12));
      bytes[at] ^= 4;
    }
  }

  /** A folder is where the unfinished file would be, so that it cannot be written. */
  @Test
  void write_thatFails_leavesThePreviousFile() throws IOException {
    IndexFile.write(file(), new ExactIndex(TABLE));
    Files.createDirectories(folder.resolve("vectors.index.new/full"));
    VectorIndex other = new ExactIndex(Planted.clustered(1000, 12, 4));
    assertThatThrownBy(() -> IndexFile.write(file(), other))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot write index %s, which is left as it was", file());
    assertThat(IndexFile.open(file(), 12).size()).isEqualTo(2000);
  }

  @Test
  void write_ofAnotherKind_isRefused() {
    VectorIndex updatable = new UpdatableIndex(new ExactIndex(TABLE), ExactIndex::new);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IndexFile.write(file(), updatable))
        .withMessageContaining("UpdatableIndex cannot be written");
    assertThat(file()).doesNotExist();
  }
}
