package io.cairn.index;

import io.cairn.core.ItemId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Keeps an index with its vectors and items in one file, which is mapped into memory and not read
 * when it is opened. Failures of the disk are reported as {@link UncheckedIOException}.
 */
public final class IndexFile {

  /*
   * All numbers are in the order of bytes of the machine. First come MAGIC, FORM, what it is,
   * its dimension, a sum of the table that it was built from if that was given, and the lengths of
   * all sections; then the sections, each from a multiple of 64
   * on; then the CRC32C of all that. Items are the ends of their texts, and the texts in UTF-8.
   */

  private static final long MAGIC = 0x4341_4952_4e49_4458L;
  private static final int FORM = 3;
  private static final int EXACT = 1;
  private static final int IVF = 2;
  private static final int HNSW = 3;
  private static final int SECTIONS = 14;
  private static final long LENGTHS = 4;
  private static final long ALIGNMENT = 64;
  private static final long PIECE = 1 << 20;
  private static final long HEADER = LENGTHS * Long.BYTES + SECTIONS * (long) Long.BYTES;

  private IndexFile() {}

  /**
   * Writes an index, replacing the file in one step when all is on the disk. If that fails, the
   * file is what it was.
   *
   * @param index an {@link ExactIndex}, {@link IvfIndex} or {@link HnswIndex}
   * @throws IllegalArgumentException if the index is of another kind
   */
  public static void write(Path file, VectorIndex index) {
    write(file, index, 0);
  }

  /**
   * Writes an index that is to be opened with the table that it was built from.
   *
   * @throws IllegalArgumentException as {@link #write(Path, VectorIndex)} does
   */
  public static void write(Path file, VectorIndex index, VectorTable of) {
    write(file, index, sum(of));
  }

