package io.cairn.features;

import io.cairn.core.Item;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of an item: runs of letters and digits, in lower case. */
final class Words {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

  private Words() {}

  /** Returns the different words of an item's attributes, in order of first appearance. */
  static List<String> of(Item item, List<String> attributes) {
    Set<String> words = new LinkedHashSet<>();
    for (String attribute : attributes) {
      for (String text : item.texts(attribute)) {
        Matcher word = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (word.find()) {
          words.add(word.group());
        }
      }
    }
    return List.copyOf(words);
  }
}
