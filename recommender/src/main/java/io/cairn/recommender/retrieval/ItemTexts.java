package io.cairn.recommender.retrieval;

import io.cairn.core.Item;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What models read of an item: categories, attributes that are text, and words of the title. */
public final class ItemTexts {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  private ItemTexts() {}

  /** Returns {@code name=text} of all texts; for the title, of each of its words in lower case. */
  public static List<String> of(Item item) {
    Stream<String> words =
        item.texts(Item.TITLE).stream()
            .flatMap(title -> BETWEEN_WORDS.splitAsStream(title.toLowerCase(Locale.ROOT)))
            .filter(word -> !word.isEmpty())
            .map(word -> Item.TITLE + "=" + word);
    return Stream.concat(item.texts(Item.ANY).stream(), words).toList();
  }
}
