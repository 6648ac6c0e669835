package io.cairn.recommender;

import io.cairn.core.Event;
import io.cairn.core.Item;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureReader;
import io.cairn.features.Profile;
import io.cairn.features.Row;
import io.cairn.recommender.retrieval.IndexedModel;
import java.util.Collection;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * What the models of a path learn of items that came after their training. Safe for use by multiple
 * threads.
 */
public final class FreshCatalogue {
  private final List<IndexedModel> byContent;
  private final List<IndexedModel> learning;
  private final FeatureReader reader;

  private FreshCatalogue(
      List<IndexedModel> byContent, List<IndexedModel> learning, FeatureReader reader) {
    this.byContent = byContent;
    this.learning = learning;
    this.reader = reader;
  }

  static FreshCatalogue of(Collection<IndexedModel> models, FeatureReader reader) {
    return new FreshCatalogue(
        models.stream().filter(IndexedModel::isByContent).toList(),
        models.stream().filter(model -> model.fresh().isPresent()).toList(),
        reader);
  }

  /**
   * Takes note of items that are new in the catalogue: models that look at content propose them
   * from the next list on.
   */
  public void arrived(List<Item> items) {
    byContent.forEach(model -> items.forEach(model::arrived));
  }

  /** Takes note of all items of the catalogue, as {@link #arrived} does. */
  public void findArrivals() {
    if (!byContent.isEmpty()) {
      reader
          .store()
          .scan(
              EntityKey.Kind.ITEM,
              (_, row) -> reader.features().entry(row).ifPresent(e -> arrived(List.of(e.item()))));
    }
  }

  /**
   * Takes note of what people did, once it is folded: where a model can tell, items that came after
   * its training move to where their people are.
   */
  public void touched(Stream<Event.Interaction> interactions) {
    if (!learning.isEmpty()) {
      interactions.forEach(interaction -> touched(interaction, learning));
    }
  }

  /**
   * Tells the models that are new here what people did since their training, as {@link #touched}
   * does.
   *
   * @param interactions gives those from an offset of the log on
   */
  public void findTouched(LongFunction<Stream<Event.Interaction>> interactions) {
    for (IndexedModel model : learning) {
      if (model.fresh().orElseThrow().begin()) {
        long from = model.trained().artifact().run().set().toOffset();
        try (Stream<Event.Interaction> since = interactions.apply(from)) {
          since.forEach(interaction -> touched(interaction, List.of(model)));
        }
      }
    }
  }

  private void touched(Event.Interaction interaction, List<IndexedModel> models) {
    float weight = reader.features().settings().weights().of(interaction);
    List<IndexedModel> moving =
        models.stream().filter(model -> weight != 0 && model.isFresh(interaction.item())).toList();
    if (!moving.isEmpty()) {
      EntityKey actor = EntityKey.of(interaction.visitor()).orElseThrow();
      Row row = reader.store().get(List.of(actor)).getOrDefault(actor, Row.EMPTY);
      Profile profile = reader.features().profile(row);
      moving.forEach(model -> model.touched(interaction.item(), actor, profile, weight));
    }
  }
}
