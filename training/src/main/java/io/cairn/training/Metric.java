package io.cairn.training;

/**
 * Says how good one ranked list is for one user, given which of its items turned out relevant.
 * Every metric is in [0, 1], and higher is better.
 */
public sealed interface Metric {

  /** Returns the name without the cut-off, such as {@code ndcg}. */
  String name();

  /**
   * Returns the metric of one list.
   *
   * @param hits whether each shown item is relevant, best rank first; may be shorter than {@code k}
   * @param relevant how many relevant items the user has, at least 1
   * @param k how many places count, at least 1
   */
  double of(boolean[] hits, int relevant, int k);

  /** Whether at least one of the first k is relevant. */
  record HitRate() implements Metric {
    @Override
    public String name() {
      return "hit-rate";
    }

    @Override
    public double of(boolean[] hits, int relevant, int k) {
      return count(hits, k) > 0 ? 1 : 0;
    }
  }

  /** Relevant items among the first k, divided by k. */
  record Precision() implements Metric {
    @Override
    public String name() {
      return "precision";
    }

    @Override
    public double of(boolean[] hits, int relevant, int k) {
      return (double) count(hits, k) / k;
    }
  }

  /** Relevant items among the first k, divided by all relevant items of the user. */
  record Recall() implements Metric {
    @Override
    public String name() {
      return "recall";
    }

    @Override
    public double of(boolean[] hits, int relevant, int k) {
      return (double) count(hits, k) / relevant;
    }
  }

  /**
   * Normalised discounted cumulative gain: the sum of {@code 1 / log2(rank + 1)} over the relevant
   * items among the first k, divided by that sum for a list that has {@code min(k, relevant)}
   * relevant items in front.
   *
   * @see <a href="https://doi.org/10.1145/582415.582418">Järvelin, Kekäläinen, Cumulated gain-based
   *     evaluation of IR techniques, TOIS 2002</a>, with binary gains
   */
  record Ndcg() implements Metric {
    @Override
    public String name() {
      return "ndcg";
    }

    @Override
    public double of(boolean[] hits, int relevant, int k) {
      double gain = 0;
      for (int i = 0; i < Math.min(k, hits.length); i++) {
        gain += hits[i] ? discount(i) : 0;
      }
      double ideal = 0;
      for (int i = 0; i < Math.min(k, relevant); i++) {
        ideal += discount(i);
      }
      return gain / ideal;
    }

    private static double discount(int index) {
      return Math.log(2) / Math.log(index + 2.0);
    }
  }

  /**
   * Average precision: the mean, over the relevant items among the first k, of the precision at
   * their ranks, with {@code min(k, relevant)} as the divisor. Its mean over users is MAP.
   */
  record AveragePrecision() implements Metric {
    @Override
    public String name() {
      return "map";
    }

    @Override
    public double of(boolean[] hits, int relevant, int k) {
      double sum = 0;
      int found = 0;
      for (int i = 0; i < Math.min(k, hits.length); i++) {
        if (hits[i]) {
          found++;
          sum += found / (i + 1.0);
        }
      }
      return sum / Math.min(k, relevant);
    }
  }

  /** One divided by the rank of the first relevant item; 0 if none of the first k is. */
  record ReciprocalRank() implements Metric {
    @Override
    public String name() {
      return "mrr";
    }

    @Override
    public double of(boolean[] hits, int relevant, int k) {
      for (int i = 0; i < Math.min(k, hits.length); i++) {
        if (hits[i]) {
          return 1 / (i + 1.0);
        }
      }
      return 0;
    }
  }

  private static int count(boolean[] hits, int k) {
    int count = 0;
    for (int i = 0; i < Math.min(k, hits.length); i++) {
      count += hits[i] ? 1 : 0;
    }
    return count;
  }
}
