package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.features.Profile;
import io.cairn.features.RecentEvents;
import io.cairn.models.History;
import io.cairn.models.RetrievalModel;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One request as models see it: by their columns. Several sources of a request ask for the same;
 * the first computes it, the others wait for it. Safe for use by multiple threads.
 */
public final class ModelView {
  private record Asked(RetrievalModel model, Duration historyHalfLife) {}

  private final Profile profile;
  private final RecentEvents recent;
  private final int[] traits;
  private final List<Set<ItemId>> refused;
  private final Map<ItemVocabulary, int[]> profileColumns = new ConcurrentHashMap<>();
  private final Map<ItemVocabulary, BitSet> refusedColumns = new ConcurrentHashMap<>();
  private final Map<Asked, float[]> scores = new ConcurrentHashMap<>();

  /**
   * Makes a view; nothing is computed before it is asked for.
   *
   * @param profile the history
   * @param recent the last events of the same
   * @param traits what is known of whoever asks beside that, as tokens; not copied
   * @param refused what may not be proposed; the sets must not change
   */
  public ModelView(Profile profile, RecentEvents recent, int[] traits, List<Set<ItemId>> refused) {
    this.profile = profile;
    this.recent = recent;
    this.traits = traits;
    this.refused = List.copyOf(refused);
  }

  /**
   * Returns the profile's items that the model knows with their weights, oldest first, the last
   * events with such items, and the traits of whoever asks.
   */
  History weighted(ItemVocabulary items) {
    return completed(Histories.weighted(profile, columns(items)), items);
  }

  private History completed(History history, ItemVocabulary items) {
    return history.withTraits(traits).withEvents(Histories.events(recent, 0, items));
  }

  /**
   * Returns the columns that may not be proposed.
   *
   * @param items the model's items
   * @return shared, do not modify
   */
  BitSet refused(ItemVocabulary items) {
    return refusedColumns.computeIfAbsent(items, this::refusedOf);
  }

  /**
   * Returns the model's score of every item.
   *
   * @param items the model's items
   * @param historyHalfLife an item of the history counts half when it came so long before the last
   *     one
   * @return shape {@code [items.size()]}, or {@code [0]} where the model knows nothing of the
   *     history; shared, do not modify
   */
  float[] scores(RetrievalModel model, ItemVocabulary items, Duration historyHalfLife) {
    return scores.computeIfAbsent(
        new Asked(model, historyHalfLife),
        _ -> {
          History history = Histories.fading(profile, columns(items), historyHalfLife);
          return history.size() == 0 ? new float[0] : model.score(completed(history, items));
        });
  }

  /** Returns the column of every item of the profile. */
  private int[] columns(ItemVocabulary items) {
    return profileColumns.computeIfAbsent(items, this::columnsOf);
  }

  private int[] columnsOf(ItemVocabulary items) {
    int[] columns = new int[profile.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = items.column(profile.items()[i]);
    }
    return columns;
  }

  private BitSet refusedOf(ItemVocabulary items) {
    BitSet columns = new BitSet(items.size());
    for (Set<ItemId> some : refused) {
      for (ItemId item : some) {
        int column = items.column(item);
        if (column != ItemVocabulary.UNKNOWN) {
          columns.set(column);
        }
      }
    }
    return columns;
  }
}
