package io.cairn.training;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.ItemId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import io.cairn.events.EventLog;
import io.cairn.events.MemoryEventLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");

  /**
   * Reads the two files. Users of the test file that the other does not know, or without a new
   * item, are left out and counted in the holdout's notes.
   *
   * @throws IllegalArgumentException if a line has no item or an id cannot be one, or nobody is
   *     left
   * @throws UncheckedIOException if a file cannot be read
   */
  public static GivenSplit read(Path train, Path test) {
    Map<ItemId, ItemId> ids = new HashMap<>();
    Map<UserId, List<ItemId>> known = lines(train, ids);
    MemoryEventLog log = new MemoryEventLog();
    int longest = 0;
    for (Map.Entry<UserId, List<ItemId>> line : known.entrySet()) {
      log.append(views(log.end(), line.getKey(), line.getValue()));
      longest = Math.max(longest, line.getValue().size());
    }
    Map<UserId, List<ItemId>> asked = lines(test, ids);
    List<Holdout.TestCase> cases = new ArrayList<>();
    asked.forEach(
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
    List<String> notes = new ArrayList<>();
    if (cases.size() < asked.size()) {
      notes.add(
          "%d of the %d users of %s are left out: they are not in %s, or have no new item"
              .formatted(asked.size() - cases.size(), asked.size(), test, train));
    }
    return new GivenSplit(log, new Holdout(_ -> true, cases, START.plusSeconds(longest), notes));
  }

  private static List<Event> views(long number, UserId user, List<ItemId> items) {
    Visitor visitor = Visitor.of(user);
    List<Event> views = new ArrayList<>(items.size());
    for (ItemId item : items) {
      EventId id = new EventId("e" + (number + views.size()));
      Instant time = START.plusSeconds(views.size());
      views.add(new Event.Interaction(id, time, visitor, item, TYPE, 1, Context.NONE));
    }
    return views;
  }

  /**
   * Returns the items of each user, in the order of the file.
   *
   * @param ids the items known so far, so that equal ids are one object
   */
  private static Map<UserId, List<ItemId>> lines(Path file, Map<ItemId, ItemId> ids) {
    Map<UserId, List<ItemId>> lines = new LinkedHashMap<>();
    int number = 0;
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        add(number == 1 ? withoutMark(line) : line, lines, ids);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s:%d %s".formatted(file, number, e.getMessage()), e);
    } catch (CharacterCodingException e) {
      throw new UncheckedIOException(
          "%s is not UTF-8 text near line %d".formatted(file, number + 1), e);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException("there is no file " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
    return lines;
  }

  private static void add(String line, Map<UserId, List<ItemId>> lines, Map<ItemId, ItemId> ids) {
    if (line.isBlank()) {
      return;
    }
    String[] words = BLANKS.split(line.strip(), -1);
    if (words.length < 2) {
      throw new IllegalArgumentException("has a user but no item, expected 'user item item …'");
    }
    List<ItemId> items = lines.computeIfAbsent(new UserId(words[0]), _ -> new ArrayList<>());
    for (int i = 1; i < words.length; i++) {
      ItemId item = new ItemId(words[i]);
      ItemId known = ids.putIfAbsent(item, item);
      items.add(known == null ? item : known);
    }
  }

  private static String withoutMark(String line) {
    return line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
  }
}
