package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Sets of texts as bits, compared by Jaccard's coefficient. */
final class TextSets implements Alike {

  /*
   * The texts of one list are numbered in the order in which they come, and each set takes the same
   * few words: most lists have no more than 64 different categories, and then a set is one word.
   */

  private final int words;
  private final long[] bits;
  private final int[] sizes;

  private TextSets(int words, long[] bits, int[] sizes) {
    this.words = words;
    this.bits = bits;
    this.sizes = sizes;
  }

  /**
   * Numbers the texts of candidates.
   *
   * @param texts of each item, all different
   */
  static TextSets of(List<Candidate> candidates, Function<ItemId, List<String>> texts) {
    Map<String, Integer> numbers = new HashMap<>();
    List<int[]> all = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      List<String> different = texts.apply(candidate.item());
      int[] its = new int[different.size()];
      for (int at = 0; at < its.length; at++) {
        its[at] = numbers.computeIfAbsent(different.get(at), _ -> numbers.size());
      }
      all.add(its);
    }
    int words = Math.max(1, (numbers.size() + Long.SIZE - 1) / Long.SIZE);
    long[] bits = new long[candidates.size() * words];
    int[] sizes = new int[candidates.size()];
    for (int row = 0; row < sizes.length; row++) {
      for (int number : all.get(row)) {
        bits[row * words + number / Long.SIZE] |= 1L << number;
      }
      sizes[row] = all.get(row).length;
    }
    return new TextSets(words, bits, sizes);
  }

  @Override
  public void to(int one, float[] similarities) {
    for (int row = 0; row < sizes.length; row++) {
      int common = 0;
      for (int word = 0; word < words; word++) {
        common += Long.bitCount(bits[row * words + word] & bits[one * words + word]);
      }
      similarities[row] = common == 0 ? 0 : (float) common / (sizes[row] + sizes[one] - common);
    }
    similarities[one] = 1;
  }
}
