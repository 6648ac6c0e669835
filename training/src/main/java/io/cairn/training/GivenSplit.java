package io.cairn.training;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.ItemId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import io.cairn.events.EventLog;
import io.cairn.events.MemoryEventLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A split that somebody published: two files with one line a user, {@code user item item …},
 * separated by blanks. Read into a log of its own so that the same path is evaluated.
 *
 * @param log the training part; every interaction has the type {@value #TYPE}, in the order of its
 *     line
 */
public record GivenSplit(EventLog log, Holdout holdout) {
  /** The type of the interactions; their files do not say what people did. */
  public static final String TYPE = "view";

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");

  /**
   * Reads the two files.
   *
   * @throws IllegalArgumentException if a line has no item, or no user of the test file is known
   */
  public static GivenSplit read(Path train, Path test) {
    Map<UserId, List<ItemId>> known = lines(train);
    MemoryEventLog log = new MemoryEventLog();
    Instant end = START;
    for (Map.Entry<UserId, List<ItemId>> line : known.entrySet()) {
      Instant time = START;
      for (ItemId item : line.getValue()) {
        log.append(List.of(view(log.end(), line.getKey(), item, time)));
        time = time.plusSeconds(1);
      }
      end = time.isAfter(end) ? time : end;
    }
    List<Holdout.TestCase> cases = new ArrayList<>();
    lines(test)
        .forEach(
            (user, items) -> {
              Set<ItemId> relevant = new HashSet<>(items);
              known.getOrDefault(user, List.of()).forEach(relevant::remove);
              if (known.containsKey(user) && !relevant.isEmpty()) {
                cases.add(new Holdout.TestCase(Visitor.of(user), relevant));
              }
            });
    if (cases.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no user of %s with a new item".formatted(test, train));
    }
    return new GivenSplit(log, new Holdout(_ -> true, cases, end));
  }

  private static Event view(long number, UserId user, ItemId item, Instant time) {
    return new Event.Interaction(
        new EventId("e" + number), time, Visitor.of(user), item, TYPE, 1, Context.NONE);
  }

  private static Map<UserId, List<ItemId>> lines(Path file) {
    Map<UserId, List<ItemId>> lines = new HashMap<>();
    int number = 0;
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        number++;
        String[] words = BLANKS.split(line.strip(), -1);
        if (words.length < 2 && !line.isBlank()) {
          throw new IllegalArgumentException(
              "%s:%d has a user but no item, expected 'user item item …'".formatted(file, number));
        }
        for (int i = 1; i < words.length; i++) {
          lines
              .computeIfAbsent(new UserId(words[0]), _ -> new ArrayList<>())
              .add(new ItemId(words[i]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
    return lines;
  }
}
