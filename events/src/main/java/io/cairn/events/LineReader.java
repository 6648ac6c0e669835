package io.cairn.events;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads lines without ever holding one that is too long. Lines end with LF or CRLF; a byte-order
 * mark is dropped. For use by one thread.
 */
final class LineReader implements Closeable {
  /** The longest line in bytes. */
  static final int LINE_BYTES_MAX = 1 << 20;

  private final InputStream in;
  private final boolean latinFallback;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;

  private byte[] line = new byte[256];
  private int length;
  private boolean tooLong;
  private long number;

  /**
   * Reads from a stream, which closes with this reader.
   *
   * @param latinFallback whether a line that is not UTF-8 is Latin-1, rather than an error
   */
  LineReader(InputStream in, boolean latinFallback) {
    this.in = in;
    this.latinFallback = latinFallback;
  }

  /** Goes to the next line; false at the end of the file. */
  boolean next() throws IOException {
    length = 0;
    tooLong = false;
    if (at == end && !fill()) {
      return false;
    }
    while (!appendToLineEnd() && fill()) {
      // the line goes on in the next buffer
    }
    number++;
    if (number == 1 && length >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB) {
      System.arraycopy(line, 3, line, 0, length - 3);
      length -= 3;
    }
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return true;
  }

  /** Returns the number of the current line, from 1; 0 before the first. */
  long number() {
    return number;
  }

  /**
   * Returns the current line without its end.
   *
   * @throws InvalidEventException if it is too long, or not UTF-8
   */
  String text() {
    if (tooLong) {
      throw new InvalidEventException("", "the line is longer than 1 MiB", "a shorter line");
    }
    if (isAscii()) {
      return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line, 0, length);
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      if (latinFallback) {
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
      }
      throw new InvalidEventException("", "the line is not UTF-8", "a file saved as UTF-8");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  /** Appends what the buffer has of the line; whether that was all of it. */
  private boolean appendToLineEnd() {
    int stop = at;
    while (stop < end && buffer[stop] != '\n') {
      stop++;
    }
    append(at, stop - at);
    boolean complete = stop < end;
    at = complete ? stop + 1 : stop;
    return complete;
  }

  private void append(int from, int count) {
    if (tooLong || length + count > LINE_BYTES_MAX) {
      tooLong = true;
      return;
    }
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + count));
    }
    System.arraycopy(buffer, from, line, length, count);
    length += count;
  }

  private boolean isAscii() {
    for (int i = 0; i < length; i++) {
      if (line[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether this is the first line, and begins with the byte-order mark of UTF-16. */
  boolean isUtf16() {
    int mark = number != 1 || length < 2 ? 0 : ((line[0] & 0xFF) << 8) | (line[1] & 0xFF);
    return mark == 0xFFFE || mark == 0xFEFF;
  }
}
