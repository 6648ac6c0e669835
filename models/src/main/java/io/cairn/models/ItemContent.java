package io.cairn.models;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is known of items apart from who liked them: for each item its tokens, such as its category
 * or a word of its title, as hashes. The same text has the same token everywhere and always. Where
 * it is said so, what is known of people has the same form, a person in the place of an item.
 * Immutable by agreement, and then safe for use by multiple threads.
 *
 * @param starts where each item begins in {@code tokens}, shape {@code [items + 1]}; not copied
 * @param tokens hashes of texts, in any order; one that comes twice counts twice; shape {@code
 *     [starts[items]]}; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
public record ItemContent(int[] starts, int[] tokens) {
  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;

  /**
   * Checks the shapes.
   *
   * @throws IllegalArgumentException if the arrays do not fit together
   */
  public ItemContent {
    if (starts.length == 0 || starts[0] != 0 || starts[starts.length - 1] != tokens.length) {
      throw new IllegalArgumentException(
          "%d starts do not divide %d tokens".formatted(starts.length, tokens.length));
    }
  }

  /** Returns the content of items of which nothing is known. */
  public static ItemContent none(int items) {
    return new ItemContent(new int[items + 1], new int[0]);
  }

  /**
   * Returns the content of items.
   *
   * @param items the tokens of each, as {@link #tokens} makes them
   */
  public static ItemContent of(List<int[]> items) {
    int[] starts = new int[items.size() + 1];
    for (int item = 0; item < items.size(); item++) {
      starts[item + 1] = Math.addExact(starts[item], items.get(item).length);
    }
    return new ItemContent(starts, items.stream().flatMapToInt(IntStream::of).toArray());
  }

  /**
   * Returns the tokens of texts, in their order.
   *
   * @param texts such as {@code category=toys}; their case counts
   * @return a fresh array, shape {@code [texts.size()]}
   */
  public static int[] tokens(List<String> texts) {
    return texts.stream().mapToInt(ItemContent::token).toArray();
  }

  /** FNV-1a over UTF-8: 32 bits, in which two of a hundred thousand texts rarely meet. */
  private static int token(String text) {
    int hash = FNV_OFFSET;
    for (byte part : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (part & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  /** Returns the number of items. */
  public int items() {
    return starts.length - 1;
  }

  /** Returns the tokens of one item. */
  IntStream tokens(int item) {
    return IntStream.range(starts[item], starts[item + 1]).map(at -> tokens[at]);
  }
}
