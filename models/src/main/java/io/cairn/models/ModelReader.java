package io.cairn.models;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Reads what {@link ModelWriter} wrote. It knows how many bytes there are, so that a damaged length
 * is refused before memory is asked for.
 */
final class ModelReader {
  private final DataInput in;
  private long remaining;

  ModelReader(DataInput in, long bytes) {
    this.in = in;
    remaining = bytes;
  }

  /** Reads what follows the header of a kind. */
  @FunctionalInterface
  interface Body<M> {
    M read(ModelReader in, String kind) throws IOException;
  }

  /**
   * Reads a header and what follows it, to the last byte.
   *
   * @param form tells the form of a kind that this release reads, and refuses unknown kinds
   * @throws IllegalArgumentException if the bytes are something else, damaged or cut off
   * @throws UncheckedIOException if reading fails
   */
  static <M> M readAll(InputStream in, long bytes, ToIntFunction<String> form, Body<M> body) {
    ModelReader reader = new ModelReader(new DataInputStream(in), bytes);
    try {
      M model = body.read(reader, reader.readKind(form));
      reader.end();
      return model;
    } catch (EOFException e) {
      throw damaged("it ends before its " + bytes + " bytes");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the model: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the header, and returns the kind.
   *
   * @param form tells the form of a kind that this release reads, and refuses unknown kinds
   * @throws IllegalArgumentException if it is no header, or of a form that this release does not
   *     read
   */
  String readKind(ToIntFunction<String> form) throws IOException {
    if (readInt() != ModelWriter.MAGIC) {
      throw damaged("it does not begin like a model");
    }
    String kind = readText();
    int found = readInt();
    int known = form.applyAsInt(kind);
    if (found != known) {
      throw new IllegalArgumentException(
          "the model file has form %d of kind %s, but this release reads form %d: train again"
              .formatted(found, kind, known));
    }
    return kind;
  }

  int readInt() throws IOException {
    claim(1, Integer.BYTES);
    return in.readInt();
  }

  /** Returns the next number, a length or a size. */
  int readCount() throws IOException {
    int count = readInt();
    if (count < 0) {
      throw damaged("a count of " + count);
    }
    return count;
  }

  double readDouble() throws IOException {
    claim(1, Double.BYTES);
    return in.readDouble();
  }

  String readText() throws IOException {
    claim(1, Short.BYTES);
    int length = in.readUnsignedShort();
    claim(length, 1);
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  float readFiniteFloat() throws IOException {
    return readFiniteFloats(1)[0];
  }

  float[] readFiniteFloats(long length) throws IOException {
    float[] numbers = readFloats(length);
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        throw damaged("a number is " + number);
      }
    }
    return numbers;
  }

  /** Returns what {@link ModelWriter#writeNames} wrote; at least one name. */
  List<String> readNames() throws IOException {
    int count = readCount();
    if (count == 0) {
      throw damaged("no names");
    }
    List<String> names = new ArrayList<>();
    for (int name = 0; name < count; name++) {
      byte[] bytes = new byte[claim(readCount(), 1)];
      in.readFully(bytes);
      names.add(new String(bytes, StandardCharsets.UTF_8));
    }
    return List.copyOf(names);
  }

  int[] readInts(long length) throws IOException {
    int[] numbers = new int[claim(length, Integer.BYTES)];
    byte[] bytes = new byte[4 * ModelWriter.CHUNK];
    for (int from = 0; from < numbers.length; from += ModelWriter.CHUNK) {
      int count = Math.min(ModelWriter.CHUNK, numbers.length - from);
      in.readFully(bytes, 0, 4 * count);
      ByteBuffer.wrap(bytes).asIntBuffer().get(numbers, from, count);
    }
    return numbers;
  }

  float[] readFloats(long length) throws IOException {
    float[] numbers = new float[claim(length, Float.BYTES)];
    byte[] bytes = new byte[4 * ModelWriter.CHUNK];
    for (int from = 0; from < numbers.length; from += ModelWriter.CHUNK) {
      int count = Math.min(ModelWriter.CHUNK, numbers.length - from);
      in.readFully(bytes, 0, 4 * count);
      ByteBuffer.wrap(bytes).asFloatBuffer().get(numbers, from, count);
    }
    return numbers;
  }

  /** Checks that nothing follows. */
  void end() {
    if (remaining != 0) {
      throw damaged("%d bytes more than it should have".formatted(remaining));
    }
  }

  static IllegalArgumentException damaged(String how) {
    return new IllegalArgumentException(
        "the model file is damaged (%s): train again, or go back to an earlier version"
            .formatted(how));
  }

  private int claim(long length, int bytesEach) {
    if (length < 0 || length > remaining / bytesEach) {
      throw damaged(
          "%d numbers of %d bytes expected, %d bytes left".formatted(length, bytesEach, remaining));
    }
    remaining -= length * bytesEach;
    return Math.toIntExact(length);
  }
}
