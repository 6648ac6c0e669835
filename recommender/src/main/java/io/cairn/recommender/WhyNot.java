package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.FeatureMatrix;
import io.cairn.core.ItemId;
import io.cairn.recommender.ranking.Explanation;
import io.cairn.recommender.reranking.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the step at which an item was lost on the way to a list, and what would have been needed.
 * What the list itself does not tell is asked of the sources and gates again. Immutable.
 *
 * @param recommender a path over the rows as they were, or as they are now
 * @param made the list
 */
public record WhyNot(Recommender recommender, Recommendation made) {
  private static final int DEPTH = 20_000;
  private static final int DIFFERENCES_TOLD = 5;

  /** What would let an item past the gates that every list has. */
  private static final Map<String, String> NEEDED =
      Map.of(
          "excluded", "a request that does not exclude it",
          "seeds", "a list about something else",
          "seen",
              "that nothing was done with it that counts as seen (pipeline.seen), or seen among"
                  + " what the surface may relax, and a list that is short",
          "available", "that the catalogue says it is available");

  /** Returns what became of an item. */
  public Fate of(ItemId item) {
    Passage passage = Passage.of(made, List.of(item)).getOrDefault(item, nowhere(item));
    Optional<Recommended> shown =
        made.items().stream().filter(i -> i.candidate().item().equals(item)).findFirst();
    if (shown.isPresent()) {
      int position = shown.get().position();
      String reason = "it is on the list, at place " + position;
      return fate(passage, Place.LIST, reason, "", position, List.of());
    }
    int earlier = made.trace().course().earlier().indexOf(item) + 1;
    if (earlier > 0) {
      String reason = "it was shown on an earlier page, at place " + earlier + " of the list";
      return fate(passage, Place.LIST, reason, "", earlier, List.of());
    }
    Optional<Loss> lost = Optional.ofNullable(made.trace().course().losses().get(item));
    Probe probe = recommender.probe(made.request(), item, made.trace().asked(), DEPTH);
    boolean isCandidate = !passage.places().isEmpty() || lost.isPresent();
    Optional<Loss> against =
        lost.filter(loss -> !loss.step().equals(Loss.RANK)).or(() -> gate(probe, lost));
    if (against.isPresent()) {
      return held(passage, against.get(), probe);
    }
    return isCandidate ? belowTheCut(passage, probe) : notProposed(passage, probe);
  }

  private static Passage nowhere(ItemId item) {
    return new Passage(item, List.of(), List.of(), false);
  }

  /** Returns what the gates say of an item that they did not look at when the list was made. */
  private static Optional<Loss> gate(Probe probe, Optional<Loss> lost) {
    return lost.isPresent() ? Optional.empty() : probe.against();
  }

  private Fate held(Passage passage, Loss loss, Probe probe) {
    boolean isUnknown = loss.step().equals(Fate.CATALOGUE);
    String needed =
        isUnknown
            ? "that it is in the catalogue: put it there first"
            : NEEDED.getOrDefault(loss.step(), "that %s lets it be shown".formatted(loss.step()));
    return fate(passage, loss.step(), loss.reason(), needed, 0, probe.found());
  }

  private Fate notProposed(Passage passage, Probe probe) {
    Optional<Probe.Found> nearest =
        probe.found().stream()
            .filter(found -> found.rank() > 0)
            .min(Comparator.comparingInt(Probe.Found::rank));
    String needed =
        nearest
            .map(
                found ->
                    found.rank() > probe.proposable()
                        ? "candidates-per-source of at least %d: %s has %d better ones, and proposed %d"
                            .formatted(
                                found.rank(), found.source(), found.rank() - 1, probe.proposable())
                        : "asked again, %s has it at rank %d"
                            .formatted(found.source(), found.rank()))
            .orElse(
                "events of people with it from which a model can learn, or a source that knows it");
    return fate(passage, Fate.SOURCES, "no source proposed it", needed, 0, probe.found());
  }

