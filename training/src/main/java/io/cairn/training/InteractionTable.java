package io.cairn.training;

import io.cairn.core.Event;
import io.cairn.core.EventWeights;
import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.core.UserId;
import io.cairn.features.EntityKey;
import io.cairn.models.EventSequence;
import io.cairn.models.InteractionMatrix;
import io.cairn.models.ItemContent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every interaction of a part of the log in columns: what models are trained from, at about 35
 * bytes an interaction; and what the same part says of the items and of the actors. Immutable, and
 * safe for use by multiple threads.
 */
public final class InteractionTable {

  /*
   * Rows are in the order of time and, where times are equal, of the log. An actor is a user, or
   * a session without a user. A group is what may be one basket: a session, or the day of a user
   * whose events name no session.
   */

  private final InteractionColumns columns;
  private final List<EntityKey> actors;
  private final ItemVocabulary vocabulary;
  private final ItemContent content;
  private final ItemContent traits;
  private final int groups;

  /**
   * The table's rows by actor or group: those of one are at {@code members[starts[i]]} to {@code
   * members[starts[i + 1]]}, in the order of time.
   */
  @SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
  record Grouped(int[] starts, int[] members) {}

  private InteractionTable(InteractionReader reader) {
    columns = reader.columns();
    actors = reader.actors();
    vocabulary = new ItemVocabulary(reader.items());
    content = reader.content();
    traits = reader.traits();
    groups = reader.groups();
  }

  /**
   * Returns the interactions among the events. What a removed user did before the removal is left
   * out.
   *
   * @param basketTypes the types of events that put an item into a basket
   */
  public static InteractionTable of(
      Stream<Event> events, EventWeights weights, Set<String> basketTypes) {
    InteractionReader reader = new InteractionReader(weights, basketTypes);
    events.forEachOrdered(reader::add);
    return new InteractionTable(reader);
  }

  /** Returns how many interactions there are. */
  public int size() {
    return columns.size();
  }

  /** Returns how many users, and sessions without a user, did something. */
  public int actors() {
    int[] starts = byActor().starts();
    return (int) IntStream.range(0, actors.size()).filter(i -> starts[i] < starts[i + 1]).count();
  }

  /** Returns the items in the order in which the log first mentions them: the matrices' columns. */
  public ItemVocabulary vocabulary() {
    return vocabulary;
  }

  /** Returns what the catalogue says of these items, as far as the events tell. */
  public ItemContent content() {
    return content;
  }

  /**
   * Returns what is known of the rows of {@link #histories}, as far as the events tell: attributes
   * of users, and the circumstances of the last event.
   */
  public ItemContent traits() {
    return traits;
  }

  /** Returns how many actors had to do with each item; an item with nobody is left out. */
  public Map<ItemId, Integer> actorsOfItems() {
    int[] counts = new int[vocabulary.size()];
    for (int column : histories().columns()) {
      counts[column]++;
    }
    Map<ItemId, Integer> actorsOf = HashMap.newHashMap(counts.length);
    for (int column = 0; column < counts.length; column++) {
      if (counts[column] > 0) {
        actorsOf.put(vocabulary.item(column), counts[column]);
      }
    }
    return actorsOf;
  }

  /** Returns what everybody did: a row for each actor. */
  public InteractionMatrix histories() {
    return new MatrixBuilder(columns, vocabulary.size()).build(byActor());
  }

  /**
   * Returns what went together: a row for each basket or, where no event puts anything into a
   * basket, for each session or day of a user.
   */
  public InteractionMatrix baskets() {
    return new MatrixBuilder(columns, vocabulary.size()).build(byBasket());
  }

  /** Returns what was done together: a row for each session or day of a user, the oldest first. */
  public InteractionMatrix sessions() {
    Grouped grouped = grouped(groups, columns::group, row -> columns.weight(row) > 0);
    return new MatrixBuilder(columns, vocabulary.size()).build(grouped);
  }

  /**
   * Returns every event of the rows in its order, of sessions also those that speak against their
   * item: what a visitor is known by when the model is asked.
   */
  public EventSequence.Rows events(TrainingSettings.Rows rows) {
    Grouped grouped =
        switch (rows) {
          case HISTORIES -> byActor();
          case BASKETS -> byBasket();
          case SESSIONS -> grouped(groups, columns::group, _ -> true);
        };
    int[] members = grouped.members();
    int[] items = new int[members.length];
    String[] types = new String[members.length];
    long[] times = new long[members.length];
    boolean[] wanted = new boolean[members.length];
    for (int at = 0; at < members.length; at++) {
      items[at] = columns.item(members[at]);
      types[at] = columns.type(members[at]);
      times[at] = columns.time(members[at]);
      wanted[at] = columns.weight(members[at]) > 0;
    }
    EventSequence sequence = new EventSequence(items, types, times);
    return new EventSequence.Rows(vocabulary.size(), grouped.starts(), sequence, wanted);
  }

  private Grouped byBasket() {
    boolean hasBaskets = IntStream.range(0, size()).anyMatch(columns::inBasket);
    return grouped(
        groups,
        columns::group,
        row -> columns.weight(row) > 0 && (columns.inBasket(row) || !hasBaskets));
  }

  /** Returns the rows of every actor. */
  Grouped byActor() {
    return grouped(actors.size(), columns::actor, _ -> true);
  }

  /** Returns the user that an actor is; empty for a session. */
  Optional<UserId> user(int actor) {
    EntityKey key = actors.get(actor);
    return key.kind() == EntityKey.Kind.USER ? Optional.of(new UserId(key.id())) : Optional.empty();
  }

  /** Returns the columns. */
  InteractionColumns columns() {
    return columns;
  }

  private Grouped grouped(int count, IntUnaryOperator groupOf, IntPredicate counts) {
    int[] starts = new int[count + 1];
    for (int row = 0; row < size(); row++) {
      if (counts.test(row)) {
        starts[groupOf.applyAsInt(row) + 1]++;
      }
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] members = new int[starts[count]];
    int[] next = starts.clone();
    for (int row = 0; row < size(); row++) {
      if (counts.test(row)) {
        members[next[groupOf.applyAsInt(row)]++] = row;
      }
    }
    return new Grouped(starts, members);
  }
}
