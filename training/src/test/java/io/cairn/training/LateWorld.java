package io.cairn.training;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.RequestId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A history that tells nothing of what comes next: in its first half everybody views items by
 * chance. In the second half every item is followed by its partner, a rule that nobody could have
 * known before.
 */
final class LateWorld {
  static final int USERS = 100;
  static final int ITEMS = 80;
  static final int DAYS = 14;

  private static final int SHOWN = 10;

  private final Random random;
  private final List<Integer> partners;
  private final Map<Integer, List<Integer>> unseen = new HashMap<>();
  private final Map<Integer, Integer> last = new HashMap<>();
  private final Logs logs = new Logs();

  private LateWorld(long seed) {
    random = new Random(seed);
    partners = new ArrayList<>(IntStream.range(0, ITEMS).boxed().toList());
    Collections.shuffle(partners, random);
  }

  /** Returns the log; with lists of another system before each view where they are wanted. */
  static Logs logs(long seed, boolean isShown) {
    LateWorld world = new LateWorld(seed);
    for (int item = 0; item < ITEMS; item++) {
      List<String> genre = List.of("genre " + item % 4);
      world.logs.add(
          new Event.ItemUpdated(
              new EventId("item-" + item),
              Logs.START,
              new Item(id(item), Map.of(), genre, true, Optional.empty())));
    }
    for (int day = 0; day < DAYS; day++) {
      for (int user = 0; user < USERS; user++) {
        world.visit(day + 0.5 * user / USERS, user, isShown);
      }
    }
    return world.logs;
  }

  private void visit(double day, int user, boolean isShown) {
    List<Integer> rest =
        unseen.computeIfAbsent(
            user, _ -> new ArrayList<>(IntStream.range(0, ITEMS).boxed().toList()));
    Collections.shuffle(rest, random);
    int next = rest.indexOf(partners.get(last.getOrDefault(user, 0)));
    if (day >= DAYS / 2.0 && next >= 0) {
      Collections.swap(rest, 0, next);
    }
    int chosen = rest.getFirst();
    if (isShown) {
      show(day, user, new ArrayList<>(rest.subList(0, SHOWN)));
    }
    rest.removeFirst();
    last.put(user, chosen);
    logs.view(day + 0.001, "u" + user, "i" + chosen);
    logs.does(day + 0.002, "u" + user, "purchase", "i" + chosen);
  }

  private void show(double day, int user, List<Integer> items) {
    Collections.shuffle(items, random);
    logs.add(
        new Event.Impression(
            new EventId("list-" + user + "-" + day),
            Logs.at(day),
            Visitor.of(new UserId("u" + user)),
            new RequestId("list-" + user + "-" + day),
            "home",
            Context.NONE,
            items.stream().map(item -> new Event.Shown(id(item), 0, List.of())).toList(),
            Event.AsOf.UNKNOWN));
  }

  private static ItemId id(int item) {
    return new ItemId("i" + item);
  }
}
