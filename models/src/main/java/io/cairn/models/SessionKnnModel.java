package io.cairn.models;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Scores an item by the sessions of the past that are like the present one and have it (V-SKNN,
 * with the decays of STAN). Everything fades by e^(-distance / fade):
 *
 * <ul>
 *   <li>a session of the past is as similar as the sum over its items that the present one has,
 *       each faded by how far it is from the present session's end;
 *   <li>the most similar sessions propose their items, each with its similarity, faded by how far
 *       from the end the last item is that both have, and by how far from that item the proposed
 *       one is.
 * </ul>
 *
 * @see <a href="https://doi.org/10.1007/s11257-018-9209-6">Ludewig, Jannach. Evaluation of
 *     session-based recommendation algorithms. UMUAI 2018, section 3.2</a>
 * @see <a href="https://doi.org/10.1145/3331184.3331322">Garg, Gupta, Malhotra, Vig, Shroff.
 *     Sequence and Time Aware Neighborhood for Session-based Recommendations. SIGIR 2019</a>
 */
final class SessionKnnModel implements RetrievalModel {
  static final String KIND = "session-knn";
  static final int FORM = 1;

  /** The items of a session that count, the last ones. */
  static final int LENGTH_MAX = 64;

  private final SparseRows sessions;
  private final SparseRows sessionsOf;
  private final SessionKnnTrainer trainer;
  private final float[] fades = new float[LENGTH_MAX];

  SessionKnnModel(SparseRows sessions, SessionKnnTrainer trainer) {
    this.sessions = sessions;
    this.trainer = trainer;
    sessionsOf = sessions.transposed();
    for (int distance = 0; distance < LENGTH_MAX; distance++) {
      fades[distance] = (float) Math.exp(-distance / trainer.fade());
    }
  }

  static SessionKnnModel read(ModelReader in) throws IOException {
    SessionKnnTrainer trainer =
        new SessionKnnTrainer(in.readCount(), in.readCount(), in.readDouble());
    int items = in.readCount();
    SparseRows sessions = SparseRows.read(in, in.readCount(), items);
    for (int session = 0; session < sessions.rows(); session++) {
      if (sessions.length(session) > LENGTH_MAX) {
        throw ModelReader.damaged("a session of " + sessions.length(session) + " items");
      }
    }
    return new SessionKnnModel(sessions, trainer);
  }

  @Override
  public int items() {
    return sessions.width();
  }

  @Override
  public float[] score(History history) {
    int[] present = lastLiked(history);
    float[] scores = new float[items()];
    for (long neighbor : nearest(similarities(present))) {
      propose((int) neighbor, Float.intBitsToFloat((int) (neighbor >>> 32)), present, scores);
    }
    return scores;
  }

  /** Returns the items with a positive weight, the last one first. */
  private static int[] lastLiked(History history) {
    int[] liked = new int[Math.min(history.size(), LENGTH_MAX)];
    int size = 0;
    for (int at = history.size() - 1; at >= 0 && size < liked.length; at--) {
      if (history.weights()[at] > 0) {
        liked[size++] = history.columns()[at];
      }
    }
    return Arrays.copyOf(liked, size);
  }

  /**
   * Returns sessions that have an item of the present one, in no order: above the bits of the
   * similarity, whose order is that of the numbers, since they are positive; below the session.
   */
  private long[] similarities(int[] present) {
    long[] found = found(present);
    int size = 0;
    for (int at = 0; at < found.length; ) {
      long session = found[at] >>> 32;
      float similarity = 0;
      for (; at < found.length && found[at] >>> 32 == session; at++) {
        similarity += fades[(int) found[at]];
      }
      found[size++] = (long) Float.floatToRawIntBits(similarity) << 32 | session;
    }
    return Arrays.copyOf(found, size);
  }

  /** Returns, sorted, the sessions above and below where in the present one their item is. */
  private long[] found(int[] present) {
    int size = 0;
    for (int item : present) {
      size += Math.min(trainer.recentMax(), sessionsOf.length(item));
    }
    long[] found = new long[size];
    for (int step = 0; step < present.length; step++) {
      int end = sessionsOf.starts()[present[step] + 1];
      int some = Math.min(trainer.recentMax(), sessionsOf.length(present[step]));
      for (int cell = end - some; cell < end; cell++) {
        found[--size] = (long) sessionsOf.columns()[cell] << 32 | step;
      }
    }
    Arrays.sort(found);
    return found;
  }

  /** Returns the most similar sessions; of equally similar ones the newest. */
  private long[] nearest(long[] similarities) {
    Arrays.sort(similarities);
    int from = Math.max(0, similarities.length - trainer.neighbors());
    return Arrays.copyOfRange(similarities, from, similarities.length);
  }

  private void propose(int session, float similarity, int[] present, float[] scores) {
    int start = sessions.starts()[session];
    int end = sessions.starts()[session + 1];
    int shared = start;
    int steps = present.length;
    for (int cell = start; cell < end; cell++) {
      int step = step(sessions.columns()[cell], present, steps);
      if (step < steps) {
        steps = step;
        shared = cell;
      }
    }
    float worth = similarity * fades[steps];
    for (int cell = start; cell < end; cell++) {
      scores[sessions.columns()[cell]] += worth * fades[Math.abs(cell - shared)];
    }
  }

  /** Returns where the item is in the present session before a step, or that step. */
  private static int step(int item, int[] present, int before) {
    int step = 0;
    while (step < before && present[step] != item) {
      step++;
    }
    return step;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ModelWriter writer = ModelWriter.begin(out, KIND, FORM);
    writer.writeInt(trainer.neighbors());
    writer.writeInt(trainer.recentMax());
    writer.writeDouble(trainer.fade());
    writer.writeInt(items());
    writer.writeInt(sessions.rows());
    sessions.write(writer);
  }
}
