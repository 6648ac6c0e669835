package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.models.EmbeddingModel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Who had to do with items that came after a model was trained, and so where these items belong:
 * with each of its first people an item's vector is solved for again, later ever more rarely, so
 * that a popular item costs little more than others. Of an item the first {@value #PEOPLE_MAX}
 * people are kept; when it has more, the next training knows it well. Safe for use by multiple
 * threads.
 */
public final class FreshItems {
  private static final int PEOPLE_MAX = 200;
  private static final int EACH_UNTIL = 8;

  private final EmbeddingModel model;
  private final Map<ItemId, People> peopleOf = new ConcurrentHashMap<>();
  private final AtomicBoolean hasBegun = new AtomicBoolean();

  /** Begins without items. */
  public FreshItems(EmbeddingModel model) {
    this.model = model;
  }

  /** Whether this is asked for the first time: then the events since the training are to come. */
  public boolean begin() {
    return hasBegun.compareAndSet(false, true);
  }

  /**
   * Takes note of an event.
   *
   * @param person whoever had to do with the item; the same object, or one that equals it, counts
   *     once with the sum of the weights
   * @param vector of the person's history; zeros for somebody unknown, who tells nothing
   * @param weight of the event, may be negative
   * @return the item's vector now; empty while it stays as it was, and where nobody wants the item
   */
  public Optional<float[]> touched(ItemId item, Object person, float[] vector, float weight) {
    return isSomewhere(vector)
        ? peopleOf
            .computeIfAbsent(item, _ -> new People(model.factors()))
            .add(person, vector, weight)
            .flatMap(people -> model.itemVector(people.vectors, people.weights))
            .filter(FreshItems::isSomewhere)
        : Optional.empty();
  }

  /** Whether a vector is near anything; that of what people only turned down is all zeros. */
  static boolean isSomewhere(float[] vector) {
    boolean isSomewhere = false;
    for (float number : vector) {
      isSomewhere |= number != 0;
    }
    return isSomewhere;
  }

  /** People as they were at one moment. */
  @SuppressWarnings("ArrayRecordComponent") // identity is never compared
  private record Present(float[] vectors, float[] weights) {}

  /** The people of one item, in the order in which they came. */
  private static final class People {
    private final int factors;
    private final Map<Object, Integer> places = new HashMap<>();
    private float[] vectors = new float[0];
    private float[] weights = new float[0];

    People(int factors) {
      this.factors = factors;
    }

    /** Returns everybody, if it is time to solve for the item again. */
    synchronized Optional<Present> add(Object person, float[] vector, float weight) {
      Integer before = places.get(person);
      int size = places.size();
      if (before == null && size == PEOPLE_MAX) {
        return Optional.empty();
      }
      int place = before == null ? size : before;
      if (before == null) {
        places.put(person, place);
        vectors = Arrays.copyOf(vectors, (size + 1) * factors);
        weights = Arrays.copyOf(weights, size + 1);
      }
      System.arraycopy(vector, 0, vectors, place * factors, factors);
      weights[place] += weight;
      boolean isTime = size < EACH_UNTIL || (before == null && size % (size / EACH_UNTIL) == 0);
      return isTime ? Optional.of(new Present(vectors.clone(), weights.clone())) : Optional.empty();
    }
  }
}