  /** Says whether a re-ranker pushed it below the cut, or whether it never was above. */
  private Fate belowTheCut(Passage passage, Probe probe) {
    int count = made.part().skipped() + made.items().size();
    Optional<Place> pushed =
        passage.places().stream()
            .filter(place -> place.before() > 0 && place.before() <= count)
            .filter(place -> place.position() > count)
            .reduce((_, last) -> last);
    Optional<Fate.Gap> gap = gap(passage);
    List<String> movers = pushed.map(place -> movers(place, passage)).orElse(List.of(Loss.RANK));
    String step = movers.size() == 1 ? movers.getFirst() : Composition.RULES;
    String reason =
        pushed
            .map(
                place ->
                    "%s moved it from place %d to %d"
                        .formatted(String.join(", ", movers), place.before(), place.position()))
            .orElseGet(() -> "the %d on the list are better%s".formatted(count, place(passage)));
    String needed =
        gap.map(
                g ->
                    String.format(
                        Locale.ROOT,
                        "a score above %.5g, that of the last one, %s; it has %.5g",
                        g.lastScore(),
                        g.last(),
                        g.score()))
            .orElse("a longer list");
    Fate fate = fate(passage, step, reason, needed, 0, probe.found());
    return new Fate(fate.item(), step, reason, needed, 0, fate.passage(), fate.found(), gap);
  }

  /** Returns who moved an item: the step or, where rules did, those of them that matter to it. */
  private List<String> movers(Place place, Passage passage) {
    if (!place.step().equals(Composition.RULES)) {
      return List.of(place.step());
    }
    List<String> lowering = rules(passage.effects(), effect -> !(effect.amount() > 0));
    List<String> movers =
        lowering.isEmpty()
            ? rules(
                made.trace().course().effects(),
                effect -> effect.amount() > 0 && overtook(effect.item(), passage.item()))
            : lowering;
    return movers.isEmpty() ? List.of(place.step()) : movers;
  }

  /** Whether rules moved one item from behind another to before it. */
  private boolean overtook(ItemId one, ItemId other) {
    List<Course.Step> steps = made.trace().course().steps();
    int rules = steps.stream().map(Course.Step::name).toList().indexOf(Composition.RULES);
    return rules > 0
        && isBefore(other, one, steps.get(rules - 1))
        && isBefore(one, other, steps.get(rules));
  }

  private static boolean isBefore(ItemId one, ItemId other, Course.Step step) {
    List<ItemId> order = step.candidates().stream().map(Candidate::item).toList();
    return order.indexOf(one) < order.indexOf(other);
  }

  private List<String> rules(List<Effect> effects, Predicate<Effect> isWanted) {
    return effects.stream()
        .filter(effect -> isOfRule(effect) && isWanted.test(effect))
        .map(Effect::step)
        .distinct()
        .sorted()
        .toList();
  }

  private boolean isOfRule(Effect effect) {
    return made.trace().rules().calls().stream().anyMatch(c -> c.rule().equals(effect.step()));
  }

  private static String place(Passage passage) {
    return passage.places().isEmpty()
        ? ""
        : ", it stands at place " + passage.places().getLast().position();
  }

  private static Fate fate(
      Passage passage,
      String step,
      String reason,
      String needed,
      int position,
      List<Probe.Found> found) {
    return new Fate(
        passage.item(), step, reason, needed, position, passage, found, Optional.empty());
  }

  /** Returns what the item lacks to the last one that was ordered as it was. */
  private Optional<Fate.Gap> gap(Passage passage) {
    Optional<Candidate> last =
        made.items().reversed().stream()
            .map(Recommended::candidate)
            .filter(c -> !made.trace().course().filled().contains(c.item()))
            .findFirst();
    if (last.isEmpty() || passage.places().isEmpty()) {
      return Optional.empty();
    }
    float score = passage.places().getLast().score();
    return Optional.of(
        new Fate.Gap(
            last.get().item(),
            score,
            last.get().score(),
            made.trace().ranker().name(),
            differences(passage.item(), last.get().item())));
  }

  private List<Fate.Difference> differences(ItemId item, ItemId last) {
    List<Fate.Difference> told = new ArrayList<>();
    made.basis()
        .map(basis -> basis.explain(List.of(item, last)))
        .ifPresent(
            why -> {
              for (int objective = 0; objective < why.contributions().size(); objective++) {
                differences(why, objective).limit(DIFFERENCES_TOLD).forEach(told::add);
              }
            });
    return told;
  }

  /** Returns how two rows differ, what counts most first. */
  private static Stream<Fate.Difference> differences(Explanation why, int objective) {
    FeatureMatrix contributions = why.contributions().get(objective);
    float[] one = contributions.row(0);
    float[] last = contributions.row(1);
    List<Fate.Difference> differences = new ArrayList<>();
    for (int column = 0; column < why.features().columns().size(); column++) {
      if (one[column] != last[column]) {
        differences.add(
            new Fate.Difference(
                why.predictions().columns().get(objective),
                why.features().columns().get(column),
                why.features().row(0)[column],
                why.features().row(1)[column],
                one[column] - last[column]));
      }
    }
    differences.sort(Comparator.comparingDouble(d -> -Math.abs(d.difference())));
    return differences.stream();
  }
}
