package io.cairn.models;

import io.cairn.core.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Grows the tree of an {@link OnboardingModel}. A node asks about the item whose answers divide its
 * people best: into those who like, dislike and do not know it, so that what people like varies
 * least within each of the three (the squared error about the mean, over the most liked items). For
 * use by one thread; computes on all cores.
 *
 * <p>Who likes n items likes each of them with {@code 1 / √n}, so that those who like much do not
 * decide alone. The squared error of a group is the sum of the squares of what its people like,
 * less {@code Σ_j s_j² / n}, where {@code s_j} is the sum over its {@code n} people for item j. The
 * former does not depend on the question, so the best question has the largest sum of the latter.
 */
final class OnboardingTree {
  private static final int ROWS_MAX = 20_000;
  private static final int TARGETS_MAX = 2_000;

  private final OnboardingTrainer trainer;
  private final SparseRows answers;
  private final SparseRows liked;
  private final int[] asked;
  private final List<Integer> questions = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private final List<int[]> branches = new ArrayList<>();

  /**
   * Prepares growing. Of more than {@value #ROWS_MAX} rows some are taken, evenly spaced.
   *
   * @param asked the items that may be asked about
   */
  OnboardingTree(InteractionMatrix interactions, int[] asked, OnboardingTrainer trainer) {
    this.trainer = trainer;
    this.asked = asked;
    SparseRows all = SparseRows.of(interactions);
    int taken = Math.min(ROWS_MAX, all.rows());
    int[] rows = IntStream.range(0, taken).map(row -> spaced(row, all.rows(), taken)).toArray();
    SparseRows some = all.picked(rows);
    answers = mapped(some, asked);
    liked = mapped(some.positive(Integer.MAX_VALUE), mostFrequent(some));
  }

  private static int spaced(int at, int rows, int taken) {
    return (int) ((long) at * rows / taken);
  }

  private static int[] mostFrequent(SparseRows rows) {
    int[] counts = new int[rows.width()];
    for (int cell = 0; cell < rows.cells(); cell++) {
      counts[rows.columns()[cell]] += rows.weights()[cell] > 0 ? 1 : 0;
    }
    return IntStream.range(0, counts.length)
        .boxed()
        .sorted((one, other) -> Integer.compare(counts[other], counts[one]))
        .limit(TARGETS_MAX)
        .mapToInt(item -> item)
        .toArray();
  }

  /** Returns the rows with some of the columns, by their places among those. */
  private static SparseRows mapped(SparseRows rows, int[] columns) {
    int[] places = new int[rows.width()];
    Arrays.fill(places, -1);
    for (int place = 0; place < columns.length; place++) {
      places[columns[place]] = place;
    }
    int[][] mapped = new int[rows.rows()][];
    float[][] weights = new float[rows.rows()][];
    for (int row = 0; row < mapped.length; row++) {
      int from = rows.starts()[row];
      int[] cells =
          IntStream.range(from, rows.starts()[row + 1])
              .filter(cell -> places[rows.columns()[cell]] >= 0 && rows.weights()[cell] != 0)
              .toArray();
      mapped[row] = IntStream.of(cells).map(cell -> places[rows.columns()[cell]]).toArray();
      weights[row] = new float[cells.length];
      for (int at = 0; at < cells.length; at++) {
        weights[row][at] = rows.weights()[cells[at]];
      }
    }
    return SparseRows.join(columns.length, mapped, weights);
  }

  /**
   * A group of people that may be divided.
   *
   * @param above the branches of the node above
   * @param answer which of them leads here
   * @param known what was asked on the way here, by place
   */
  @SuppressWarnings("ArrayRecordComponent") // identity is never compared
  private record Group(int[] rows, int[] above, int answer, Set<Integer> known) {}

