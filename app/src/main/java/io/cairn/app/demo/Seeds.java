package io.cairn.app.demo;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Gives each part of the world its own stream of random numbers, so that one more draw in one part
 * changes nothing in another; and writes the numbers in ids.
 */
final class Seeds {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Seeds() {}

  /** Returns the stream of a purpose; the same seed and purpose give the same numbers. */
  static RandomGenerator random(long seed, String purpose) {
    long hash = FNV_OFFSET ^ seed;
    for (int at = 0; at < purpose.length(); at++) {
      hash = (hash ^ purpose.charAt(at)) * FNV_PRIME;
    }
    return new SplittableRandom(hash ^ Long.rotateLeft(seed, 32));
  }

  /** Returns a prefix and a number with leading zeros, such as {@code u00042}. */
  static String numbered(String prefix, int number, int digits) {
    String text = Integer.toString(number);
    return prefix + "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  /** Draws one of the list, each as likely. */
  static <T> T pick(RandomGenerator random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Draws an index with chances in proportion to the weights, which are not negative. */
  static int draw(RandomGenerator random, double[] weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double left = random.nextDouble() * total;
    int index = 0;
    while (index < weights.length - 1 && (left -= weights[index]) >= 0) {
      index++;
    }
    return index;
  }
}
