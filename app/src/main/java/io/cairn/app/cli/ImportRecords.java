package io.cairn.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.app.doctor.ImportRecord;
import io.cairn.events.ImportReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What imports left on record: one JSON file each in the folder {@code imports} of the home, named
 * after its moment in UTC. Failures are reported as {@link UncheckedIOException}.
 */
record ImportRecords(Path home) {
  private static final String ENDING = ".json";
  private static final String UNFINISHED = ".unfinished";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Path folder() {
    return home.resolve("imports");
  }

  /**
   * Writes a record, durably and in one step.
   *
   * @param time the moment of the import; its name says a later one where there is one of this name
   */
  Path write(ImportReport report, Instant time) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("time", time.toString());
    record.putAll(ImportPage.json(report));
    Path unfinished = folder().resolve("record" + UNFINISHED);
    try {
      Files.createDirectories(folder());
      write(unfinished, Json.write(record) + "\n");
      Path file = Files.move(unfinished, free(time), StandardCopyOption.ATOMIC_MOVE);
      force(folder());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the events are imported, but no record of it can be written into %s: %s"
              .formatted(folder(), Failures.sentence(e)),
          e);
    }
  }

  private Path free(Instant time) {
    Instant moment = time;
    while (Files.exists(folder().resolve(NAME.format(moment) + ENDING))) {
      moment = moment.plusMillis(1);
    }
    return folder().resolve(NAME.format(moment) + ENDING);
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** Forces a name to the disk; some systems have no way to, and need none. */
  private static void force(Path folder) throws IOException {
    if (!System.getProperty("os.name", "").startsWith("Windows")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Returns the records in the order of time; none where there is no such folder. */
  List<ImportRecord> read() {
    try (Stream<Path> files = Files.list(folder())) {
      List<ImportRecord> records = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList()) {
        records.add(read(MAPPER.readTree(Files.readString(file))));
      }
      return records;
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the records of imports in %s: %s".formatted(folder(), Failures.sentence(e)),
          e);
    }
  }

  private static ImportRecord read(JsonNode json) {
    long rows = 0;
    for (JsonNode file : json.path("files")) {
      rows += file.path("rows").asLong();
    }
    Map<String, Long> reasons = new LinkedHashMap<>();
    json.path("bad_rows_by_reason")
        .properties()
        .forEach(reason -> reasons.put(reason.getKey(), reason.getValue().asLong()));
    List<String> first = new ArrayList<>();
    json.path("first_bad_rows").forEach(row -> first.add(row.asText()));
    return new ImportRecord(
        json.path("time").asText(), rows, json.path("bad_rows").asLong(), reasons, first);
  }
}
