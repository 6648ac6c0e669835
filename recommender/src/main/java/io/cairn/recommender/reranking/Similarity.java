package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.VectorSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * By what two items of a list are alike. The similarity of an item to itself is 1, and the matrix
 * of all is positive semi-definite. An item of which nothing is known is like no other. Immutable.
 */
public sealed interface Similarity {

  /** Computes the similarities of candidates of one list, when they are asked for. */
  Alike among(Slate slate, List<Candidate> candidates);

  /**
   * Jaccard's coefficient of the texts of an attribute, in [0, 1]: how many two items have in
   * common, of all that either has.
   *
   * @param attribute its name; {@code category} is the categories, {@code *} every attribute that
   *     is text
   */
  record Attribute(String attribute) implements Similarity {
    /** Checks the name. */
    public Attribute {
      Checks.text("attribute", attribute);
    }

    @Override
    public Alike among(Slate slate, List<Candidate> candidates) {
      return TextSets.of(candidates, item -> slate.texts(item, attribute));
    }
  }

  /**
   * Jaccard's coefficient of everything that the catalogue says of two items in texts, and of the
   * words of their titles, in [0, 1].
   */
  record Content() implements Similarity {
    private static final List<String> TITLE = List.of(Item.TITLE);

    @Override
    public Alike among(Slate slate, List<Candidate> candidates) {
      return TextSets.of(
          candidates, item -> slate.entry(item).map(Content::texts).orElse(List.of()));
    }

    private static List<String> texts(CatalogueEntry entry) {
      List<String> texts = new ArrayList<>(entry.different(Item.ANY));
      texts.addAll(entry.differentWords(TITLE));
      return texts;
    }
  }

  /**
   * The cosine of the items' vectors, in [-1, 1].
   *
   * @param models whose vectors they are, the one to prefer first; where none of them was trained
   *     no two items are alike, which the list notes
   */
  record Vectors(List<String> models) implements Similarity {
    /** Copies the list. */
    public Vectors {
      models = List.copyOf(models);
      Checks.atLeast("models", models.size(), 1);
    }

    @Override
    public Alike among(Slate slate, List<Candidate> candidates) {
      for (String model : models) {
        VectorSpace space = slate.spaces().get(model);
        if (space != null) {
          return UnitVectors.of(space, candidates);
        }
      }
      Optional<ItemId> first = candidates.stream().findFirst().map(Candidate::item);
      first.ifPresent(
          item -> slate.note(item, "no vectors of %s to compare by".formatted(models), Double.NaN));
      return new UnitVectors(candidates.size(), 0);
    }
  }
}