  private static void write(Path file, VectorIndex index, long tableSum) {
    Content content =
        switch (index) {
          case ExactIndex exact -> new Content(EXACT, exact.sections());
          case IvfIndex ivf -> new Content(IVF, ivf.sections());
          case HnswIndex hnsw -> new Content(HNSW, hnsw.sections());
          default ->
              throw new IllegalArgumentException(
                  "an index of kind %s cannot be written; write what it was built from"
                      .formatted(index.getClass().getSimpleName()));
        };
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    try {
      writeAll(unfinished, header(content, index.dimension(), tableSum), content.sections);
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write index %s, which is left as it was: %s".formatted(file, e.getMessage()),
          discard(unfinished, e));
    }
  }

  private static IOException discard(Path unfinished, IOException cause) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return cause;
  }

  /** What a file is made of. */
  private record Content(int kind, List<MemorySegment> sections) {}

  private static MemorySegment header(Content content, int dimension, long tableSum) {
    MemorySegment header = MemorySegment.ofArray(new long[(int) (HEADER / Long.BYTES)]);
    header.setAtIndex(ValueLayout.JAVA_LONG, 0, MAGIC);
    header.setAtIndex(ValueLayout.JAVA_LONG, 1, (long) FORM << Integer.SIZE | content.kind);
    header.setAtIndex(ValueLayout.JAVA_LONG, 2, dimension);
    header.setAtIndex(ValueLayout.JAVA_LONG, 3, tableSum);
    long place = LENGTHS;
    for (MemorySegment section : content.sections) {
      header.setAtIndex(ValueLayout.JAVA_LONG, place++, section.byteSize());
    }
    return header;
  }

  private static void writeAll(Path file, MemorySegment header, List<MemorySegment> sections)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      CRC32C sum = new CRC32C();
      write(channel, header, sum);
      for (MemorySegment section : sections) {
        write(channel, section, sum);
      }
      MemorySegment seal = MemorySegment.ofArray(new long[] {sum.getValue()});
      write(channel, seal, sum);
      channel.force(true);
    }
  }

  /** Writes a segment and fills up to a multiple of the alignment. */
  private static void write(FileChannel channel, MemorySegment segment, CRC32C sum)
      throws IOException {
    long rest = aligned(segment.byteSize()) - segment.byteSize();
    for (MemorySegment part : List.of(segment, MemorySegment.ofArray(new byte[(int) rest]))) {
      for (long from = 0; from < part.byteSize(); from += PIECE) {
        MemorySegment piece = part.asSlice(from, Math.min(PIECE, part.byteSize() - from));
        ByteBuffer bytes = ByteBuffer.wrap(piece.toArray(ValueLayout.JAVA_BYTE));
        sum.update(bytes.array());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    }
  }

  private static long aligned(long bytes) {
    return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
  }

  /**
   * Opens an index. The file may be replaced or deleted meanwhile.
   *
   * @param dimension the length that the vectors must have
   * @throws IllegalArgumentException if the file is no index, damaged, of another form, or of
   *     vectors of another length; says the file and what to do
   */
  public static VectorIndex open(Path file, int dimension) {
    return open(file, dimension, Optional.empty());
  }

  /**
   * Opens an index that was written with the table that it was built from, and whose items and
   * vectors are then that table's.
   *
   * @throws IllegalArgumentException as {@link #open(Path, int)} does, and if the index was built
   *     from other items or vectors
   */
  public static VectorIndex open(Path file, VectorTable of) {
    return open(file, of.dimension(), Optional.of(of));
  }

  private static VectorIndex open(Path file, int dimension, Optional<VectorTable> table) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment all =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      Optional<String> problem =
          problem(all, dimension)
              .or(
                  () ->
                      table
                          .filter(of -> sum(of) != number(all, 3))
                          .map(_ -> "was built from other items or vectors"));
      if (problem.isPresent()) {
        throw new IllegalArgumentException(
            "index %s %s; build it again".formatted(file, problem.get()));
      }
      return read(all, dimension, table);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open index %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Optional<String> problem(MemorySegment all, int dimension) {
    long bytes = all.byteSize();
    if (bytes < aligned(HEADER) + ALIGNMENT || number(all, 0) != MAGIC) {
      return Optional.of("is no index of this kind of machine");
    }
    if (number(all, 1) >>> Integer.SIZE != FORM) {
      return Optional.of(
          "has form %d, but this release reads form %d"
              .formatted(number(all, 1) >>> Integer.SIZE, FORM));
    }
    if (number(all, 2) != dimension) {
      return Optional.of("has vectors of %d numbers, not %d".formatted(number(all, 2), dimension));
    }
    long expected = aligned(HEADER) + ALIGNMENT;
    for (int section = 0; section < SECTIONS; section++) {
      expected += aligned(Math.max(0, number(all, LENGTHS + section)));
    }
    if (bytes != expected) {
      return Optional.of("has %d bytes in place of %d".formatted(bytes, expected));
    }
    boolean isWhole =
        sum(all.asSlice(0, bytes - ALIGNMENT)) == number(all, (bytes - ALIGNMENT) / 8);
    return isWhole ? Optional.empty() : Optional.of("is damaged: its checksum is another");
  }

  private static long number(MemorySegment all, long index) {
    return all.getAtIndex(ValueLayout.JAVA_LONG, index);
  }

  private static long sum(MemorySegment segment) {
    CRC32C sum = new CRC32C();
    for (long from = 0; from < segment.byteSize(); from += PIECE) {
      sum.update(segment.asSlice(from, Math.min(PIECE, segment.byteSize() - from)).asByteBuffer());
    }
    return sum.getValue();
  }

  /** Returns a sum of all vectors and items, in their order. */
  private static long sum(VectorTable table) {
    CRC32C sum = new CRC32C();
    MemorySegment vectors = table.segment();
    long bytes = (long) table.size() * table.dimension() * Float.BYTES;
    for (long from = 0; from < bytes; from += PIECE) {
      MemorySegment piece = vectors.asSlice(from, Math.min(PIECE, bytes - from));
      sum.update(piece.toArray(ValueLayout.JAVA_BYTE));
    }
    return sum.getValue() << Integer.SIZE | Integer.toUnsignedLong(table.items().hashCode());
  }

  private static VectorIndex read(MemorySegment all, int dimension, Optional<VectorTable> table) {
    MemorySegment[] sections = new MemorySegment[SECTIONS];
    long from = aligned(HEADER);
    for (int section = 0; section < SECTIONS; section++) {
      sections[section] = all.asSlice(from, number(all, LENGTHS + section));
      from += aligned(sections[section].byteSize());
    }
    List<ItemId> items =
        table.map(VectorTable::items).orElseGet(() -> new StoredItems(sections[0], sections[1]));
    if (table.isPresent() && sections[2].byteSize() > 0) {
      sections[2] = table.get().segment();
    }
    return switch ((int) number(all, 1)) {
      case EXACT -> new ExactIndex(new VectorTable(items, sections[2], dimension));
      case HNSW -> HnswIndex.of(new VectorTable(items, sections[2], dimension), List.of(sections));
      default -> IvfIndex.of(items, dimension, List.of(sections));
    };
  }
}
