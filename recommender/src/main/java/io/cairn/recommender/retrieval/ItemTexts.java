package io.cairn.recommender.retrieval;

import io.cairn.core.Item;
import io.cairn.core.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What models read of an item: categories, attributes that are text, the words of the title and of
 * other long texts, and about how large its numbers are.
 */
public final class ItemTexts {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  /** A text of more words than a name has, such as a description, is read word by word. */
  private static final int NAME_WORDS_MAX = 4;

  private ItemTexts() {}

  /**
   * Returns {@code name=text} of all short texts, {@code name=word} in lower case of the words of
   * long ones and of the title, and for each number above 0 {@code name~} with two powers of two
   * that are near it: of two numbers of which one is up to 1.4 times the other, at least one is the
   * same.
   */
  public static List<String> of(Item item) {
    List<String> all = new ArrayList<>();
    item.categories().forEach(category -> all.add("category=" + category));
    new TreeMap<>(item.attributes())
        .forEach(
            (name, value) -> {
              switch (value) {
                case Value.Text text -> addText(name, text.text(), all);
                case Value.Texts texts -> texts.texts().forEach(t -> addText(name, t, all));
                case Value.Numeric numeric -> addNumber(name, numeric.number(), all);
                case Value.Flag _, Value.Date _ -> {}
              }
            });
    return all;
  }

  private static void addText(String name, String text, List<String> all) {
    List<String> words =
        BETWEEN_WORDS
            .splitAsStream(text.toLowerCase(Locale.ROOT))
            .filter(word -> !word.isEmpty())
            .toList();
    boolean isName = words.size() <= NAME_WORDS_MAX && !name.equals(Item.TITLE);
    Stream<String> read = isName ? Stream.of(text) : words.stream();
    read.forEach(one -> all.add(name + "=" + one));
  }

  private static void addNumber(String name, double number, List<String> all) {
    if (number > 0) {
      double power = Math.log(number) / Math.log(2);
      all.add("%s~%d".formatted(name, (int) Math.floor(power)));
      all.add("%s~%d.5".formatted(name, (int) Math.floor(power - .5)));
    }
  }
}
