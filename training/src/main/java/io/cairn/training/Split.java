package io.cairn.training;

import io.cairn.core.Event;
import io.cairn.core.EventWeights;
import io.cairn.core.ItemId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import io.cairn.events.EventLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How a log is divided for an evaluation. Only events with a positive weight are asked for, and
 * only of known users; anonymous sessions are learned from. What a removed user did before the
 * removal is neither asked for nor learned from, whenever the removal was.
 */
public sealed interface Split {

  /** The fewest items that a user must have in training to be asked for. */
  int ITEMS_MIN = 5;

  /** Returns the name by which people choose it. */
  String name();

  /**
   * Divides the log.
   *
   * @param weights which events speak for an item
   * @throws IllegalArgumentException if nobody is left to ask for
   */
  Holdout divide(EventLog log, EventWeights weights);

  /**
   * One cut in time: what happened before is learned from, what users did with new items after it
   * is asked for. The only split without knowledge of the future. An item that no user had to do
   * with before the cut is not asked for.
   *
   * @param share the share of interactions before the cut, in (0, 1)
   */
  record Temporal(double share) implements Split {
    /** Checks the share. */
    public Temporal {
      if (!(share > 0 && share < 1)) {
        throw new IllegalArgumentException("share must be between 0 and 1, was " + share);
      }
    }

    @Override
    public String name() {
      return "temporal";
    }

    @Override
    public Holdout divide(EventLog log, EventWeights weights) {
      InteractionTable table = table(log, weights);
      int first = Math.min((int) (share * table.size()), table.size() - 1);
      long cut = table.columns().time(first);
      List<Holdout.TestCase> cases = new ArrayList<>();
      BitSet catalogue = itemsBefore(table, cut);
      forEachUser(
          table, (user, rows) -> testCase(table, user, rows, cut, catalogue).ifPresent(cases::add));
      Predicate<Event> before =
          event -> event instanceof Event.UserRemoved || event.time().toEpochMilli() < cut;
      return checked(new Holdout(before, cases, Instant.ofEpochMilli(cut)), this);
    }

    /** Returns the items that a user had to do with before the cut. */
    private static BitSet itemsBefore(InteractionTable table, long cut) {
      BitSet items = new BitSet(table.vocabulary().size());
      InteractionColumns columns = table.columns();
      for (int row = 0; row < table.size() && columns.time(row) < cut; row++) {
        if (table.user(columns.actor(row)).isPresent()) {
          items.set(columns.item(row));
        }
      }
      return items;
    }

    private static Optional<Holdout.TestCase> testCase(
        InteractionTable table, UserId user, int[] rows, long cut, BitSet catalogue) {
      Set<Integer> learned = new HashSet<>();
      Set<ItemId> relevant = new HashSet<>();
      for (int row : rows) {
        int item = table.columns().item(row);
        if (table.columns().time(row) < cut) {
          learned.add(item);
        } else if (table.columns().weight(row) > 0
            && catalogue.get(item)
            && !learned.contains(item)) {
          relevant.add(table.vocabulary().item(item));
        }
      }
      return learned.size() >= ITEMS_MIN && !relevant.isEmpty()
          ? Optional.of(new Holdout.TestCase(Visitor.of(user), relevant))
          : Optional.empty();
    }
  }

  /**
   * Each user's last item is asked for, with all that the user did with it; everything else is
   * learned from: what others did later is known. Kept because published tables use it.
   */
  record LeaveOneOut() implements Split {
    @Override
    public String name() {
      return "leave-one-out";
    }

    @Override
    public Holdout divide(EventLog log, EventWeights weights) {
      InteractionTable table = table(log, weights);
      Map<UserId, ItemId> asked = new HashMap<>();
      List<Holdout.TestCase> cases = new ArrayList<>();
      forEachUser(
          table,
          (user, rows) -> {
            int last = lastItem(table, rows);
            if (last >= 0 && othersOf(last, table, rows) >= ITEMS_MIN - 1) {
              ItemId item = table.vocabulary().item(last);
              asked.put(user, item);
              cases.add(new Holdout.TestCase(Visitor.of(user), Set.of(item)));
            }
          });
      Predicate<Event> isLearned =
          event ->
              !(event instanceof Event.Interaction i)
                  || i.visitor().user().map(asked::get).filter(i.item()::equals).isEmpty();
      Instant end = Instant.ofEpochMilli(table.columns().time(table.size() - 1));
      return checked(new Holdout(isLearned, cases, end), this);
    }

    /** Returns the item of the last event that speaks for its item, or -1. */
    private static int lastItem(InteractionTable table, int[] rows) {
      for (int i = rows.length - 1; i >= 0; i--) {
        if (table.columns().weight(rows[i]) > 0) {
          return table.columns().item(rows[i]);
        }
      }
      return -1;
    }

    private static long othersOf(int item, InteractionTable table, int[] rows) {
      return Arrays.stream(rows)
          .map(table.columns()::item)
          .filter(other -> other != item)
          .distinct()
          .count();
    }
  }

  private static Holdout checked(Holdout holdout, Split split) {
    if (holdout.cases().isEmpty()) {
      throw new IllegalArgumentException(
          ("the %s split leaves no user with at least %d items to learn from"
                  + " and a new one to ask for")
              .formatted(split.name(), ITEMS_MIN));
    }
    return holdout;
  }

  private static InteractionTable table(EventLog log, EventWeights weights) {
    try (Stream<Event> events = log.read(0)) {
      InteractionTable table = InteractionTable.of(events, weights, Set.of());
      if (table.size() == 0) {
        throw new IllegalArgumentException("there are no interactions to divide");
      }
      return table;
    }
  }

  /** Shows each user with the table's rows of the user, in the order of time. */
  private static void forEachUser(InteractionTable table, BiConsumer<UserId, int[]> consumer) {
    InteractionTable.Grouped rows = table.byActor();
    for (int actor = 0; actor + 1 < rows.starts().length; actor++) {
      int[] own =
          Arrays.copyOfRange(rows.members(), rows.starts()[actor], rows.starts()[actor + 1]);
      table.user(actor).ifPresent(user -> consumer.accept(user, own));
    }
  }
}
