package io.cairn.training;

import io.cairn.core.Event;
import io.cairn.core.EventWeights;
import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.features.EntityKey;
import io.cairn.models.InteractionMatrix;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/**
 * Every interaction of a part of the log in columns: what models are trained from, at about 30
 * bytes an interaction. For use by one thread while it is built; then only read.
 */
public final class InteractionTable {

  /*
   * Rows are numbered as the log gives them. An actor is a user, or a session without a user. A group
   * is what may be one basket: a session, or the day of a user whose events name no session.
   */

  private static final long MILLIS_PER_DAY = 86_400_000;

  private final EventWeights weights;
  private final Set<String> basketTypes;
  private final Map<EntityKey, Integer> actors = new LinkedHashMap<>();
  private final Map<ItemId, Integer> items = new LinkedHashMap<>();
  private final Map<String, Integer> groups = new HashMap<>();
  private final Map<Integer, Integer> forgottenBefore = new HashMap<>();
  private int[] actor = new int[1024];
  private int[] item = new int[1024];
  private int[] group = new int[1024];
  private float[] weight = new float[1024];
  private long[] time = new long[1024];
  private boolean[] inBasket = new boolean[1024];
  private int size;

  private InteractionTable(EventWeights weights, Set<String> basketTypes) {
    this.weights = weights;
    this.basketTypes = Set.copyOf(basketTypes);
  }

  /**
   * Returns the interactions among the events. What a removed user did before the removal is left
   * out.
   *
   * @param basketTypes the types of events that put an item into a basket
   */
  public static InteractionTable of(
      Stream<Event> events, EventWeights weights, Set<String> basketTypes) {
    InteractionTable table = new InteractionTable(weights, basketTypes);
    events.forEach(table::add);
    return table;
  }

  private void add(Event event) {
    switch (event) {
      case Event.Interaction interaction -> add(interaction);
      case Event.UserRemoved removed -> {
        Integer gone = actors.get(EntityKey.of(removed.user()));
        if (gone != null) {
          forgottenBefore.put(gone, size);
        }
      }
      case Event.ItemUpdated _, Event.ItemRemoved _, Event.UserUpdated _, Event.Impression _ -> {}
    }
  }

  private void add(Event.Interaction event) {
    if (size == actor.length) {
      grow();
    }
    EntityKey key = EntityKey.of(event.visitor()).orElseThrow();
    time[size] = event.time().toEpochMilli();
    actor[size] = number(actors, key);
    item[size] = number(items, event.item());
    group[size] = number(groups, group(event, key));
    weight[size] = weights.of(event);
    inBasket[size] = basketTypes.contains(event.type());
    size++;
  }

  private static String group(Event.Interaction event, EntityKey actor) {
    return event
        .visitor()
        .session()
        .map(session -> "session " + session)
        .orElseGet(
            () -> "day " + event.time().toEpochMilli() / MILLIS_PER_DAY + " of " + actor.id());
  }

  private static <K> int number(Map<K, Integer> numbers, K key) {
    Integer known = numbers.putIfAbsent(key, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  private void grow() {
    int length = size * 2;
    actor = Arrays.copyOf(actor, length);
    item = Arrays.copyOf(item, length);
    group = Arrays.copyOf(group, length);
    weight = Arrays.copyOf(weight, length);
    time = Arrays.copyOf(time, length);
    inBasket = Arrays.copyOf(inBasket, length);
  }

  /** Returns how many interactions there are. */
  public int size() {
    return size;
  }

  /** Returns how many users, and sessions without a user, did something. */
  public int actors() {
    return actors.size();
  }

  /** Returns the items in the order in which the log first mentions them: the matrices' columns. */
  public ItemVocabulary vocabulary() {
    return new ItemVocabulary(items.keySet());
  }

  /**
   * Returns when each interaction happened, ascending, epoch milliseconds, shape {@code [size]}.
   */
  public long[] sortedTimes() {
    long[] sorted = Arrays.copyOf(time, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Returns how many actors had to do with each item. */
  public Map<ItemId, Integer> actorsOfItems() {
    int[] counts = new int[items.size()];
    for (int column : histories().columns()) {
      counts[column]++;
    }
    Map<ItemId, Integer> actorsOf = HashMap.newHashMap(counts.length);
    items.forEach((id, column) -> actorsOf.put(id, counts[column]));
    return actorsOf;
  }

  /** Returns what everybody did: a row for each actor. */
  public InteractionMatrix histories() {
    return matrix(actors.size(), row -> actor[row], _ -> true);
  }

  /**
   * Returns what went together: a row for each basket or, where no event puts anything into a
   * basket, for each session or day of a user.
   */
  public InteractionMatrix baskets() {
    boolean any = false;
    for (int row = 0; row < size && !any; row++) {
      any = inBasket[row];
    }
    boolean hasBaskets = any;
    return matrix(
        groups.size(), row -> group[row], row -> weight[row] > 0 && (inBasket[row] || !hasBaskets));
  }

  private boolean isForgotten(int row) {
    return !forgottenBefore.isEmpty() && row < forgottenBefore.getOrDefault(actor[row], 0);
  }

  private InteractionMatrix matrix(int rows, IntUnaryOperator rowOf, IntPredicate counts) {
    int[] starts = new int[rows + 1];
    for (int i = 0; i < size; i++) {
      if (counts.test(i) && !isForgotten(i)) {
        starts[rowOf.applyAsInt(i) + 1]++;
      }
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] members = new int[starts[rows]];
    int[] next = starts.clone();
    for (int i = 0; i < size; i++) {
      if (counts.test(i) && !isForgotten(i)) {
        members[next[rowOf.applyAsInt(i)]++] = i;
      }
    }
    return new MatrixBuilder(starts, members).build();
  }

  /** Sums what one row did with one item. For use by one thread. */
  private final class MatrixBuilder {
    private final int[] starts;
    private final int[] members;
    private final int[] rowStarts;
    private final int[] columns;
    private final float[] sums;
    private final long[] times;
    private int cells;

    MatrixBuilder(int[] starts, int[] members) {
      this.starts = starts;
      this.members = members;
      rowStarts = new int[starts.length];
      columns = new int[members.length];
      sums = new float[members.length];
      times = new long[members.length];
    }

    InteractionMatrix build() {
      for (int row = 0; row + 1 < starts.length; row++) {
        addRow(starts[row], starts[row + 1]);
        rowStarts[row + 1] = cells;
      }
      return new InteractionMatrix(
          items.size(),
          rowStarts,
          Arrays.copyOf(columns, cells),
          Arrays.copyOf(sums, cells),
          Arrays.copyOf(times, cells));
    }

    /**
     * Adds a row's items in the order of their last events; from the end, the first is the last.
     */
    private void addRow(int from, int to) {
      Integer[] byTime = new Integer[to - from];
      for (int i = from; i < to; i++) {
        byTime[i - from] = members[i];
      }
      Arrays.sort(byTime, (a, b) -> Long.compare(time[a], time[b]));
      Map<Integer, Float> total = new LinkedHashMap<>();
      for (int i = byTime.length - 1; i >= 0; i--) {
        total.merge(item[byTime[i]], weight[byTime[i]], Float::sum);
      }
      Map<Integer, Long> last = HashMap.newHashMap(total.size());
      for (int row : byTime) {
        last.put(item[row], time[row]);
      }
      int at = cells + total.size();
      cells = at;
      for (Map.Entry<Integer, Float> entry : total.entrySet()) {
        at--;
        columns[at] = entry.getKey();
        sums[at] = entry.getValue();
        times[at] = last.getOrDefault(entry.getKey(), 0L);
      }
    }
  }
}
