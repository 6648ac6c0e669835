package io.cairn.index;

import io.cairn.core.Kernel;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Learns how wide searches of a graph must be. */
final class SearchWidths {
  /** The numbers of neighbours for which a width is learned. */
  static final int[] COUNTS = {10, 100, 1000};

  private static final int TRIALS = 100;
  private static final int FACTOR_MAX = 64;

  private SearchWidths() {}

  /** A query, folded, and the slots of its true neighbours, best first. */
  @SuppressWarnings("ArrayRecordComponent") // one computation; identity is never compared
  private record Trial(float[] folded, int[] truth) {}

  /** Returns about the least width for each of {@link #COUNTS} by which trial searches do it. */
  static int[] learn(
      HnswGraph graph, int[] rows, VectorTable vectors, double recall, RandomGenerator random) {
    int[] widths = COUNTS.clone();
    if (rows.length == 0) {
      return widths;
    }
    List<float[]> queries =
        IntStream.range(0, TRIALS).mapToObj(_ -> query(vectors, random)).toList();
    List<Trial> trials =
        queries.parallelStream()
            .map(query -> new Trial(graph.vectors().folded(query), truth(rows, vectors, query)))
            .toList();
    for (int at = 0; at < widths.length; at++) {
      int k = Math.min(COUNTS[at], rows.length);
      int widthMax = Math.min(rows.length, FACTOR_MAX * COUNTS[at]);
      while (widths[at] < widthMax && found(graph, trials, k, widths[at]) < recall) {
        widths[at] += Math.max(1, widths[at] / 8);
      }
    }
    return widths;
  }

  private static double found(HnswGraph graph, List<Trial> trials, int k, int width) {
    return trials.parallelStream()
        .mapToDouble(trial -> found(graph, trial, k, width))
        .average()
        .orElse(1);
  }

  private static double found(HnswGraph graph, Trial trial, int k, int width) {
    BitSet truth = new BitSet();
    IntStream.of(trial.truth).limit(k).forEach(truth::set);
    Beam beam = graph.beam();
    beam.begin(width);
    graph.walk(0, graph.entry(0, trial.folded), trial.folded, beam);
    long found =
        IntStream.range(0, Math.min(beam.size(), IvfIndex.enough(k)))
            .filter(place -> truth.get(beam.slot(place)))
            .count();
    graph.release(beam);
    return (double) found / k;
  }

  private static int[] truth(int[] rows, VectorTable vectors, float[] query) {
    Shortlist best = new Shortlist(Math.min(rows.length, COUNTS[COUNTS.length - 1]));
    for (int slot = 0; slot < rows.length; slot++) {
      float product = vectors.product(rows[slot], query);
      if (product > best.floor()) {
        best.add(product, slot);
      }
    }
    return best.drain();
  }

  /** Returns the mean of one to three vectors, as the vector of a user often is. */
  static float[] query(VectorTable vectors, RandomGenerator random) {
    float[] query = new float[vectors.dimension()];
    int count = random.nextInt(1, 4);
    for (int at = 0; at < count; at++) {
      float[] vector = vectors.vector(random.nextInt(vectors.size()));
      Kernel.FASTEST.axpy(1f / count, vector, 0, query, 0, query.length);
    }
    return query;
  }

  /** Returns the width for a number of neighbours: in proportion, between those learned. */
  static int width(int[] widths, int k) {
    int at = 0;
    while (at + 1 < COUNTS.length && k > COUNTS[at]) {
      at++;
    }
    long proportional = Math.ceilDiv((long) k * widths[at], COUNTS[at]);
    long least = at == 0 ? widths[0] : Math.max(proportional, widths[at - 1]);
    return (int) Math.min(least, Integer.MAX_VALUE / 4);
  }
}