  OnboardingModel.Tree grow(Progress progress) {
    Deque<Group> waiting = new ArrayDeque<>();
    int all = answers.rows();
    waiting.add(new Group(IntStream.range(0, all).toArray(), new int[1], 0, Set.of()));
    while (!waiting.isEmpty()) {
      progress.at("choosing questions", questions.size(), questions.size() + waiting.size());
      Group group = waiting.remove();
      if (group.rows().length >= trainer.rowsMin() && group.known().size() < trainer.depth()) {
        divide(group, waiting);
      }
    }
    progress.at("choosing questions", questions.size(), questions.size());
    return new OnboardingModel.Tree(
        ints(questions), ints(sizes), branches.stream().flatMapToInt(IntStream::of).toArray());
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(number -> number).toArray();
  }

  private void divide(Group group, Deque<Group> waiting) {
    int question = best(group);
    if (question < 0) {
      return;
    }
    group.above()[group.answer()] = questions.size();
    int[] below = new int[OnboardingModel.ANSWERS];
    Arrays.fill(below, OnboardingModel.Tree.LEAF);
    questions.add(asked[question]);
    sizes.add(group.rows().length);
    branches.add(below);
    Set<Integer> known = new HashSet<>(group.known());
    known.add(question);
    for (int answer = 0; answer < below.length; answer++) {
      int its = answer;
      int[] rows = IntStream.of(group.rows()).filter(row -> answer(row, question) == its).toArray();
      waiting.add(new Group(rows, below, answer, known));
    }
  }

  private int answer(int row, int question) {
    for (int cell = answers.starts()[row]; cell < answers.starts()[row + 1]; cell++) {
      if (answers.columns()[cell] == question) {
        return OnboardingModel.Answer.of(answers.weights()[cell]).branch();
      }
    }
    return OnboardingModel.Answer.UNKNOWN.branch();
  }

  /** Returns the place of the question that divides a group best; -1 where none divides it. */
  private int best(Group group) {
    SparseRows answering = answers.picked(group.rows()).transposed();
    SparseRows liking = liked.picked(group.rows());
    double[] all = sums(liking, IntStream.range(0, liking.rows()).toArray());
    double undivided = explained(all, liking.rows());
    double[] gains =
        IntStream.range(0, asked.length)
            .parallel()
            .mapToDouble(
                question ->
                    group.known().contains(question)
                        ? 0
                        : explained(answering, question, liking, all) - undivided)
            .toArray();
    int best = -1;
    for (int question = 0; question < gains.length; question++) {
      if (gains[question] > (best < 0 ? 1e-9 * undivided : gains[best])) {
        best = question;
      }
    }
    return best;
  }

  private static double explained(
      SparseRows answering, int question, SparseRows liking, double[] all) {
    double[] unknown = all.clone();
    int left = liking.rows();
    double explained = 0;
    for (int sign = 1; sign >= -1; sign -= 2) {
      int[] rows = rows(answering, question, sign);
      double[] sums = sums(liking, rows);
      explained += explained(sums, rows.length);
      left -= rows.length;
      for (int target = 0; target < sums.length; target++) {
        unknown[target] -= sums[target];
      }
    }
    return explained + explained(unknown, left);
  }

  private static int[] rows(SparseRows answering, int question, int sign) {
    return IntStream.range(answering.starts()[question], answering.starts()[question + 1])
        .filter(cell -> Math.signum(answering.weights()[cell]) == sign)
        .map(cell -> answering.columns()[cell])
        .toArray();
  }

  private static double[] sums(SparseRows liking, int[] rows) {
    double[] sums = new double[liking.width()];
    for (int row : rows) {
      for (int cell = liking.starts()[row]; cell < liking.starts()[row + 1]; cell++) {
        sums[liking.columns()[cell]] += 1 / Math.sqrt(liking.length(row));
      }
    }
    return sums;
  }

  private static double explained(double[] sums, int rows) {
    double squares = 0;
    for (double sum : sums) {
      squares += sum * sum;
    }
    return rows > 0 ? squares / rows : 0;
  }
}
