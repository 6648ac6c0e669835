package io.cairn.app.engine;

import io.cairn.core.Candidate;
import io.cairn.core.Event;
import io.cairn.core.FeatureMatrix;
import io.cairn.core.Progress;
import io.cairn.events.EventLog;
import io.cairn.features.FeatureReader;
import io.cairn.features.FeatureSet;
import io.cairn.features.Situation;
import io.cairn.features.VectorSpace;
import io.cairn.models.ModelRegistry;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Recommended;
import io.cairn.recommender.ranking.Ranking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches that serving and training see the same features: keeps what the ranker saw of a sample of
 * lists, and beside the requests reads it again from the log, to the bit. A list that waits when
 * too many others do is left out and counted. Safe for use by multiple threads.
 */
public final class SkewCheck implements AutoCloseable {

  /*
   * The log is folded into rows of its own, which are kept: the first check reads the whole log,
   * each later one what came since. Rows only go forward, so lists are taken in the order of their
   * offsets, and one whose offset was passed by an earlier check cannot be compared any more.
   */

  static final int WAITING_MAX = 200;
  private static final long SEED = 1;

  /**
   * What was found since the engine was opened.
   *
   * @param lists how many lists were compared
   * @param uncompared how many lists of the sample could not be: too many waited, rows were ahead
   *     already, or a model is gone
   * @param cells how many cells were compared
   * @param differing how many cells differed, by column; without the columns of which none did
   */
  public record Counts(long lists, long uncompared, long cells, Map<String, Long> differing) {
    /** Nothing was compared. */
    public static final Counts NONE = new Counts(0, 0, 0, Map.of());

    /** Copies the map. */
    public Counts {
      differing = Map.copyOf(differing);
    }
  }

  /**
   * A list that was made.
   *
   * @param ranked those of the shown items that the ranker saw; fallbacks filled in the others
   * @param served what it saw of them
   */
  private record Sample(Event.Impression shown, List<Candidate> ranked, FeatureMatrix served) {
    long offset() {
      return shown.asOf().offset();
    }

    /** Returns the occasion on which the list was made, when no item had a position yet. */
    Situation.Occasion occasion() {
      return new Situation.Occasion(
          shown.visitor(), shown.surface(), shown.context(), shown.time(), 0);
    }
  }

  private final FeatureSet features;
  private final RegistryModels models;
  private final double share;
  private final Random random = new Random(SEED);
  private final BlockingQueue<Sample> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final AtomicLong dropped = new AtomicLong();
  private final PastRows rows;
  private volatile Counts counts = Counts.NONE;

  /**
   * Makes it; nothing is read before the first check.
   *
   * @param share of the lists that are kept, in [0, 1]
   */
  SkewCheck(FeatureSet features, EventLog log, ModelRegistry registry, double share) {
    this.features = features;
    this.share = share;
    rows = new PastRows(features, log, Progress.NONE);
    models = new RegistryModels(registry, features.spaces());
  }

  /** Takes a list into the sample, or not; does not block. */
  void offer(Recommendation made, Event.Impression shown) {
    if (made.basis().isPresent() && random.nextDouble() < share) {
      Ranking.Basis basis = made.basis().get();
      List<Candidate> ranked =
          made.items().stream()
              .map(Recommended::candidate)
              .filter(candidate -> !made.trace().course().filled().contains(candidate.item()))
              .toList();
      FeatureMatrix served = basis.features(ranked.stream().map(Candidate::item).toList());
      if (!waiting.offer(new Sample(shown, ranked, served))) {
        dropped.incrementAndGet();
      }
    }
  }

  /** Returns what was found so far. */
  public Counts counts() {
    Counts compared = counts;
    return new Counts(
        compared.lists(),
        compared.uncompared() + dropped.get(),
        compared.cells(),
        compared.differing());
  }

  /**
   * Compares the lists that wait. The first time the whole log is folded.
   *
   * @return one sentence that names the columns that differ; none where none does
   * @throws java.io.UncheckedIOException if the log or the temporary rows cannot be used; the lists
   *     count as not compared
   */
  public synchronized List<String> check() {
    List<Sample> samples = new ArrayList<>();
    waiting.drainTo(samples);
    samples.sort(Comparator.comparingLong(Sample::offset));
    Map<String, Long> differing = new TreeMap<>();
    long lists = 0;
    long cells = 0;
    try {
      for (Sample sample : samples) {
        Optional<FeatureMatrix> replayed = replayed(sample);
        if (replayed.isPresent()) {
          lists++;
          cells += sample.served().values().length;
          compare(sample.served(), replayed.get(), differing);
        }
      }
    } finally {
      add(new Counts(lists, samples.size() - lists, cells, differing));
    }
    return differing.isEmpty()
        ? List.of()
        : List.of(
            ("the features that lists were ordered by are not those that training reads: of %d"
                    + " cells in %d lists these differ, by column: %s")
                .formatted(cells, lists, differing));
  }

  /** Returns the features as the log tells them; empty where that is not possible any more. */
  private Optional<FeatureMatrix> replayed(Sample sample) {
    Map<String, VectorSpace> spaces = models.spaces(sample.shown().asOf().models());
    if (spaces.containsValue(RegistryModels.GONE) || !rows.foldTo(sample.offset())) {
      return Optional.empty();
    }
    FeatureReader reader = new FeatureReader(features, rows.store());
    return Optional.of(reader.read(sample.occasion(), sample.ranked(), spaces).matrix());
  }

  private static void compare(
      FeatureMatrix served, FeatureMatrix replayed, Map<String, Long> differing) {
    int width = served.columns().size();
    for (int cell = 0; cell < served.values().length; cell++) {
      int before = Float.floatToIntBits(served.values()[cell]);
      if (before != Float.floatToIntBits(replayed.values()[cell])) {
        differing.merge(served.columns().get(cell % width), 1L, Long::sum);
      }
    }
  }

  private void add(Counts found) {
    Map<String, Long> differing = new HashMap<>(counts.differing());
    found.differing().forEach((column, cells) -> differing.merge(column, cells, Long::sum));
    counts =
        new Counts(
            counts.lists() + found.lists(),
            counts.uncompared() + found.uncompared(),
            counts.cells() + found.cells(),
            differing);
  }

  /** Ends a check that is going on, and deletes the rows. */
  @Override
  public void close() {
    rows.stop();
    synchronized (this) {
      rows.close();
    }
  }
}
