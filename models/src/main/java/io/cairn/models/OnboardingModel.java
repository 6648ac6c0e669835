package io.cairn.models;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Says which items to ask new people about: a ternary tree whose nodes ask about one item each and
 * go on by what was answered. Its score of an item is how much an answer tells on average, whatever
 * the history: the entropy of liking among those who know the item, times how many do.
 *
 * @see <a href="https://doi.org/10.1145/1935826.1935910">Golbandi, Koren, Lempel. Adaptive
 *     Bootstrapping of Recommender Systems Using Decision Trees. WSDM 2011</a>
 * @see <a href="https://doi.org/10.1145/502716.502737">Rashid et al. Getting to Know You: Learning
 *     New User Preferences in Recommender Systems. IUI 2002, section 3.3</a>
 */
public final class OnboardingModel implements RetrievalModel {
  static final String KIND = "onboarding";
  static final int FORM = 1;

  /** What somebody says of an item. */
  public enum Answer {
    /** They like it. */
    LIKE(0),
    /** They do not. */
    DISLIKE(1),
    /** They do not know it. */
    UNKNOWN(2);

    private final int branch;

    Answer(int branch) {
      this.branch = branch;
    }

    /** Returns which branch of a node it leads to. */
    int branch() {
      return branch;
    }

    /** Returns the answer that a weight of an event is; 0 is not knowing. */
    public static Answer of(float weight) {
      return weight > 0 ? LIKE : weight < 0 ? DISLIKE : UNKNOWN;
    }
  }

  /**
   * The tree. Node 0 is the root; a tree without nodes asks nothing.
   *
   * @param questions the item that each node asks about, shape {@code [nodes]}
   * @param rows how many people of the training came to each node, shape {@code [nodes]}
   * @param branches where each answer leads, the answers of a node side by side, {@value #LEAF}
   *     where nothing more is asked, shape {@code [nodes × 3]}
   */
  @SuppressWarnings("ArrayRecordComponent") // identity is never compared
  record Tree(int[] questions, int[] rows, int[] branches) {
    static final int LEAF = -1;

    int branch(int node, Answer answer) {
      return branches[node * ANSWERS + answer.branch()];
    }
  }

  static final int ANSWERS = Answer.values().length;

  private final float[] worth;
  private final int[] order;
  private final Tree tree;

  /**
   * Makes a model.
   *
   * @param worth how much an answer about each item tells, shape {@code [items]}
   * @param order what to ask about where the tree has no more, the most telling first
   */
  OnboardingModel(float[] worth, int[] order, Tree tree) {
    this.worth = worth;
    this.order = order;
    this.tree = tree;
  }

  static OnboardingModel read(ModelReader in) throws IOException {
    float[] worth = in.readFiniteFloats(in.readCount());
    int[] order = columns(in, in.readCount(), worth.length);
    int nodes = in.readCount();
    int[] questions = columns(in, nodes, worth.length);
    int[] rows = in.readInts(nodes);
    int[] branches = in.readInts((long) nodes * ANSWERS);
    for (int branch = 0; branch < branches.length; branch++) {
      boolean isBelow = branches[branch] > branch / ANSWERS && branches[branch] < nodes;
      if (branches[branch] != Tree.LEAF && !isBelow) {
        throw ModelReader.damaged("a branch to node %d of %d".formatted(branches[branch], nodes));
      }
    }
    return new OnboardingModel(worth, order, new Tree(questions, rows, branches));
  }

  private static int[] columns(ModelReader in, int count, int items) throws IOException {
    int[] columns = in.readInts(count);
    for (int column : columns) {
      if (column < 0 || column >= items) {
        throw ModelReader.damaged("item %d of %d".formatted(column, items));
      }
    }
    return columns;
  }

  @Override
  public int items() {
    return worth.length;
  }

  @Override
  public float[] score(History history) {
    return worth.clone();
  }

  /**
   * Returns what to ask about next: first the question that the answers lead to, then those that
   * may follow it, the likelier first, then what tells most on average.
   *
   * @param answers by column; what somebody did with an item counts like an answer
   * @param mayAsk which columns may be asked about; the tree goes on below others as if they were
   *     not known
   * @param count how many questions, at least 1; there may be fewer
   * @return distinct columns without those that are answered
   */
  public int[] questions(Map<Integer, Answer> answers, IntPredicate mayAsk, int count) {
    Set<Integer> questions = new LinkedHashSet<>();
    PriorityQueue<Integer> next = new PriorityQueue<>(this::compare);
    if (tree.questions.length > 0) {
      next.add(0);
    }
    while (!next.isEmpty() && questions.size() < count) {
      int node = next.remove();
      int item = tree.questions[node];
      Answer known = answers.get(item);
      if (known != null || !mayAsk.test(item)) {
        add(node, known == null ? Answer.UNKNOWN : known, next);
      } else {
        questions.add(item);
        for (Answer answer : Answer.values()) {
          add(node, answer, next);
        }
      }
    }
    for (int item : order) {
      if (questions.size() < count && !answers.containsKey(item) && mayAsk.test(item)) {
        questions.add(item);
      }
    }
    return questions.stream().mapToInt(item -> item).toArray();
  }

  private void add(int node, Answer answer, PriorityQueue<Integer> next) {
    int branch = tree.branch(node, answer);
    if (branch != Tree.LEAF) {
      next.add(branch);
    }
  }

  private int compare(int one, int other) {
    int byRows = Integer.compare(tree.rows[other], tree.rows[one]);
    return byRows == 0 ? Integer.compare(one, other) : byRows;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ModelWriter writer = ModelWriter.begin(out, KIND, FORM);
    writer.writeInt(worth.length);
    writer.writeFloats(worth);
    writer.writeInt(order.length);
    writer.writeInts(order);
    writer.writeInt(tree.questions.length);
    writer.writeInts(tree.questions);
    writer.writeInts(tree.rows);
    writer.writeInts(tree.branches);
  }

  /** Returns how many questions the longest way through the tree has. */
  int depth() {
    int[] depths = new int[tree.questions.length];
    Arrays.fill(depths, 1);
    int depth = 0;
    for (int branch = 0; branch < tree.branches.length; branch++) {
      int node = branch / ANSWERS;
      depth = Math.max(depth, depths[node]);
      if (tree.branches[branch] != Tree.LEAF) {
        depths[tree.branches[branch]] = depths[node] + 1;
      }
    }
    return depth;
  }
}
