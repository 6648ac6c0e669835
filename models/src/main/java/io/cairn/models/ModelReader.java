package io.cairn.models;

import java.io.DataInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

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
