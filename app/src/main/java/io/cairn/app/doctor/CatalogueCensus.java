package io.cairn.app.doctor;

import io.cairn.app.engine.Engine;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.EntityKey;
import io.cairn.recommender.retrieval.NearDuplicates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many items there are, how many have each trait that keeps them from people, and which are
 * nearly the same.
 *
 * @param items how many there are, removed ones too
 * @param traits how many have each trait; those that none has are absent
 * @param nearDuplicates groups of showable items that are nearly the same by their texts
 */
public record CatalogueCensus(
    long items, Map<Trait, Long> traits, List<List<ItemId>> nearDuplicates) {
  private static final String TOPIC = "catalogue";
  private static final double MANY = 0.5;

  /** What may be the matter with an item. */
  public enum Trait {
    /** Nothing names it for people. */
    UNTITLED("have no title", "import an item file with the columns id,title,category"),
    /** It belongs to no category. */
    UNCATEGORISED("have no category", "import an item file with the columns id,title,category"),
    /** It may not be shown now. */
    UNAVAILABLE("are unavailable and never shown", "say so when they are available again"),
    /** It left the catalogue for good. */
    REMOVED("were removed and are never shown", "nothing, if that is what you want"),
    /** Nobody did anything with it. */
    UNTOUCHED("were never interacted with", "give them titles, categories and arrival times"),
    /** Somebody did something with it before it arrived. */
    EARLY("have events from before their arrival", "correct their arrival times"),
    /** It arrives after now. */
    FUTURE("arrive in the future", "correct their arrival times, or make them unavailable");

    private final String sentence;
    private final String remedy;

    Trait(String sentence, String remedy) {
      this.sentence = sentence;
      this.remedy = remedy;
    }

    private boolean isExpected() {
      return this == REMOVED || this == UNTOUCHED || this == EARLY;
    }
  }

  /** Copies the collections. */
  public CatalogueCensus {
    traits = Map.copyOf(traits);
    nearDuplicates = List.copyOf(nearDuplicates);
  }

  static CatalogueCensus of(Engine engine, LogCensus log, Instant now) {
    Map<Trait, Long> traits = new EnumMap<>(Trait.class);
    long[] items = new long[1];
    double overlap = engine.config().pipeline().nearDuplicates();
    NearDuplicates near = new NearDuplicates(overlap > 0 ? overlap : 1);
    engine
        .store()
        .scan(
            EntityKey.Kind.ITEM,
            (_, row) ->
                engine
                    .features()
                    .entry(row)
                    .ifPresent(
                        entry -> {
                          items[0]++;
                          if (entry.isShowable()) {
                            near.add(entry.item());
                          }
                          traits(entry, log, now).forEach(t -> traits.merge(t, 1L, Long::sum));
                        }));
    return new CatalogueCensus(items[0], traits, near.groups());
  }

  private static List<Trait> traits(CatalogueEntry entry, LogCensus log, Instant now) {
    if (entry.removed()) {
      return List.of(Trait.REMOVED);
    }
    Item item = entry.item();
    Optional<Instant> touched = log.firstInteraction(item.id());
    List<Trait> traits = new ArrayList<>();
    addIf(!item.attributes().containsKey(Item.TITLE), Trait.UNTITLED, traits);
    addIf(item.categories().isEmpty(), Trait.UNCATEGORISED, traits);
    addIf(!item.available(), Trait.UNAVAILABLE, traits);
    addIf(touched.isEmpty(), Trait.UNTOUCHED, traits);
    item.arrival()
        .ifPresent(
            arrival -> {
              addIf(touched.filter(arrival::isAfter).isPresent(), Trait.EARLY, traits);
              addIf(arrival.isAfter(now), Trait.FUTURE, traits);
            });
    return traits;
  }

  private static void addIf(boolean holds, Trait trait, List<Trait> traits) {
    if (holds) {
      traits.add(trait);
    }
  }

  /** Returns how many items have the trait. */
  public long count(Trait trait) {
    return traits.getOrDefault(trait, 0L);
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    long hidden = count(Trait.UNAVAILABLE) + count(Trait.REMOVED);
    if (items > 0 && hidden == items) {
      String remedy = "import an item file, or put items, with available = true";
      findings.add(
          new Finding(Severity.SERIOUS, TOPIC, "no item may be shown: lists are empty", remedy));
    }
    for (Trait trait : Trait.values()) {
      long count = count(trait);
      if (count > 0) {
        Severity severity =
            count > MANY * items && !trait.isExpected() ? Severity.WARNING : Severity.NOTE;
        String sentence = Texts.text("%,d of %,d items %s", count, items, trait.sentence);
        findings.add(new Finding(severity, TOPIC, sentence, trait.remedy));
      }
    }
    similar().ifPresent(findings::add);
    return findings;
  }

  private Optional<Finding> similar() {
    int similar = nearDuplicates.stream().mapToInt(List::size).sum();
    return nearDuplicates.stream()
        .max(Comparator.comparingInt(List::size))
        .map(
            group -> {
              List<String> some = group.stream().limit(3).map(ItemId::value).toList();
              String sentence =
                  Texts.text(
                      "%,d items are nearly the same as others by their texts; the largest group"
                          + " has %,d, such as %s",
                      similar, group.size(), String.join(", ", some));
              String remedy =
                  "remove copies; of variants a list shows one (pipeline.near-duplicates)";
              return new Finding(Severity.NOTE, TOPIC, sentence, remedy);
            });
  }
}
