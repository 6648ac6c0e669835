package io.cairn.features;

import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue says of an item, kept in the first slot of its row. Immutable, and safe for
 * use by multiple threads.
 */
public final class CatalogueEntry implements State {

  /*
   * Features ask for the same few lists of texts for every candidate of every list. They are made
   * when they are first asked for, and kept. The texts themselves are interned, because different
   * items have the same ones. Two threads may make the same list; one of the two is kept.
   */

  private static final Texts[] NOTHING = {};

  private static final double EPOCH_YEAR = 1970;
  private static final double MILLIS_PER_YEAR = 365.2425 * 86_400_000;

  private final Item item;
  private final long firstSeenMillis;
  private final boolean removed;
  private volatile Texts[] derived = NOTHING;
  private volatile @Nullable Kept kept;

  private record Kept(Object owner, Object value) {}

  /**
   * Makes an entry.
   *
   * @param firstSeenMillis when it arrived or, where that is not known, when the first event about
   *     it happened; epoch milliseconds
   * @param removed whether it left the catalogue for good
   */
  public CatalogueEntry(Item item, long firstSeenMillis, boolean removed) {
    this.item = item;
    this.firstSeenMillis = firstSeenMillis;
    this.removed = removed;
  }

  /** Returns the different texts of an attribute of the item whose row it is; may be empty. */
  static Texts texts(Row row, String attribute) {
    return row.state(Row.DESCRIPTION) instanceof CatalogueEntry entry
        ? entry.texts(attribute)
        : Texts.NONE;
  }

  /** Returns the texts of an attribute of items, one item after the other. */
  static List<String> texts(List<Row> rows, String attribute) {
    if (rows.size() == 1) {
      return texts(rows.getFirst(), attribute).list();
    }
    List<String> texts = new ArrayList<>();
    rows.forEach(row -> texts.addAll(texts(row, attribute).list()));
    return texts;
  }

  /** Returns the id object that the catalogue holds, so that rows share it, or the other one. */
  static ItemId sharedId(ItemId id, Row row) {
    return row.state(Row.DESCRIPTION) instanceof CatalogueEntry entry ? entry.item.id() : id;
  }

  /** Returns the different words of attributes of the item whose row it is; may be empty. */
  static Texts words(Row row, List<String> attributes) {
    return row.state(Row.DESCRIPTION) instanceof CatalogueEntry entry
        ? entry.words(attributes)
        : Texts.NONE;
  }

  /**
   * Returns a number that is said of the item whose row it is; {@link Double#NaN} where none is.
   * That of {@value Item#ARRIVAL} is the year of its arrival, with days as a fraction.
   */
  static double number(Row row, String attribute) {
    if (attribute.equals(Item.ARRIVAL)) {
      return row.state(Row.DESCRIPTION) instanceof CatalogueEntry entry
          ? entry.item.arrival().map(CatalogueEntry::year).orElse(Double.NaN)
          : Double.NaN;
    }
    return row.state(Row.DESCRIPTION) instanceof CatalogueEntry entry
            && entry.item.attributes().get(attribute) instanceof Value.Numeric(double number)
        ? number
        : Double.NaN;
  }

  private static double year(Instant time) {
    return EPOCH_YEAR + time.toEpochMilli() / MILLIS_PER_YEAR;
  }

  /** Returns what is said of the item. */
  public Item item() {
    return item;
  }

  /**
   * Returns when it arrived or, where that is not known, when the first event about it happened;
   * epoch milliseconds.
   */
  public long firstSeenMillis() {
    return firstSeenMillis;
  }

  /**
   * Returns the different texts of an attribute of the item, in their order; see {@link
   * Item#texts}. Equal texts of different items are the same object.
   */
  public List<String> different(String attribute) {
    return texts(attribute).list();
  }

  /** Returns the different words of attributes of the item, in their order, in lower case. */
  public List<String> differentWords(List<String> attributes) {
    return words(attributes).list();
  }

  /** Whether it left the catalogue for good. */
  public boolean removed() {
    return removed;
  }

  /** Whether it may be shown: available and not removed. */
  public boolean isShowable() {
    return item.available() && !removed;
  }

  /**
   * Returns what somebody made of this entry: it is kept as long as the entry is there and nobody
   * else makes something of it.
   *
   * @param owner who asks, by identity
   * @param type of what is made
   * @param make makes it; the same of the same entry
   */
  @SuppressWarnings("ReferenceEquality") // an owner is one object
  public <T> T kept(Object owner, Class<T> type, Function<CatalogueEntry, T> make) {
    Kept known = kept;
    if (known != null && known.owner() == owner) {
      return type.cast(known.value());
    }
    T made = make.apply(this);
    kept = new Kept(owner, made);
    return made;
  }

  private Texts texts(String attribute) {
    Texts known = known(attribute);
    return known == null ? keep(Texts.of(attribute, item.texts(attribute))) : known;
  }

  private Texts words(List<String> attributes) {
    Texts known = known(attributes);
    return known == null ? keep(Texts.of(attributes, Words.of(item, attributes))) : known;
  }

  @SuppressWarnings("ReferenceEquality") // features hand in the same object each time, mostly
  private @Nullable Texts known(Object origin) {
    Texts[] all = derived;
    for (Texts texts : all) {
      if (texts.origin() == origin) {
        return texts;
      }
    }
    for (Texts texts : all) {
      if (texts.origin().equals(origin)) {
        return texts;
      }
    }
    return null;
  }

  private Texts keep(Texts texts) {
    Texts[] before = derived;
    Texts[] after = Arrays.copyOf(before, before.length + 1);
    after[before.length] = texts;
    derived = after;
    return texts;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CatalogueEntry entry
        && entry.item.equals(item)
        && entry.firstSeenMillis == firstSeenMillis
        && entry.removed == removed;
  }

  @Override
  public int hashCode() {
    return Objects.hash(item, firstSeenMillis, removed);
  }

  @Override
  public String toString() {
    return "CatalogueEntry[%s, %d, %b]".formatted(item, firstSeenMillis, removed);
  }
}
