package io.cairn.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.core.Visitor;
import io.cairn.recommender.reranking.Cap;
import io.cairn.recommender.reranking.Control;
import io.cairn.recommender.reranking.Distinct;
import io.cairn.recommender.reranking.Effect;
import io.cairn.recommender.reranking.Placement;
import io.cairn.recommender.reranking.Slate;
import io.cairn.recommender.reranking.Slots;
import io.cairn.recommender.reranking.Spread;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AssemblyTest {
  private final Shop shop =
      new Shop()
          .titled("a", "a red ball for dogs")
          .titled("b", "A red ball, for dogs!")
          .titled("c", "a green ball for cats")
          .titled("d", "red ball for a dog, dogs");
  private final Deque<List<Candidate>> more = new ArrayDeque<>();
  private Slate slate = shop.slate(Shop.request("home", Visitor.ANONYMOUS, 10, Set.of()));

  private Assembly assembly(Placement placement, String... items) {
    slate = shop.slate(Shop.request("home", Visitor.ANONYMOUS, 10, Set.of()));
    List<Candidate> candidates = candidates(items);
    slate.know(candidates);
    Assembly assembly =
        new Assembly(
            slate,
            List.of(new Control<>("control", placement)),
            Optional.empty(),
            () -> more.isEmpty() ? List.of() : more.remove());
    assembly.offer(candidates);
    return assembly;
  }

  @Test
  void fill_placesTheFirstAgainstWhichNothingSpeaks() {
    Assembly assembly = assembly(new Distinct(.8), "a", "b", "c", "d");
    assembly.fill(10);
    assertThat(names(assembly)).containsExactly("a", "c");
    assertThat(assembly.losses())
        .containsEntry(
            new ItemId("b"), new Loss("control", "nearly the same as another on the list, a"));
  }

  @Test
  void fill_ofMore_beginsWithTheShorterList() {
    Assembly assembly = assembly(new Distinct(1), "a", "b", "c", "d");
    assembly.fill(2);
    List<String> shorter = List.copyOf(names(assembly));
    assertThat(assembly.losses())
        .containsEntry(new ItemId("d"), new Loss(Loss.RANK, "the 2 on the list are better"));
    assembly.fill(3);
    assertThat(names(assembly)).hasSize(3).startsWith(shorter.toArray(String[]::new));
  }

  @Test
  void relax_letsThePlacementGo() {
    Assembly assembly = assembly(new Distinct(.8), "a", "b", "c");
    assembly.fill(3);
    assertThat(assembly.relax("another")).isFalse();
    assertThat(assembly.relax("control")).isTrue();
    assembly.fill(3);
    assertThat(names(assembly)).containsExactly("a", "c", "b");
  }

  @Test
  void cap_holdsAmongTheFirstPlaces_andAsksForMoreBefore() {
    Stream.of("x", "y", "z").forEach(item -> shop.titled(item, "ball"));
    Assembly assembly = assembly(new Cap("title", 1, 2), "x", "y", "z");
    more.add(candidates("a"));
    assembly.fill(4);
    assertThat(names(assembly)).containsExactly("x", "a", "y", "z");
  }

  @Test
  void fill_ofAKeptPlace_takesTheFirstThatItIsFor_andAsksForMoreBefore() {
    Stream.of("x", "y", "z").forEach(item -> shop.titled(item, "new"));
    Slots slots = new Slots(List.of(2, 3, 4), new Slots.Condition.Attribute("title", "new"));
    Assembly assembly = assembly(slots, "a", "b", "x");
    more.add(candidates("c", "y"));
    slate.know(more.getFirst());
    assembly.fill(5);
    assertThat(names(assembly)).containsExactly("a", "x", "y", "b", "c");
  }

  @Test
  void fill_notesWhatWasHeldBack() {
    Stream.of("x", "y", "z").forEach(item -> shop.titled(item, "ball"));
    Assembly assembly = assembly(new Spread("title", 1, 2), "x", "y", "a");
    assembly.fill(3);
    assertThat(names(assembly)).containsExactly("x", "a", "y");
    assertThat(slate.effects())
        .containsExactly(
            new Effect(
                "control",
                new ItemId("y"),
                "held back from place 2: 1 of title ball in the place above",
                Float.NaN));
  }

  private static List<Candidate> candidates(String... items) {
    return Stream.of(items).map(i -> new Candidate(new ItemId(i), List.of(), 0)).toList();
  }

  private static List<String> names(Assembly assembly) {
    return assembly.page().stream().map(placed -> placed.candidate().item().value()).toList();
  }
}
