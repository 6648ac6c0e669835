package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gives a share of the places to surprises: candidates that are among the half that is least like
 * the history, and among the half that is least popular; of equal ones the half may be more, but
 * never those with the highest value. Each such place takes the one with the best score, so that a
 * surprise is relevant too. A candidate of which it is not known how like the history it is is no
 * surprise: for somebody without a history the order stays.
 *
 * @param share of the places, in [0, 1]: with a fifth every fifth place
 * @param likeness the feature that says how like the history an item is, higher is more like it,
 *     such as {@code category_affinity} or {@code history_similarity}
 * @param popularity the feature that says how popular an item is, higher is more popular
 * @param places among how many of the first places, at least 1
 */
public record Serendipity(double share, String likeness, String popularity, int places)
    implements Reordering {
  /** What a product that should be whole may lack. */
  private static final double ROUNDING = 1e-9;

  /** Checks the settings. */
  public Serendipity {
    Checks.within("share", share, 0, 1);
    Checks.text("likeness", likeness);
    Checks.text("popularity", popularity);
    Checks.atLeast("places", places, 1);
  }

  @Override
  public List<String> features() {
    return List.of(likeness, popularity);
  }

  @Override
  public List<Candidate> reorder(Slate slate, List<Candidate> ranked) {
    boolean[] isSurprise = surprises(slate, ranked);
    boolean[] isTaken = new boolean[ranked.size()];
    List<Candidate> order = new ArrayList<>(ranked.size());
    int next = 0;
    int surprise = 0;
    while (order.size() < ranked.size()) {
      while (isTaken[next]) {
        next++;
      }
      while (surprise < isTaken.length && (isTaken[surprise] || !isSurprise[surprise])) {
        surprise++;
      }
      boolean isForSurprise = isForSurprise(order.size() + 1) && surprise < isTaken.length;
      int row = isForSurprise ? surprise : next;
      isTaken[row] = true;
      order.add(raised(ranked.get(row), ranked.get(next).score()));
      if (isForSurprise) {
        Candidate before = ranked.get(row);
        slate.note(before.item(), "a surprise", order.getLast().score() - before.score());
      }
    }
    return order;
  }

  /** Returns a candidate with the score of the one in whose place it stands, if that is higher. */
  private static Candidate raised(Candidate candidate, float score) {
    return score > candidate.score() ? candidate.withScore(score) : candidate;
  }

  private boolean isForSurprise(int place) {
    double before = Math.floor((place - 1) * share + ROUNDING);
    return place <= places && Math.floor(place * share + ROUNDING) > before;
  }

  private boolean[] surprises(Slate slate, List<Candidate> ranked) {
    float[] like = slate.feature(likeness, ranked);
    float[] popular = slate.feature(popularity, ranked);
    boolean[] isSurprise = new boolean[like.length];
    Arrays.fill(isSurprise, true);
    keepLower(like, isSurprise);
    keepLower(popular, isSurprise);
    return isSurprise;
  }

  /** Keeps those whose value is known, not above the middle one, and below the highest. */
  private static void keepLower(float[] values, boolean[] isKept) {
    float[] known = values.clone();
    Arrays.sort(known); // NaN comes last
    int size = known.length;
    while (size > 0 && Float.isNaN(known[size - 1])) {
      size--;
    }
    for (int row = 0; row < values.length; row++) {
      isKept[row] &=
          size > 0 && values[row] <= known[(size - 1) / 2] && values[row] < known[size - 1];
    }
  }
}
