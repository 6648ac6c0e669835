package io.cairn.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the binary forms that Cairn keeps: {@link ByteReader} reads them. For use by one thread.
 */
public final class ByteWriter {
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int VARINT_BYTES_MAX = 10;

  private byte[] bytes = new byte[256];
  private int size;

  /** Makes a writer that has written nothing. */
  public ByteWriter() {}

  /** Writes the lowest eight bits. */
  public void writeByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** Writes a number in 1 to 10 bytes, seven bits a byte, low ones first; best for small counts. */
  public void writeVarint(long unsigned) {
    reserve(VARINT_BYTES_MAX);
    long rest = unsigned;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Writes a number that may be negative as a varint in zigzag form. */
  public void writeSigned(long value) {
    writeVarint((value << 1) ^ (value >> 63));
  }

  /** Writes the four bytes of a number, low ones first. */
  public void writeFloat(float value) {
    reserve(Float.BYTES);
    INT.set(bytes, size, Float.floatToRawIntBits(value));
    size += Float.BYTES;
  }

  /** Writes the eight bytes of a number, low ones first. */
  public void writeDouble(double value) {
    reserve(Double.BYTES);
    LONG.set(bytes, size, Double.doubleToRawLongBits(value));
    size += Double.BYTES;
  }

  /**
   * Writes a text in UTF-8 after its length in bytes.
   *
   * @throws IllegalArgumentException if the text holds half a surrogate pair, which is no Unicode
   *     character and has no UTF-8 form
   */
  public void writeText(String text) {
    checkSurrogates(text);
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    writeVarint(utf8.length);
    reserve(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  /** Returns a copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private static void checkSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          throw new IllegalArgumentException(
              "a text must be Unicode, but has half a surrogate pair (U+%X) at index %d"
                  .formatted((int) text.charAt(i), i));
        }
        i++;
      }
    }
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
