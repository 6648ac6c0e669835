package io.cairn.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.app.Engine;
import io.cairn.app.demo.World;
import io.cairn.app.demo.WorldSettings;
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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The demo world in a home folder. A file in the folder says which world it is, so that a demo that
 * was interrupted goes on with the same one, and a later one serves it again.
 */
record DemoHome(Path home) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LINES_PER_NEWS = 20_000;

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

  /** Makes the world and writes what happened in it to {@link #file}. */
  void write(WorldSettings settings, Progress progress) {
    World world = new World(settings);
    long lines = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file());
        Stream<Event> events = world.events()) {
      Iterator<Event> next = events.iterator();
      while (next.hasNext()) {
        out.write(EventJson.write(next.next()));
        out.newLine();
        lines++;
        if (lines % LINES_PER_NEWS == 0) {
          progress.at("writing the world", lines, -1);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file() + ": " + e.getMessage(), e);
    }
  }

  /** Imports the file as any other. */
  ImportReport importInto(Engine engine, Instant now, Progress progress) {
    ImportPlan plan = Imports.inspect(List.of(file()), Optional.empty(), now);
    ImportReport report = Imports.run(plan, engine.log(), progress);
    engine.catchUp(progress);
    return report;
  }
}
