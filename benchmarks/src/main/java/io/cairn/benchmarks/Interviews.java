package io.cairn.benchmarks;

import io.cairn.benchmarks.Split.Pair;
import io.cairn.core.Progress;
import io.cairn.models.EaseTrainer;
import io.cairn.models.History;
import io.cairn.models.InteractionMatrix;
import io.cairn.models.OnboardingModel;
import io.cairn.models.OnboardingModel.Answer;
import io.cairn.models.OnboardingTrainer;
import io.cairn.models.RetrievalModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A tenth of the users came after training and is asked about items: like from four stars on,
 * dislike below, unknown where there are none. What they are shown then is compared with what else
 * they like.
 *
 * @param known how many users of training rated each item, shape {@code [items]}
 * @param liked how many of them liked it, shape {@code [items]}
 * @param users how many users of training there are
 * @param lists scores items by what is liked
 * @param added the new users
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never compared
record Interviews(
    int[] known,
    int[] liked,
    int users,
    RetrievalModel lists,
    OnboardingModel onboarding,
    List<NewUser> added) {
  private static final int TENTHS = 10;
  private static final double LIKED_STARS = 4;
  private static final int NDCG_K = 10;
  private static final int ASKED = 200;

  /** How much being liked by everybody counts beside what the model says. */
  private static final float PRIOR = .5f;

  /** Somebody new, with all that they say when they are asked, by item. */
  record NewUser(String name, Map<Integer, Answer> says) {
    /** Whether an item is kept from the interview, as a quarter of them are. */
    boolean isHeldOut(int item) {
      return Split.hash(new Pair(name, "held out " + item)) % 4 == 0;
    }
  }

  /** Chooses the next question. */
  @FunctionalInterface
  interface Questions {
    int next(NewUser user, Map<Integer, Answer> answers);
  }

  static Interviews of(List<Splits.Rating> ratings, int tenth, OnboardingTrainer trainer) {
    Map<String, Integer> items = new HashMap<>();
    Map<String, Map<Integer, Answer>> rows = new LinkedHashMap<>();
    ratings.stream()
        .filter(rating -> !isNew(rating, tenth))
        .forEach(
            rating ->
                rows.computeIfAbsent(rating.pair().user(), _ -> new LinkedHashMap<>())
                    .put(
                        items.computeIfAbsent(rating.pair().item(), _ -> items.size()),
                        answer(rating)));
    Map<String, Map<Integer, Answer>> added = new LinkedHashMap<>();
    ratings.stream()
        .filter(rating -> isNew(rating, tenth) && items.containsKey(rating.pair().item()))
        .forEach(
            rating ->
                added
                    .computeIfAbsent(rating.pair().user(), _ -> new HashMap<>())
                    .put(items.get(rating.pair().item()), answer(rating)));
    InteractionMatrix all = matrix(rows.values(), items.size(), Set.of(Answer.values()));
    InteractionMatrix likes = matrix(rows.values(), items.size(), Set.of(Answer.LIKE));
    List<NewUser> users = new ArrayList<>();
    added.forEach((name, says) -> users.add(new NewUser(name, says)));
    return new Interviews(
        counts(all),
        counts(likes),
        rows.size(),
        new EaseTrainer(300).train(likes, Progress.NONE),
        trainer.train(all, Progress.NONE),
        users);
  }

  private static boolean isNew(Splits.Rating rating, int tenth) {
    return Split.hash(new Pair(rating.pair().user(), "")) % TENTHS == tenth;
  }

  private static Answer answer(Splits.Rating rating) {
    return rating.stars() >= LIKED_STARS ? Answer.LIKE : Answer.DISLIKE;
  }

  private static InteractionMatrix matrix(
      Iterable<Map<Integer, Answer>> rows, int items, Set<Answer> kept) {
    List<Integer> columns = new ArrayList<>();
    List<Float> weights = new ArrayList<>();
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (Map<Integer, Answer> row : rows) {
      row.forEach(
          (item, answer) -> {
            if (kept.contains(answer)) {
              columns.add(item);
              weights.add(answer == Answer.LIKE ? 1f : -1f);
            }
          });
      starts.add(columns.size());
    }
    float[] plain = new float[weights.size()];
    for (int cell = 0; cell < plain.length; cell++) {
      plain[cell] = weights.get(cell);
    }
    return new InteractionMatrix(items, ints(starts), ints(columns), plain, new long[plain.length]);
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(number -> number).toArray();
  }

  private static int[] counts(InteractionMatrix matrix) {
    int[] counts = new int[matrix.items()];
    for (int column : matrix.columns()) {
      counts[column]++;
    }
    return counts;
  }

  /** Returns the ways to choose questions, by name. */
  Map<String, Questions> strategies() {
    int[] popular = best(item -> known[item]);
    float[] worth = onboarding.score(History.EMPTY);
    int[] telling = best(item -> worth[item]);
    Map<String, Questions> strategies = new LinkedHashMap<>();
    strategies.put("random popular", (user, answers) -> drawn(popular, user, answers));
    strategies.put("most popular", (_, answers) -> first(popular, answers));
    strategies.put("entropy × popularity", (_, answers) -> first(telling, answers));
    strategies.put("tree", (_, answers) -> onboarding.questions(answers, _ -> true, 1)[0]);
    return strategies;
  }

  /** What an item is worth. */
  private interface Worth {
    double of(int item);
  }

  private int[] best(Worth worth) {
    return IntStream.range(0, known.length)
        .boxed()
        .sorted((one, other) -> Double.compare(worth.of(other), worth.of(one)))
        .limit(ASKED)
        .mapToInt(item -> item)
        .toArray();
  }

  private static int first(int[] order, Map<Integer, Answer> answers) {
    return IntStream.of(order).filter(item -> !answers.containsKey(item)).findFirst().orElseThrow();
  }

  private static int drawn(int[] items, NewUser user, Map<Integer, Answer> answers) {
    long draw = Split.hash(new Pair(user.name(), "draw " + answers.size()));
    int[] left = IntStream.of(items).filter(item -> !answers.containsKey(item)).toArray();
    return left[(int) (draw % left.length)];
  }

  /**
   * What came of one interview.
   *
   * @param ndcg of the list after each number of questions; NaN where nothing is left to find
   * @param likes how many items were liked, after each number of questions
   */
  record Outcome(double[] ndcg, double[] likes) {}

  /**
   * Asks a user.
   *
   * @param steps after how many questions the list is looked at, ascending
   * @param isHeldOut whether a quarter of what the user knows is kept from the interview, and is
   *     what is to be found; else it is all that was not asked about
   */
  Outcome outcome(NewUser user, Questions questions, int[] steps, boolean isHeldOut) {
    Map<Integer, Answer> answers = new LinkedHashMap<>();
    double[] ndcg = new double[steps.length];
    double[] likes = new double[steps.length];
    for (int step = 0; step < steps.length; step++) {
      while (answers.size() < steps[step]) {
        int item = questions.next(user, answers);
        boolean isTold = !isHeldOut || !user.isHeldOut(item);
        Answer said = isTold ? user.says().getOrDefault(item, Answer.UNKNOWN) : Answer.UNKNOWN;
        answers.put(item, said);
      }
      likes[step] = answers.values().stream().filter(a -> a == Answer.LIKE).count();
      ndcg[step] = ndcg(user, answers, isHeldOut);
    }
    return new Outcome(ndcg, likes);
  }

  private double ndcg(NewUser user, Map<Integer, Answer> answers, boolean isHeldOut) {
    Set<Integer> relevant = new HashSet<>();
    Set<Integer> out = new HashSet<>();
    user.says()
        .forEach(
            (item, said) -> {
              boolean isKnown =
                  isHeldOut
                      ? !user.isHeldOut(item)
                      : answers.getOrDefault(item, Answer.UNKNOWN) != Answer.UNKNOWN;
              if (isKnown) {
                out.add(item);
              } else if (said == Answer.LIKE) {
                relevant.add(item);
              }
            });
    return relevant.isEmpty()
        ? Double.NaN
        : RankingQuality.ofRow(scores(answers), history(out), relevant, NDCG_K).ndcg();
  }

  private float[] scores(Map<Integer, Answer> answers) {
    Set<Integer> likes = new HashSet<>();
    answers.forEach(
        (item, said) -> {
          if (said == Answer.LIKE) {
            likes.add(item);
          }
        });
    float[] scores = likes.isEmpty() ? new float[known.length] : lists.score(history(likes));
    for (int item = 0; item < scores.length; item++) {
      scores[item] += PRIOR * liked[item] / users;
    }
    return scores;
  }

  private static History history(Set<Integer> items) {
    float[] weights = new float[items.size()];
    Arrays.fill(weights, 1);
    return new History(items.stream().mapToInt(item -> item).toArray(), weights);
  }
}
