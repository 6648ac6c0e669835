package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.features.Profile;
import io.cairn.features.RecentEvents;
import io.cairn.models.History;
import io.cairn.models.RetrievalModel;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One request as models see it: by their columns, and with the charts of one moment. Several
 * sources of a request ask for the same; the first computes it, the others wait for it. Safe for
 * use by multiple threads.
 */
public final class ModelView {
  private record Asked(RetrievalModel model, Duration historyHalfLife) {}

  private final Profile profile;
  private final RecentEvents recent;
  private final int[] traits;
  private final List<Set<ItemId>> refused;
  private final Admission admission;
  private final Map<ItemVocabulary, int[]> profileColumns;
  private final Map<ItemVocabulary, BitSet> refusedColumns = new ConcurrentHashMap<>();
  private final Map<Asked, float[]> scores;
  private final AtomicReference<Charts.@Nullable Snapshot> charts;

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
    admission = Admission.ALL;
    profileColumns = new ConcurrentHashMap<>();
    scores = new ConcurrentHashMap<>();
    charts = new AtomicReference<>();
  }

  private ModelView(ModelView same, List<Set<ItemId>> refused, Admission admission) {
    this.refused = List.copyOf(refused);
    this.admission = admission;
    profile = same.profile;
    recent = same.recent;
    traits = same.traits;
    profileColumns = same.profileColumns;
    scores = same.scores;
    charts = same.charts;
  }

  /**
   * Returns a view of the same request that also refuses what is not admitted; what is computed for
   * one is there for the other.
   */
  ModelView within(Admission newAdmission) {
    return new ModelView(this, refused, newAdmission);
  }

  /**
   * Returns the view of another request of the same visitor; what is computed for one is there for
   * the other.
   *
   * @param others what may not be proposed; the sets must not change
   */
  ModelView refusing(List<Set<ItemId>> others) {
    return new ModelView(this, others, admission);
  }

  /** Lets go of what was computed, which may be much; it is computed again when asked for. */
  public void forget() {
    profileColumns.clear();
    refusedColumns.clear();
    scores.clear();
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

  /** Returns the charts that all sources of the request look at. */
  Charts.Snapshot charts(Charts from, Instant time) {
    Charts.Snapshot known = charts.get();
    if (known != null) {
      return known;
    }
    Charts.Snapshot snapshot = from.at(time);
    Charts.Snapshot first = charts.compareAndExchange(null, snapshot);
    return first == null ? snapshot : first;
  }

  /** Returns the charts that sources looked at; empty where none did. */
  public Optional<Charts.Snapshot> charts() {
    return Optional.ofNullable(charts.get());
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
    columns.or(admission.refused(items));
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
