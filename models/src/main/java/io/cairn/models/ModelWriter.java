package io.cairn.models;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a model's numbers, big-endian, after a header that says what they are. */
final class ModelWriter {
  static final int MAGIC = 0x4341524E;
  static final int CHUNK = 16_384;

  private final DataOutput out;

  private ModelWriter(DataOutput out) {
    this.out = out;
  }

  /** Writes the header: magic number, kind, and the form that this kind's numbers have. */
  static ModelWriter begin(DataOutput out, String kind, int form) throws IOException {
    out.writeInt(MAGIC);
    out.writeUTF(kind);
    out.writeInt(form);
    return new ModelWriter(out);
  }

  void writeInt(int number) throws IOException {
    out.writeInt(number);
  }

  void writeDouble(double number) throws IOException {
    out.writeDouble(number);
  }

  /** Writes names of any text: how many, and for each the length of its UTF-8 and that. */
  void writeNames(List<String> names) throws IOException {
    out.writeInt(names.size());
    for (String name : names) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  void writeInts(int[] numbers) throws IOException {
    byte[] bytes = new byte[4 * CHUNK];
    for (int from = 0; from < numbers.length; from += CHUNK) {
      int count = Math.min(CHUNK, numbers.length - from);
      ByteBuffer.wrap(bytes).asIntBuffer().put(numbers, from, count);
      out.write(bytes, 0, 4 * count);
    }
  }

  void writeFloats(float[] numbers) throws IOException {
    byte[] bytes = new byte[4 * CHUNK];
    for (int from = 0; from < numbers.length; from += CHUNK) {
      int count = Math.min(CHUNK, numbers.length - from);
      ByteBuffer.wrap(bytes).asFloatBuffer().put(numbers, from, count);
      out.write(bytes, 0, 4 * count);
    }
  }
}
