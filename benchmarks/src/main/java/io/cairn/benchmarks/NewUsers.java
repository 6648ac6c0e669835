package io.cairn.benchmarks;

import io.cairn.benchmarks.Split.Pair;
import io.cairn.models.History;
import io.cairn.models.InteractionMatrix;
import io.cairn.models.ItemContent;
import io.cairn.models.RetrievalModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A tenth of the users came after training: what do they like after their first events? What they
 * chose after the first ten is to be found, however many of the ten a model is told of.
 *
 * @param name of the data
 * @param train what the other users did; every weight is 1
 * @param traits of the rows of {@code train}
 * @param added the new users
 */
record NewUsers(String name, InteractionMatrix train, ItemContent traits, List<NewUser> added) {
  private static final int ONE_IN = 10;
  private static final int FIRST = 10;
  private static final int NDCG_K = 10;

  /**
   * Somebody new.
   *
   * @param first the first items, oldest first
   * @param traits as tokens
   * @param later the items chosen after these
   */
  @SuppressWarnings("ArrayRecordComponent") // identity is never compared
  record NewUser(List<Integer> first, int[] traits, Set<Integer> later) {

    /** Returns what is known after so many events. */
    History after(int events) {
      float[] weights = new float[events];
      Arrays.fill(weights, 1);
      int[] columns = first.stream().limit(events).mapToInt(item -> item).toArray();
      return new History(columns, weights).withTraits(traits);
    }
  }

  /**
   * Makes it from what everybody did. Items that only new users chose are left out, and so are new
   * users who chose too few others.
   *
   * @param pairs in the order of time
   * @param texts what is known of each user
   */
  static NewUsers of(String name, List<Pair> pairs, Map<String, List<String>> texts) {
    Map<String, SequencedSet<Integer>> rows = new LinkedHashMap<>();
    Map<String, Integer> items = new HashMap<>();
    for (Pair pair : pairs) {
      if (!isNew(pair)) {
        int item = items.computeIfAbsent(pair.item(), _ -> items.size());
        rows.computeIfAbsent(pair.user(), _ -> new LinkedHashSet<>()).add(item);
      }
    }
    Map<String, SequencedSet<Integer>> added = new LinkedHashMap<>();
    for (Pair pair : pairs) {
      Integer item = items.get(pair.item());
      if (isNew(pair) && item != null) {
        added.computeIfAbsent(pair.user(), _ -> new LinkedHashSet<>()).add(item);
      }
    }
    List<NewUser> users = new ArrayList<>();
    added.forEach(
        (user, chosen) -> {
          if (chosen.size() > FIRST) {
            users.add(newUser(List.copyOf(chosen), tokens(texts, user)));
          }
        });
    return new NewUsers(
        name,
        Split.matrix(List.copyOf(rows.values()), items.size()),
        ItemContent.of(rows.keySet().stream().map(user -> tokens(texts, user)).toList()),
        users);
  }

  private static boolean isNew(Pair pair) {
    return Split.hash(new Pair(pair.user(), "")) % ONE_IN == 0;
  }

  private static int[] tokens(Map<String, List<String>> texts, String user) {
    return ItemContent.tokens(texts.getOrDefault(user, List.of()));
  }

  private static NewUser newUser(List<Integer> chosen, int[] traits) {
    return new NewUser(
        chosen.subList(0, FIRST), traits, Set.copyOf(chosen.subList(FIRST, chosen.size())));
  }

  /** Returns the mean NDCG@10 after so many events, at most ten. */
  double ndcg(RetrievalModel model, int events) {
    return IntStream.range(0, added.size())
        .parallel()
        .mapToDouble(user -> quality(model, user, events, NDCG_K).ndcg())
        .average()
        .orElse(0);
  }

  /** Returns the mean recall@20 after so many events, at most ten. */
  double recall(RetrievalModel model, int events) {
    return IntStream.range(0, added.size())
        .parallel()
        .mapToDouble(user -> quality(model, user, events, RankingQuality.K).recall())
        .average()
        .orElse(0);
  }

  private RankingQuality quality(RetrievalModel model, int user, int events, int k) {
    NewUser asked = added.get(user);
    return RankingQuality.ofRow(
        model.score(asked.after(events)), asked.after(events), asked.later(), k);
  }
}
