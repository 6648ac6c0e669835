package io.cairn.features;

import io.cairn.core.EventWeights;
import io.cairn.core.Value;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How well what is said of an item fits what the actor had to do with before. */
public sealed interface TasteFeature extends Feature {

  /**
   * The share of the actor's taste that falls on the item's values of an attribute, such as
   * category or brand, in [0, 1]; missing where nothing is known of the actor, or the item has no
   * value.
   *
   * @param attribute its name; {@code category} is the categories, {@code *} every attribute that
   *     is text
   */
  record Affinity(String name, String attribute, Duration halfLife) implements TasteFeature {
    private static final int VALUES_MAX = 64;

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.AttributeAffinity(attribute, weights, halfLife, VALUES_MAX));
    }

    @Override
    public Column column(int[] slots) {
      return situation -> {
        Map<String, Double> shares = situation.actor().state(slots[0], Tallies.EMPTY).shares();
        return candidate -> {
          List<String> values = CatalogueEntry.texts(candidate.row(), attribute);
          return shares.isEmpty() || values.isEmpty()
              ? Float.NaN
              : (float) Math.min(share(shares, values), 1);
        };
      };
    }

    private static double share(Map<String, Double> shares, List<String> values) {
      double sum = 0;
      for (int i = 0; i < values.size(); i++) {
        boolean isRepeated = values.indexOf(values.get(i)) < i;
        sum += isRepeated ? 0 : shares.getOrDefault(values.get(i), 0.0);
      }
      return sum;
    }
  }

  /**
   * The cosine between the words of the item and those of the items that the actor had to do with,
   * in [0, 1]; missing where one of them has no words.
   *
   * @param attributes whose words count, such as {@code title} and {@code tags}
   * @param halfLife after which an event of the actor counts half
   */
  record TermOverlap(String name, List<String> attributes, Duration halfLife)
      implements TasteFeature {
    private static final int TERMS_MAX = 256;

    /** Copies the list. */
    public TermOverlap {
      attributes = List.copyOf(attributes);
    }

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.Terms(attributes, weights, halfLife, TERMS_MAX));
    }

    @Override
    public Column column(int[] slots) {
      return situation -> {
        Tallies known = situation.actor().state(slots[0], Tallies.EMPTY);
        Map<String, Double> sums = HashMap.newHashMap(known.keys().length);
        double squares = 0;
        for (int i = 0; i < known.keys().length; i++) {
          double sum = Math.max(known.decayed()[i], 0);
          sums.put(known.keys()[i], sum);
          squares += sum * sum;
        }
        double norm = Math.sqrt(squares);
        return norm == 0 ? Cells.same(Float.NaN) : candidate -> cosine(sums, norm, candidate.row());
      };
    }

    private float cosine(Map<String, Double> sums, double norm, Row item) {
      List<String> terms = Words.of(item, attributes);
      double product = 0;
      for (String term : terms) {
        product += sums.getOrDefault(term, 0.0);
      }
      return terms.isEmpty()
          ? Float.NaN
          : (float) Math.min(product / (norm * Math.sqrt(terms.size())), 1);
    }
  }

  /**
   * How far a number of the item, such as its price, is from the actor's usual one: {@code
   * ln(number / usual)}, 0 where it is the usual one; missing where either is not known or not
   * above 0. Usual is the geometric mean over the actor's items, in which older events count less.
   */
  record NumberAgainstUsual(String name, String attribute, Duration halfLife)
      implements TasteFeature {
    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.UsualNumber(attribute, weights, halfLife));
    }

    @Override
    public Column column(int[] slots) {
      return situation -> {
        double usual = situation.actor().state(slots[0], Average.EMPTY).mean();
        return candidate ->
            CatalogueEntry.value(candidate.row(), attribute) instanceof Value.Numeric(double number)
                    && number > 0
                ? (float) (Math.log(number) - usual)
                : Float.NaN;
      };
    }
  }
}
