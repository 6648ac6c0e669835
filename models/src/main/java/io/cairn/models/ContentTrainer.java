package io.cairn.models;

import io.cairn.core.Progress;

/**
 * Makes vectors of items from what they are alone: categories, attributes and words, none of whom
 * anybody has to have touched. Each token t of an item counts {@code ln(1 + N / n(t))}, with N
 * items of which n(t) have it, so that rare ones tell most; a random projection keeps the angles
 * between such lists of counts in few numbers. A history is the weighted sum of its items. Nothing
 * is learned from who liked what, so it is weaker than models that do, and knows items that these
 * do not.
 *
 * @param factors the length of the vectors, at least 1; two items that have nothing in common meet
 *     at an angle whose cosine is about {@code 1 / √factors} away from 0
 * @param seed decides the projection
 * @see <a href="https://doi.org/10.1016/0306-4573(88)90021-0">Salton, Buckley. Term-weighting
 *     Approaches in Automatic Text Retrieval. Information Processing and Management 1988</a>
 * @see <a href="https://doi.org/10.1016/S0022-0000(03)00025-4">Achlioptas. Database-friendly Random
 *     Projections. Journal of Computer and System Sciences 2003</a>
 */
public record ContentTrainer(int factors, long seed) implements RetrievalTrainer {

  /**
   * Checks the hyperparameters.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public ContentTrainer {
    Checks.atLeast("factors", factors, 1);
  }

  @Override
  public EmbeddingModel train(InteractionMatrix interactions, Progress progress) {
    return train(interactions, ItemContent.none(interactions.items()), progress);
  }

  /**
   * Makes a model.
   *
   * @throws IllegalArgumentException if the matrix has no cells, the content is of other items, or
   *     no two items have anything in common
   */
  @Override
  public EmbeddingModel train(
      InteractionMatrix interactions, ItemContent content, Progress progress) {
    Checks.notEmpty(interactions);
    Checks.sameItems(interactions, content);
    TokenTable tokens = TokenTable.of(content, 2);
    if (tokens.size() == 0) {
      throw new IllegalArgumentException(
          "no two items have a category, an attribute or a word of the title in common, put some"
              + " into the catalogue");
    }
    ContentModel model = ContentModel.of(tokens, content, factors, seed);
    progress.at("projecting", content.items(), content.items());
    return model;
  }
}
