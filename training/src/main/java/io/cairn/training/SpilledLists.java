package io.cairn.training;

import io.cairn.core.FeatureMatrix;
import io.cairn.models.ExampleList;
import io.cairn.models.RankingExamples;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Lists with known outcomes in a temporary file, in the order of time: however many there are, the
 * heap holds one at a time. Written by one thread, then read by any number. Failures of the disk
 * are {@link UncheckedIOException}.
 */
final class SpilledLists implements AutoCloseable {

  /*
   * A list is its number of rows, then the features row by row, the labels objective by objective,
   * the weights, and a number for each baseline and row.
   */

  private static final int BUFFER_BYTES = 1 << 18;

  private final List<String> columns;
  private final List<String> objectives;
  private final List<String> baselines;
  private final Path file;
  private final DataOutputStream out;
  private long[] starts = new long[1024];
  private int size;
  private long end;
  private int rows;

  /**
   * One list.
   *
   * @param baselines how rules that learn nothing score the rows, shape {@code [baselines × rows]}
   */
  @SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
  record Spilled(ExampleList examples, float[] baselines) {
    /** Returns the scores by one of the rules. */
    float[] baseline(int rule) {
      int rows = examples.features().rows();
      return Arrays.copyOfRange(baselines, rule * rows, (rule + 1) * rows);
    }
  }

  /** Makes an empty file in the folder for temporary files. */
  SpilledLists(List<String> columns, List<String> objectives, List<String> baselines) {
    this.columns = List.copyOf(columns);
    this.objectives = List.copyOf(objectives);
    this.baselines = List.copyOf(baselines);
    try {
      file = Files.createTempFile("cairn-examples", ".bin");
      out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write examples: " + e.getMessage(), e);
    }
  }

  List<String> columns() {
    return columns;
  }

  List<String> objectives() {
    return objectives;
  }

  List<String> baselines() {
    return baselines;
  }

  /** Returns how many candidates all lists have. */
  int rows() {
    return rows;
  }

  /** Returns how many lists there are. */
  int size() {
    return size;
  }

  void add(Spilled list) {
    int rows = list.examples().features().rows();
    float[][] parts = {
      list.examples().features().values(),
      list.examples().labels(),
      list.examples().weights(),
      list.baselines()
    };
    int floats = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Float.BYTES * floats);
    bytes.putInt(rows);
    FloatBuffer numbers = bytes.asFloatBuffer();
    for (float[] part : parts) {
      numbers.put(part);
    }
    try {
      out.write(bytes.array());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write examples to " + file + ": " + e.getMessage(), e);
    }
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
    }
    starts[size++] = end;
    this.rows += rows;
    end += bytes.capacity();
  }

  /** Ends the writing. */
  void finish() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write examples to " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns some of the lists, by their numbers, as a trainer reads them.
   *
   * @param view what it sees of each
   */
  Part part(int from, int to, Function<Spilled, ExampleList> view) {
    return new Part(this, from, to, view);
  }

  /** Some of the lists, as a trainer reads them. */
  record Part(SpilledLists all, int from, int to, Function<Spilled, ExampleList> view)
      implements RankingExamples {

    /** Returns how many lists there are. */
    int size() {
      return to - from;
    }

    /** Returns the same lists and those that follow, before the given number. */
    Part through(int end) {
      return new Part(all, from, end, view);
    }

    /** Returns the newest of them; all of them if there are fewer. */
    Part newest(int count) {
      return new Part(all, Math.max(from, to - count), to, view);
    }

    @Override
    public List<String> columns() {
      return all.columns;
    }

    @Override
    public List<String> objectives() {
      return all.objectives;
    }

    @Override
    public Stream<ExampleList> lists() {
      return all.read(from, to).map(view);
    }
  }

  /** Returns some of the lists, by their numbers; to be closed. */
  Stream<Spilled> read(int from, int to) {
    if (from >= to) {
      return Stream.empty();
    }
    try {
      FileInputStream source = new FileInputStream(file.toFile());
      source.skipNBytes(starts[from]);
      DataInputStream in = new DataInputStream(new BufferedInputStream(source, BUFFER_BYTES));
      return Stream.generate(() -> next(in)).limit((long) to - from).onClose(() -> close(in));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private Spilled next(DataInputStream in) {
    try {
      int rows = in.readInt();
      float[] values = floats(in, rows * columns.size());
      float[] labels = floats(in, rows * objectives.size());
      float[] weights = floats(in, rows);
      FeatureMatrix features = new FeatureMatrix(columns, rows, values);
      return new Spilled(
          new ExampleList(features, labels, weights), floats(in, rows * baselines.size()));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static float[] floats(DataInputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(Float.BYTES * count);
    float[] floats = new float[count];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(floats);
    return floats;
  }

  private void close(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException("cannot read examples from " + file + ": " + e.getMessage(), e);
  }

  /** Deletes the file. */
  @Override
  public void close() {
    try {
      out.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file + ": " + e.getMessage(), e);
    }
  }
}
