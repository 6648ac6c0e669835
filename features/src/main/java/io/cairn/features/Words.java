package io.cairn.features;

import io.cairn.core.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of an item: runs of letters and digits, in lower case. */
final class Words {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

  private Words() {}

  /** Returns the words of an item's attributes, in their order. */
  static List<String> of(Item item, List<String> attributes) {
    List<String> words = new ArrayList<>();
    for (String attribute : attributes) {
      for (String text : item.texts(attribute)) {
        Matcher word = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (word.find()) {
          words.add(word.group());
        }
      }
    }
    return words;
  }
}
