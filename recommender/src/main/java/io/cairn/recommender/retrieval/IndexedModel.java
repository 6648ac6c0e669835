package io.cairn.recommender.retrieval;

import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.features.EntityKey;
import io.cairn.features.Profile;
import io.cairn.features.RecentEvents;
import io.cairn.features.VectorSpace;
import io.cairn.index.IndexPlan;
import io.cairn.index.UpdatableIndex;
import io.cairn.index.VectorIndex;
import io.cairn.index.VectorTable;
import io.cairn.models.EmbeddingModel;
import io.cairn.models.ItemContent;
import io.cairn.models.TrainedModel;
import java.util.List;
import java.util.Optional;

/**
 * A trained model, ready to be searched. Immutable but for the items that arrive, and safe for use
 * by multiple threads.
 *
 * @param items its items; the same object for models of the same items, so that what is known of a
 *     request by column is computed once for all of them
 * @param index the vectors of its items; empty for a model without vectors
 * @param fresh who had to do with items that came after the training; empty for a model that cannot
 *     tell from that where they belong
 */
public record IndexedModel(
    TrainedModel.Retrieval trained,
    ItemVocabulary items,
    Optional<VectorIndex> index,
    Optional<FreshItems> fresh) {

  /** Makes a model ready. */
  static IndexedModel of(
      TrainedModel.Retrieval trained,
      ItemVocabulary items,
      Indexer indexer,
      UpdatableIndex.Rebuilds rebuilds) {
    Optional<FreshItems> fresh = fresh(trained);
    Optional<VectorIndex> index =
        vectors(trained, items).map(vectors -> indexer.index(trained.artifact(), vectors));
    return new IndexedModel(
        trained,
        items,
        isByContent(trained) || fresh.isPresent()
            ? index.map(built -> new UpdatableIndex(built, Indexer::build, rebuilds))
            : index,
        fresh);
  }

  private static Optional<FreshItems> fresh(TrainedModel.Retrieval trained) {
    return trained.model() instanceof EmbeddingModel model
            && model.itemVector(new float[0], new float[0]).isPresent()
        ? Optional.of(new FreshItems(model))
        : Optional.empty();
  }

  /** Returns its vectors as features see them; empty for a model without vectors. */
  public Optional<VectorSpace> space() {
    return space(trained, items);
  }

  /** Returns a model's vectors as features see them, without making an index of them. */
  public static Optional<VectorSpace> space(TrainedModel trained) {
    return trained instanceof TrainedModel.Retrieval retrieval
        ? space(retrieval, retrieval.items())
        : Optional.empty();
  }

  private static Optional<VectorSpace> space(TrainedModel.Retrieval trained, ItemVocabulary items) {
    return trained.model() instanceof EmbeddingModel model
        ? Optional.of(new ModelSpace(items, model))
        : Optional.empty();
  }

  /**
   * Returns which index a model's vectors get, and why; empty for a model without vectors.
   *
   * @throws IllegalArgumentException if a vector holds what is not a finite number; says the item
   */
  public static Optional<IndexPlan> plan(TrainedModel trained) {
    return trained instanceof TrainedModel.Retrieval retrieval
        ? vectors(retrieval, retrieval.items()).map(IndexPlan::of)
        : Optional.empty();
  }

  /** Whether it gives vectors to items by their content. */
  public boolean isByContent() {
    return isByContent(trained);
  }

  private static boolean isByContent(TrainedModel.Retrieval trained) {
    return trained.model() instanceof EmbeddingModel model
        && model.contentVectors(ItemContent.none(0)).isPresent();
  }

  /** Whether the item came after the training. */
  public boolean isFresh(ItemId item) {
    return items.column(item) == ItemVocabulary.UNKNOWN;
  }

  /**
   * Gives an item that came after the training a vector by its content: searches that begin after
   * this returns find it. Nothing happens with an item that was there in training, one of which the
   * model knows nothing, or a model that does not look at content.
   */
  public void arrived(Item item) {
    if (isFresh(item.id())
        && trained.model() instanceof EmbeddingModel model
        && index.orElse(null) instanceof UpdatableIndex updatable) {
      ItemContent content = ItemContent.of(List.of(ItemContent.tokens(ItemTexts.of(item))));
      model
          .contentVectors(content)
          .filter(FreshItems::isSomewhere)
          .ifPresent(vector -> updatable.put(item.id(), vector));
    }
  }

  /**
   * Takes note that somebody had to do with an item: one that came after the training moves to
   * where its people are, and searches that begin after this returns find it there. Nothing happens
   * with an item that was there in training, or a model that cannot tell.
   *
   * @param profile what whoever it was had to do with
   * @param weight of the event, may be negative
   */
  public void touched(ItemId item, EntityKey actor, Profile profile, float weight) {
    if (isFresh(item)
        && fresh.isPresent()
        && index.orElse(null) instanceof UpdatableIndex updatable) {
      space()
          .flatMap(space -> space.ofHistory(profile, RecentEvents.EMPTY))
          .flatMap(vector -> fresh.get().touched(item, actor, vector, weight))
          .ifPresent(vector -> updatable.put(item, vector));
    }
  }

  private static Optional<VectorTable> vectors(
      TrainedModel.Retrieval trained, ItemVocabulary items) {
    return trained.model() instanceof EmbeddingModel model
        ? Optional.of(VectorTable.of(items.items(), model.itemVectors(), model.factors()))
        : Optional.empty();
  }
}
