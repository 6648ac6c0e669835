package io.cairn.features;

import io.cairn.core.EventWeights;
import java.time.Duration;
import java.util.List;

/** How well what is said of an item fits what the actor had to do with before. */
public sealed interface TasteFeature extends Feature {

  /**
   * The share of the actor's taste that falls on the item's values of an attribute, such as
   * category or brand, in [0, 1]; missing where nothing is known of the actor, or the item has no
   * value.
   *
   * @param attribute its name; {@code category} is the categories, {@code *} every attribute that
   *     is text
   * @param valuesMax how many values to keep for one actor, at least 1; those liked least are
   *     forgotten first
   */
  record Affinity(String name, String attribute, Duration halfLife, int valuesMax)
      implements TasteFeature {
    /** Checks the settings. */
    public Affinity {
      Checks.count("values-max", valuesMax);
      Checks.text("name", name);
      attribute = Checks.key("attribute", attribute);
      Checks.time("half-life", halfLife);
    }

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.AttributeAffinity(attribute, weights, halfLife, valuesMax));
    }

    @Override
    public Column column(int[] slots) {
      return situation ->
          situation
              .actor()
              .state(slots[0], Tallies.EMPTY)
              .normalized(1)
              .map(this::cells)
              .orElseGet(() -> Cells.same(Float.NaN));
    }

    private Cells cells(Lookup shares) {
      return candidate -> {
        Texts values = CatalogueEntry.texts(candidate.row(), attribute);
        return values.isEmpty() ? Float.NaN : (float) Math.min(shares.sum(values), 1);
      };
    }
  }

  /**
   * The cosine between the words of the item and those of the items that the actor had to do with,
   * in [0, 1]; missing where one of them has no words.
   *
   * @param attributes whose words count, such as {@code title} and {@code tags}
   * @param halfLife after which an event of the actor counts half
   * @param termsMax how many words to keep for one actor, at least 1; those liked least are
   *     forgotten first
   */
  record TermOverlap(String name, List<String> attributes, Duration halfLife, int termsMax)
      implements TasteFeature {
    /** Checks the settings, and copies the list. */
    public TermOverlap {
      Checks.count("terms-max", termsMax);
      Checks.text("name", name);
      attributes = Checks.texts("attributes", attributes);
      Checks.time("half-life", halfLife);
    }

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.Terms(attributes, weights, halfLife, termsMax));
    }

    @Override
    public Column column(int[] slots) {
      return situation ->
          situation
              .actor()
              .state(slots[0], Tallies.EMPTY)
              .normalized(2)
              .map(this::cells)
              .orElseGet(() -> Cells.same(Float.NaN));
    }

    private Cells cells(Lookup direction) {
      return candidate -> {
        Texts words = CatalogueEntry.words(candidate.row(), attributes);
        return words.isEmpty()
            ? Float.NaN
            : (float) Math.min(direction.sum(words) / Math.sqrt(words.size()), 1);
      };
    }
  }

  /**
   * How far a number of the item, such as its price, is from the actor's usual one: {@code
   * ln(number / usual)}, 0 where it is the usual one; missing where either is not known or not
   * above 0. Usual is the geometric mean over the actor's items, in which older events count less.
   */
  record NumberAgainstUsual(String name, String attribute, Duration halfLife)
      implements TasteFeature {
    /** Checks the settings. */
    public NumberAgainstUsual {
      Checks.text("name", name);
      attribute = Checks.key("attribute", attribute);
      Checks.time("half-life", halfLife);
    }

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.UsualNumber(attribute, weights, halfLife));
    }

    @Override
    public Column column(int[] slots) {
      return situation -> {
        double usual = situation.actor().state(slots[0], Average.EMPTY).mean();
        return Double.isNaN(usual)
            ? Cells.same(Float.NaN)
            : candidate -> {
              double number = CatalogueEntry.number(candidate.row(), attribute);
              return number > 0 ? (float) (Math.log(number) - usual) : Float.NaN;
            };
      };
    }
  }
}
