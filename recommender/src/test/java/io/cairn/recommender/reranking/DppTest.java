package io.cairn.recommender.reranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Candidate;
import io.cairn.recommender.RerankerContract;
import io.cairn.recommender.Shop;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class DppTest extends RerankerContract {
  private static final Similarity CATEGORY = new Similarity.Attribute("category");

  @Override
  protected Reranker reranker() {
    return new Dpp(.6, 1, 8, CATEGORY);
  }

  /** Determinants by elimination, of every list that is one candidate longer. */
  @Property(tries = 60)
  void reorder_takesWhatRaisesTheDeterminantMost(
      @ForAll @Size(min = 2, max = 7) List<@IntRange(min = 1, max = 31) Integer> sets,
      @ForAll @DoubleRange(max = .95) double theta,
      @ForAll @DoubleRange(min = .1, max = .9) double strength) {
    Shop shop = shop();
    List<Candidate> ranked = new ArrayList<>();
    for (int item = 0; item < sets.size(); item++) {
      shop.branded("x" + item, 1, "", categories(sets.get(item)));
      ranked.add(candidate("x" + item, sets.size() - item));
    }
    List<Candidate> order =
        new Dpp(theta, strength, 5, CATEGORY).reorder(slate(shop, Shop.user("u"), ranked), ranked);
    List<Integer> taken = new ArrayList<>();
    for (int place = 0; place < Math.min(5, sets.size()); place++) {
      int chosen = Integer.parseInt(order.get(place).item().value().substring(1));
      double gained = value(sets, taken, chosen, theta, strength);
      for (int other = 0; other < sets.size(); other++) {
        if (!taken.contains(other)) {
          assertThat(value(sets, taken, other, theta, strength)).isLessThanOrEqualTo(gained + 1e-5);
        }
      }
      taken.add(chosen);
    }
  }

  private static String[] categories(int set) {
    List<String> categories = new ArrayList<>();
    for (int bit = 0; bit < 5; bit++) {
      if ((set >> bit & 1) == 1) {
        categories.add("c" + bit);
      }
    }
    return categories.toArray(String[]::new);
  }

  private static double value(
      List<Integer> sets, List<Integer> taken, int next, double theta, double strength) {
    List<Integer> list = new ArrayList<>(taken);
    list.add(next);
    double[][] kernel = new double[list.size()][list.size()];
    double relevance = 0;
    for (int a = 0; a < kernel.length; a++) {
      relevance += (sets.size() - 1.0 - list.get(a)) / (sets.size() - 1);
      for (int b = 0; b < kernel.length; b++) {
        int one = sets.get(list.get(a));
        int other = sets.get(list.get(b));
        double alike = (double) Integer.bitCount(one & other) / Integer.bitCount(one | other);
        kernel[a][b] = a == b ? 1 : strength * alike;
      }
    }
    return theta * relevance + (1 - theta) * Math.log(determinant(kernel));
  }

  private static double determinant(double[][] matrix) {
    double determinant = 1;
    for (int pivot = 0; pivot < matrix.length; pivot++) {
      determinant *= matrix[pivot][pivot];
      for (int row = pivot + 1; row < matrix.length; row++) {
        double times = matrix[row][pivot] / matrix[pivot][pivot];
        for (int column = pivot; column < matrix.length; column++) {
          matrix[row][column] -= times * matrix[pivot][column];
        }
      }
    }
    return determinant;
  }

  @Test
  void reorder_byLikingAlone_keepsTheOrder() {
    List<Candidate> ranked = candidates(ITEMS);
    Slate slate = slate(shop(), Shop.user("u"), ranked);
    assertThat(new Dpp(1, 1, 50, CATEGORY).reorder(slate, ranked))
        .extracting(Candidate::item)
        .isEqualTo(ranked.stream().map(Candidate::item).toList());
  }

  @Test
  void reorder_withFullStrength_takesWhatIsWhollyAlikeLast() {
    Shop shop = shop().branded("a", 1, "", "x").branded("b", 1, "", "x").branded("c", 1, "", "y");
    List<Candidate> ranked = List.of(candidate("a", 1), candidate("b", .9f), candidate("c", 0));
    Slate slate = slate(shop, Shop.user("u"), ranked);
    assertThat(new Dpp(.9, 1, 3, CATEGORY).reorder(slate, ranked).getLast().item().value())
        .isEqualTo("b");
    assertThat(new Dpp(.9, .5, 3, CATEGORY).reorder(slate, ranked).getLast().item().value())
        .isEqualTo("c");
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dpp(Double.NaN, 1, 1, CATEGORY))
        .withMessage("theta must be in [0.0, 1.0], was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dpp(1, -1, 1, CATEGORY))
        .withMessage("strength must be in [0.0, 1.0], was -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dpp(1, 1, -1, CATEGORY))
        .withMessage("places must be at least 1, was -1");
  }
}
