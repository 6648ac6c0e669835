package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.features.Profile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings the categories of a list near those of the history: takes again and again the candidate
 * that raises {@code (1 - weight) · Σ relevance - weight · KL(p, q)} most, where p is the
 * distribution of the history over the values of an attribute, q that of the list, and the
 * relevance is the score, moved into [0, 1]. Each item spreads its weight evenly over its values;
 * in the history that is the sum of the weights of its events, in the list 1. Without a history the
 * order stays.
 *
 * @param weight in [0, 1]; 0 keeps the order
 * @param attribute its name; {@code category} is the categories
 * @param history how many of the last items of the history count, at least 1; only those liked do
 * @param places how many of the first places are filled so, at least 1; the others follow by what
 *     they would add
 * @see <a href="https://doi.org/10.1145/3240323.3240372">Steck. Calibrated Recommendations. RecSys
 *     2018</a>, section 3, with its smoothing of q by a hundredth of p
 */
public record Calibration(double weight, String attribute, int history, int places)
    implements Reordering {
  private static final double SMOOTHING = .01;

  /** Checks the settings. */
  public Calibration {
    Checks.within("weight", weight, 0, 1);
    Checks.text("attribute", attribute);
    Checks.atLeast("history", history, 1);
    Checks.atLeast("places", places, 1);
  }

  @Override
  public List<Candidate> reorder(Slate slate, List<Candidate> ranked) {
    Map<String, Double> shares = shares(slate);
    if (shares.isEmpty()) {
      return ranked;
    }
    double[] relevance = Relevance.of(ranked, 1 - weight);
    Divergence divergence = new Divergence(relevance, shares, values(slate, ranked, shares));
    return divergence.arrange(slate, ranked, places, this::words);
  }

  private String words(double amount) {
    return amount > 0
        ? "brings the mix of %s near that of the history".formatted(attribute)
        : "takes the mix of %s away from that of the history".formatted(attribute);
  }

  /** Returns the share of the history that falls on each value; empty where none is known. */
  private Map<String, Double> shares(Slate slate) {
    Profile profile = slate.query().profile();
    int from = Math.max(0, profile.size() - history);
    slate.knowItems(Arrays.asList(profile.items()).subList(from, profile.size()));
    Map<String, Double> sums = new LinkedHashMap<>();
    double all = 0;
    for (int i = from; i < profile.size(); i++) {
      ItemId item = profile.items()[i];
      List<String> texts = slate.texts(item, attribute);
      double share = Math.max(profile.weights()[i], 0) / texts.size();
      for (String text : texts) {
        sums.merge(text, share, Double::sum);
        all += share;
      }
    }
    double total = all;
    sums.values().removeIf(sum -> sum <= 0);
    sums.replaceAll((_, sum) -> sum / total);
    return sums;
  }

  /** Returns the numbers of the values of each candidate that the history has, and their weight. */
  private Values values(Slate slate, List<Candidate> ranked, Map<String, Double> shares) {
    Map<String, Integer> numbers = new HashMap<>();
    shares.keySet().forEach(value -> numbers.put(value, numbers.size()));
    int[][] known = new int[ranked.size()][];
    double[] weights = new double[ranked.size()];
    for (int row = 0; row < known.length; row++) {
      List<String> texts = slate.texts(ranked.get(row).item(), attribute);
      known[row] = texts.stream().filter(numbers::containsKey).mapToInt(numbers::get).toArray();
      weights[row] = texts.isEmpty() ? 0 : 1.0 / texts.size();
    }
    return new Values(known, weights);
  }

  /**
   * What the candidates add to the distribution of the list.
   *
   * @param numbers of the values of each candidate that the history has too
   * @param weights what each of them adds, shape {@code [candidates]}
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on at once
  private record Values(int[][] numbers, double[] weights) {}

  /** The divergence of the list from the history, and what each candidate would make of it. */
  private final class Divergence extends Gains {
    private final double[] history;
    private final double[] list;
    private final Values values;
    private int size;
    private double present;

    Divergence(double[] relevance, Map<String, Double> shares, Values values) {
      super(relevance);
      history = shares.values().stream().mapToDouble(share -> share).toArray();
      list = new double[history.length];
      this.values = values;
      present = Arrays.stream(parts(1)).sum();
    }

    @Override
    void begin(double[] byOthers) {
      score(byOthers);
    }

    @Override
    void take(int taken, double[] byOthers) {
      for (int value : values.numbers[taken]) {
        list[value] += values.weights[taken];
      }
      size++;
      present = Arrays.stream(parts(size)).sum();
      score(byOthers);
    }

    private void score(double[] byOthers) {
      double[] parts = parts(size + 1);
      double without = Arrays.stream(parts).sum();
      for (int row = 0; row < byOthers.length; row++) {
        double with = without;
        for (int value : values.numbers[row]) {
          with += part(value, list[value] + values.weights[row], size + 1) - parts[value];
        }
        byOthers[row] = -weight * (with - present);
      }
    }

    /** Returns what each value adds to KL(p, q) of the list, as if it had so many items. */
    private double[] parts(int items) {
      double[] parts = new double[list.length];
      Arrays.setAll(parts, value -> part(value, list[value], items));
      return parts;
    }

    private double part(int value, double sum, int items) {
      double p = history[value];
      return p * Math.log(p / ((1 - SMOOTHING) * sum / items + SMOOTHING * p));
    }
  }
}
