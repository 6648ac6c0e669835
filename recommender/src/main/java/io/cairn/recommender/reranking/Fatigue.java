package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.features.RecentEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Lowers the scores of what somebody is tired of, and orders by them: a little each time that an
 * item was shown to them and nothing came of it, and much after they refused it, or something like
 * it. Both are forgotten with time. Scores are multiplied by what is left of 1; negative ones are
 * divided by it, and so are lowered too.
 *
 * @param shown the feature that says how often an item was shown to the actor, as {@code ln(1 +
 *     n)}; its own half-life says how it is forgotten
 * @param clicked the feature that says in the same way how often the actor chose it then, which
 *     counts against {@code shown}; nothing does where absent
 * @param keep what is left of a score each time, above 0 and at most 1
 * @see <a href="https://doi.org/10.1145/2623330.2623356">Lee, Lakshmanan, Tiwari, Shah. Modeling
 *     impression discounting in large-scale recommender systems. KDD 2014</a>
 */
public record Fatigue(String shown, Optional<String> clicked, double keep, Refusals refusals)
    implements Reordering {

  /**
   * What refusals do.
   *
   * @param events the types of events that refuse an item, such as {@code dislike}, among the last
   *     events of the actor that are kept
   * @param lost the share of its score that the item loses at once, at least 0 and below 1
   * @param lostAlike the share that an item loses which has the same values of one of the
   *     attributes, at least 0 and below 1; one with some of the values loses less, by Jaccard's
   *     coefficient
   * @param attributes by which items are alike, such as {@code category} and {@code brand}
   * @param halfLife the time after which half as much is lost, above 0
   */
  public record Refusals(
      List<String> events,
      double lost,
      double lostAlike,
      List<String> attributes,
      Duration halfLife) {
    /** Checks the settings, and copies the lists. */
    public Refusals {
      events = List.copyOf(events);
      attributes = List.copyOf(attributes);
      Checks.below("lost", lost, 0, 1);
      Checks.below("lost-alike", lostAlike, 0, 1);
      Checks.above("half-life", (double) halfLife.toMillis(), 0);
    }
  }

  /** Checks the settings. */
  public Fatigue {
    Checks.text("shown", shown);
    Checks.within("keep", keep, 0, 1);
    Checks.above("keep", keep, 0);
  }

  @Override
  public List<String> features() {
    List<String> features = new ArrayList<>(List.of(shown));
    clicked.ifPresent(features::add);
    return features;
  }

  @Override
  public List<Candidate> reorder(Slate slate, List<Candidate> ranked) {
    double[] left = afterImpressions(slate, ranked);
    refuse(slate, ranked, left);
    List<Candidate> moved = new ArrayList<>(ranked.size());
    for (int row = 0; row < left.length; row++) {
      Candidate before = ranked.get(row);
      moved.add(left[row] < 1 ? Factors.moved(before, left[row]) : before);
      if (left[row] < 1) {
        slate.note(
            before.item(), "shown often, or refused", moved.get(row).score() - before.score());
      }
    }
    return Relevance.sorted(moved);
  }

  private double[] afterImpressions(Slate slate, List<Candidate> ranked) {
    float[] impressions = slate.feature(shown, ranked);
    float[] clicks = clicked.map(name -> slate.feature(name, ranked)).orElse(new float[0]);
    double[] left = new double[ranked.size()];
    for (int row = 0; row < left.length; row++) {
      double times = times(impressions[row]) - (clicks.length == 0 ? 0 : times(clicks[row]));
      left[row] = Math.pow(keep, Math.max(times, 0));
    }
    return left;
  }

  private static double times(float logarithm) {
    return Float.isNaN(logarithm) ? 0 : Math.expm1(logarithm);
  }

  /** Takes from what is left of each candidate what refusals cost it. */
  private void refuse(Slate slate, List<Candidate> ranked, double[] left) {
    RecentEvents recent = slate.query().recent();
    long now = slate.query().request().time().toEpochMilli();
    List<ItemId> refused = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    double halfLifeMillis = (double) refusals.halfLife().toMillis();
    for (int event = 0; event < recent.size(); event++) {
      if (refusals.events().contains(recent.types()[event])) {
        refused.add(recent.items()[event]);
        double elapsed = (double) now - recent.times()[event];
        weights.add(Factors.left(elapsed, halfLifeMillis));
      }
    }
    if (refused.isEmpty()) {
      return;
    }
    slate.knowItems(refused);
    List<Alike> likenesses = likenesses(slate, ranked, refused);
    float[] column = new float[ranked.size() + refused.size()];
    float[] most = new float[column.length];
    for (int event = 0; event < refused.size(); event++) {
      Arrays.fill(most, 0);
      for (Alike likeness : likenesses) {
        likeness.to(ranked.size() + event, column);
        for (int row = 0; row < left.length; row++) {
          most[row] = Math.max(most[row], column[row]);
        }
      }
      for (int row = 0; row < left.length; row++) {
        boolean isSame = ranked.get(row).item().equals(refused.get(event));
        double lost = isSame ? refusals.lost() : refusals.lostAlike() * most[row];
        left[row] *= 1 - lost * weights.get(event);
      }
    }
  }

  private List<Alike> likenesses(Slate slate, List<Candidate> ranked, List<ItemId> refused) {
    List<Candidate> all = new ArrayList<>(ranked);
    refused.forEach(item -> all.add(new Candidate(item, List.of(), 0)));
    return refusals.attributes().stream()
        .map(attribute -> new Similarity.Attribute(attribute).among(slate, all))
        .toList();
  }
}
