package io.cairn.events;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/**
 * A file to import, unpacked while it is read if it is gzip. Immutable.
 *
 * @param path where it is
 */
record InputFile(Path path) {
  private static final int BUFFER_BYTES = 1 << 16;

  /** Returns the name in lower case, without {@code .gz}. */
  String name() {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }

  /** Returns the size on disk. */
  long sizeBytes() throws IOException {
    return Files.size(path);
  }

  /**
   * Opens the unpacked content.
   *
   * @param bytesRead is told how many bytes were read from disk, again and again
   */
  InputStream open(LongConsumer bytesRead) throws IOException {
    InputStream raw = new Counted(Files.newInputStream(path), bytesRead);
    try {
      BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER_BYTES);
      buffered.mark(2);
      boolean packed = buffered.read() == 0x1F && buffered.read() == 0x8B;
      buffered.reset();
      return packed ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** Tells how much was read through it. */
  private static final class Counted extends FilterInputStream {
    private final LongConsumer bytesRead;

    Counted(InputStream in, LongConsumer bytesRead) {
      super(in);
      this.bytesRead = bytesRead;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      if (count > 0) {
        bytesRead.accept(count);
      }
      return count;
    }
  }
}
