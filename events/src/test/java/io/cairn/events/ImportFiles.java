package io.cairn.events;

import io.cairn.core.Event;
import io.cairn.core.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Small files to import, and what comes of them. */
final class ImportFiles {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Path folder;
  private final MemoryEventLog log = new MemoryEventLog();

  ImportFiles(Path folder) {
    this.folder = folder;
  }

  Path write(String name, String content) throws IOException {
    return write(name, content, StandardCharsets.UTF_8);
  }

  Path write(String name, String content, Charset charset) throws IOException {
    return Files.write(folder.resolve(name), content.getBytes(charset));
  }

  static byte[] gzip(String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  ImportPlan plan(Path path) {
    return Imports.inspect(List.of(path), Optional.empty(), NOW);
  }

  ImportReport run(Path path) {
    return Imports.run(plan(path), log, Progress.NONE);
  }

  /** Returns the events of the log as JSON, without ids of events. */
  List<String> events() {
    try (Stream<Event> events = log.read(0)) {
      return events
          .map(EventJson::write)
          .map(json -> json.replaceFirst("\"(id|event)\":\"[^\"]*\",", "").replace('"', '\''))
          .toList();
    }
  }
}
