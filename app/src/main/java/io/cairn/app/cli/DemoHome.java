package io.cairn.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.app.demo.World;
import io.cairn.app.demo.WorldSettings;
import io.cairn.app.engine.Engine;
import io.cairn.core.Event;
import io.cairn.core.Progress;
import io.cairn.events.EventJson;
import io.cairn.events.ImportPlan;
import io.cairn.events.ImportReport;
import io.cairn.events.Imports;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The demo world in a home folder. A file in the folder says which world it is, so that a demo that
 * was interrupted goes on with the same one, and a later one serves it again.
 */
record DemoHome(Path home) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LINES_AT_ONCE = 20_000;

  /** Returns the settings of the world that the folder is for; empty where it is for none yet. */
  Optional<WorldSettings> known() {
    if (!Files.exists(note())) {
      return Optional.empty();
    }
    try {
      JsonNode note = JSON.readTree(note().toFile());
      Instant end = Instant.parse(note.path("end").asText());
      return Optional.of(
          WorldSettings.defaults().withSeed(note.path("seed").asLong()).endingAt(end));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + note() + ": " + e.getMessage(), e);
    }
  }

  /** Decides for a world that ends now, and notes it down. */
  WorldSettings begin(Instant now) {
    WorldSettings settings = WorldSettings.defaults().endingAt(now.truncatedTo(ChronoUnit.MINUTES));
    try {
      Files.createDirectories(home);
      JSON.writeValue(
          note().toFile(), Map.of("seed", settings.seed(), "end", settings.end().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + note() + ": " + e.getMessage(), e);
    }
    return settings;
  }

  private Path note() {
    return home.resolve("demo-world.json");
  }

  /** Returns the file that the world is written to, as a shop would export it. */
  Path file() {
    return home.resolve("demo-world.jsonl");
  }

  /** Makes the world and writes what happened in it to {@link #file}; both at once. */
  void write(WorldSettings settings, Progress progress) {
    progress.at("making the world", 0, -1);
    Iterator<Event> events = new World(settings).events().iterator();
    try (BufferedWriter out = Files.newBufferedWriter(file())) {
      CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
      for (long made = 0; events.hasNext(); ) {
        List<Event> some = next(events);
        made += some.size();
        writing.join();
        writing = CompletableFuture.runAsync(() -> write(some, out));
        progress.at("making the world", made, -1);
      }
      writing.join();
    } catch (IOException e) {
      throw unwritable(e);
    } catch (CompletionException e) {
      throw e.getCause() instanceof UncheckedIOException cause ? cause : e;
    }
  }

  private static List<Event> next(Iterator<Event> events) {
    List<Event> some = new ArrayList<>(LINES_AT_ONCE);
    while (events.hasNext() && some.size() < LINES_AT_ONCE) {
      some.add(events.next());
    }
    return some;
  }

  private void write(List<Event> events, BufferedWriter out) {
    try {
      for (String line : lines(events)) {
        out.write(line);
        out.newLine();
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private UncheckedIOException unwritable(IOException e) {
    return new UncheckedIOException("cannot write " + file() + ": " + e.getMessage(), e);
  }

  private static List<String> lines(List<Event> events) {
    return events.parallelStream().map(EventJson::write).toList();
  }

  /** Imports the file as any other. */
  ImportReport importInto(Engine engine, Instant now, Progress progress) {
    ImportPlan plan = Imports.inspect(List.of(file()), Optional.empty(), now);
    ImportReport report = engine.importing(log -> Imports.run(plan, log, progress), progress);
    new ImportRecords(home).write(report, now);
    return report;
  }
}
