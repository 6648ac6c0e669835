package io.cairn.events;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@link ByteWriter} wrote, in the same order. Every method throws {@link
 * IllegalArgumentException} where the bytes end too early or cannot be what was asked for; {@link
 * #position()} then tells where. For use by one thread.
 */
public final class ByteReader {
  private static final int REPEATED_LENGTH_MAX = 24;

  /** Strings are immutable, so a thread that sees an old entry only misses a chance. */
  private static final @Nullable String[] REPEATED = new String[1024];

  private final byte[] bytes;
  private int position;

  /** Reads the bytes from the first one; they are not copied. */
  public ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns how many bytes have been read. */
  public int position() {
    return position;
  }

  /** Returns how many bytes are left. */
  public int remaining() {
    return bytes.length - position;
  }

  /** Reads a byte as a number in [0, 255]. */
  public int readByte() {
    return bytes[take(1)] & 0xff;
  }

  /** Reads what {@link ByteWriter#writeVarint} wrote. */
  public long readVarint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes[take(1)];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number has more than 10 bytes");
  }

  /** Reads what {@link ByteWriter#writeSigned} wrote. */
  public long readSigned() {
    long zigzag = readVarint();
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  /** Reads a number in [0, 2³¹) that was written as a varint. */
  public int readInt() {
    long value = readVarint();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a number must be below 2^31, was " + value);
    }
    return (int) value;
  }

  /** Reads how many things follow; each of them takes at least one byte. */
  public int readCount() {
    int count = readInt();
    if (count > remaining()) {
      throw new IllegalArgumentException(
          count + " things are to follow in " + remaining() + " bytes");
    }
    return count;
  }

  /** Reads what {@link ByteWriter#writeFloat} wrote, to the bit. */
  public float readFloat() {
    return Float.intBitsToFloat((int) ByteWriter.INT.get(bytes, take(Float.BYTES)));
  }

  /** Reads what {@link ByteWriter#writeDouble} wrote, to the bit. */
  public double readDouble() {
    return Double.longBitsToDouble((long) ByteWriter.LONG.get(bytes, take(Double.BYTES)));
  }

  /** Reads what {@link ByteWriter#writeText} wrote. */
  public String readText() {
    int length = readInt();
    int start = take(length);
    String text = new String(bytes, start, length, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      checkUtf8(start, length);
    }
    return text;
  }

  /**
   * Reads what {@link ByteWriter#writeText} wrote, and gives equal short texts as one object as far
   * as a small table has room: types, devices and sources come again and again, and hash and
   * compare faster when they are the same.
   */
  public String readRepeatedText() {
    int before = position;
    int length = readInt();
    if (length > REPEATED_LENGTH_MAX || length > remaining()) {
      position = before;
      return readText();
    }
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + bytes[position + i];
    }
    int slot = (hash ^ (hash >>> 10)) & (REPEATED.length - 1);
    String known = REPEATED[slot];
    if (known != null && isNext(known, length)) {
      position += length;
      return known;
    }
    position = before;
    String text = readText();
    REPEATED[slot] = text;
    return text;
  }

  /** Whether the next bytes are the text, which then has one byte a character. */
  private boolean isNext(String text, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != bytes[position + i]) {
        return false;
      }
    }
    return true;
  }

  /** The replacement character is either in the text or stands for bytes that are not UTF-8. */
  private void checkUtf8(int start, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a text of " + length + " bytes is not UTF-8", e);
    }
  }

  private int take(int count) {
    if (count > remaining()) {
      throw new IllegalArgumentException(
          count + " bytes are needed, " + remaining() + " are left: truncated");
    }
    int start = position;
    position += count;
    return start;
  }
}
