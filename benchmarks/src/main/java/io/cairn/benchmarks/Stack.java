package io.cairn.benchmarks;

import io.cairn.core.FeatureMatrix;
import io.cairn.core.Progress;
import io.cairn.core.TopK;
import io.cairn.models.ExampleList;
import io.cairn.models.History;
import io.cairn.models.InteractionMatrix;
import io.cairn.models.MemoryRankingExamples;
import io.cairn.models.RankingModel;
import io.cairn.models.RankingTrainer;
import io.cairn.models.RetrievalModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Several models and a ranker over what they propose, in small what the pipeline does with a log:
 * each model proposes its best items for a history, and a ranker learns from lists whose outcome is
 * known how much to trust each.
 *
 * @param models by name, trained without what the lists to learn from want to find
 * @param popularity the number of rows that have each item
 * @param proposals how many items each model proposes
 * @param isRepeating whether an item of the history may be wanted again
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never compared
record Stack(
    SortedMap<String, RetrievalModel> models,
    float[] popularity,
    int proposals,
    boolean isRepeating) {
  private static final String OBJECTIVE = "wanted";

  /** The name of what is no opinion about a history. */
  static final String POPULAR = "popular";

  /** The default of {@code pipeline.fusion.constant}. */
  private static final float FUSION_CONSTANT = 5;

  /** A history and what somebody with it wants. */
  record Wish(History history, Set<Integer> wanted) {}

  /** What was proposed for a history: the items, and their features. */
  @SuppressWarnings("ArrayRecordComponent") // identity is never compared
  private record Proposals(int[] items, FeatureMatrix features) {}

  static Stack of(
      SortedMap<String, RetrievalModel> models,
      InteractionMatrix train,
      int proposals,
      boolean isRepeating) {
    float[] popularity = new float[train.items()];
    for (int column : train.columns()) {
      popularity[column]++;
    }
    return new Stack(models, popularity, proposals, isRepeating);
  }

  /**
   * Learns a ranker; a fifth of the wishes decides when to stop.
   *
   * @param wishes in any order, which is kept
   */
  Ranked learn(RankingTrainer trainer, List<Wish> wishes, Progress progress) {
    List<ExampleList> lists =
        wishes.parallelStream().map(this::examples).flatMap(List::stream).toList();
    int cut = lists.size() * 4 / 5;
    RankingModel ranker =
        trainer.train(
            examples(lists.subList(0, cut)), examples(lists.subList(cut, lists.size())), progress);
    return new Ranked(this, ranker);
  }

  private MemoryRankingExamples examples(List<ExampleList> lists) {
    return new MemoryRankingExamples(columns(), List.of(OBJECTIVE), lists);
  }

  /** Returns the list of a wish; none where nobody proposed anything that was wanted. */
  private List<ExampleList> examples(Wish wish) {
    Proposals proposed = propose(wish.history());
    float[] labels = new float[proposed.items().length];
    float[] weights = new float[labels.length];
    Arrays.fill(weights, 1);
    boolean isAny = false;
    for (int at = 0; at < labels.length; at++) {
      labels[at] = wish.wanted().contains(proposed.items()[at]) ? 1 : 0;
      isAny |= labels[at] > 0;
    }
    return isAny ? List.of(new ExampleList(proposed.features(), labels, weights)) : List.of();
  }

  private List<String> columns() {
    return Stream.concat(
            models.keySet().stream().flatMap(n -> Stream.of(n + "_score", n + "_rank")),
            Stream.of("popularity", "history", "ago", "times"))
        .toList();
  }

  /**
   * Returns the score of every item by reciprocal-rank fusion, as the pipeline does without a
   * ranker, where every model has the same weight, but popularity, its fallback, none; 0 for what
   * nobody proposed.
   */
  float[] fuse(History history) {
    float[] fused = new float[popularity.length];
    for (String name : models.keySet().stream().filter(n -> !n.equals(POPULAR)).toList()) {
      RetrievalModel model = Objects.requireNonNull(models.get(name));
      int[] items = best(score(model, history)).toArray();
      for (int rank = 1; rank <= items.length; rank++) {
        fused[items[rank - 1]] += 1 / (FUSION_CONSTANT + rank);
      }
    }
    return fused;
  }

  /** Returns the score of every item, lowest for those of the history that are not wanted again. */
  private float[] score(RetrievalModel model, History history) {
    float[] scores = model.score(history);
    for (int column : isRepeating ? new int[0] : history.columns()) {
      scores[column] = Float.NEGATIVE_INFINITY;
    }
    return scores;
  }

  private IntStream best(float[] scores) {
    return Arrays.stream(TopK.of(scores, proposals)).filter(item -> scores[item] != 0);
  }

  private Proposals propose(History history) {
    List<float[]> scores = new ArrayList<>();
    BitSet proposed = new BitSet();
    for (RetrievalModel model : models.values()) {
      float[] of = score(model, history);
      best(of).forEach(proposed::set);
      scores.add(of);
    }
    int[] items = proposed.stream().toArray();
    List<String> columns = columns();
    float[] values = new float[items.length * columns.size()];
    for (int model = 0; model < scores.size(); model++) {
      fill(scores.get(model), items, values, 2 * model, columns.size());
    }
    for (int row = 0; row < items.length; row++) {
      int end = (row + 1) * columns.size();
      int item = items[row];
      values[end - 4] = (float) Math.log1p(popularity[item]);
      values[end - 3] = (float) Math.log1p(history.size());
      values[end - 2] = ago(history, item);
      values[end - 1] = Arrays.stream(history.columns()).filter(other -> other == item).count();
    }
    return new Proposals(items, new FeatureMatrix(columns, items.length, values));
  }

  /** Returns how many items of the history came after the item; NaN where it is not in it. */
  private static float ago(History history, int item) {
    for (int at = history.size() - 1; at >= 0; at--) {
      if (history.columns()[at] == item) {
        return history.size() - 1 - at;
      }
    }
    return Float.NaN;
  }

  /** Fills in how far each score is above the mean of the list in its deviations, and its rank. */
  private static void fill(float[] scores, int[] items, float[] values, int column, int columns) {
    double mean = Arrays.stream(items).mapToDouble(item -> scores[item]).average().orElse(0);
    double square =
        Arrays.stream(items).mapToDouble(i -> Math.pow(scores[i] - mean, 2)).average().orElse(0);
    int[] order =
        IntStream.range(0, items.length)
            .boxed()
            .sorted((a, b) -> Float.compare(scores[items[b]], scores[items[a]]))
            .mapToInt(row -> row)
            .toArray();
    for (int rank = 0; rank < order.length; rank++) {
      int at = order[rank] * columns + column;
      values[at] = (float) ((scores[items[order[rank]]] - mean) / Math.sqrt(square + 1e-12));
      values[at + 1] = (float) Math.log1p(rank);
    }
  }

  /** A stack with its ranker: scores what was proposed, and nothing else. */
  record Ranked(Stack stack, RankingModel ranker) {

    /** Returns the score of every item, negative infinity for those that nobody proposed. */
    float[] score(History history) {
      Proposals proposed = stack.propose(history);
      float[] ranked = ranker.score(proposed.features()).values();
      float[] scores = new float[stack.popularity.length];
      Arrays.fill(scores, Float.NEGATIVE_INFINITY);
      for (int at = 0; at < ranked.length; at++) {
        scores[proposed.items()[at]] = ranked[at];
      }
      return scores;
    }
  }
}
