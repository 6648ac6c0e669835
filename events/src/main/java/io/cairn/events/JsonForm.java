package io.cairn.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One JSON object on each line: Cairn's own events, those of Metarank as RankLens has them, or flat
 * objects whose fields are guessed like columns. Immutable.
 */
enum JsonForm implements Form {
  /** Cairn's own events. */
  CAIRN("cairn", "one JSON object on each line with a type, such as {\"type\":\"view\",…}") {
    @Override
    boolean fits(JsonNode first) {
      return first.hasNonNull("type")
          && (first.hasNonNull("id") || first.hasNonNull("item") || first.hasNonNull("items"))
          && !first.has("event_type");
    }

    @Override
    PlannedFile planned(FileHead head, List<JsonNode> objects) {
      return lines(head, List.of("the fields of Cairn's own events"), CairnRows::new);
    }
  },

  /** Events of Metarank. */
  RANKLENS("ranklens", "one JSON object on each line with an event of Metarank") {
    @Override
    boolean fits(JsonNode first) {
      return first.hasNonNull("event") && first.hasNonNull("timestamp") && first.hasNonNull("id");
    }

    @Override
    PlannedFile planned(FileHead head, List<JsonNode> objects) {
      return lines(head, RankLensRows.COLUMNS, RankLensRows::new);
    }
  },

  /** Flat objects. */
  JSONL("jsonl", "one JSON object on each line") {
    @Override
    boolean fits(JsonNode first) {
      return true;
    }

    @Override
    PlannedFile planned(FileHead head, List<JsonNode> objects) {
      Set<String> names = new LinkedHashSet<>();
      objects.forEach(object -> object.fieldNames().forEachRemaining(names::add));
      List<String> header = List.copyOf(names);
      List<String[]> sample = new ArrayList<>();
      for (JsonNode object : objects) {
        sample.add(header.stream().map(name -> object.path(name).asText()).toArray(String[]::new));
      }
      TableMapping mapping =
          new TableGuess(head.file()).byHeader(header.toArray(String[]::new), sample);
      PlannedFile.Reading reading =
          new PlannedFile.Reading(
              bytesRead ->
                  new JsonTableRows(new LineReader(head.file().open(bytesRead), false), header),
              false,
              () -> TableForm.importer(mapping));
      return new PlannedFile(head, format(), mapping.kind(), mapping.describe(), reading);
    }
  };

  private final String formName;
  private final String expected;

  JsonForm(String formName, String expected) {
    this.formName = formName;
    this.expected = expected;
  }

  @Override
  public String expected() {
    return expected;
  }

  @Override
  public String format() {
    return formName;
  }

  /** Whether a file that begins with this object is in this form. */
  abstract boolean fits(JsonNode first);

  abstract PlannedFile planned(FileHead head, List<JsonNode> objects);

  @Override
  public Optional<PlannedFile> plan(FileHead head) {
    if (head.parquet() || !head.first().stripLeading().startsWith("{")) {
      return Optional.empty();
    }
    List<JsonNode> objects = new ArrayList<>();
    for (String line : head.lines()) {
      try {
        objects.add(EventJson.parse(line));
      } catch (InvalidEventException _) {
        // it is counted as a bad row when it is read
      }
    }
    if (objects.isEmpty()) {
      throw head.unreadable("no line is a JSON object: put each object on a line of its own");
    }
    return fits(objects.getFirst()) ? Optional.of(planned(head, objects)) : Optional.empty();
  }

  PlannedFile lines(FileHead head, List<String> columns, Supplier<RowImporter> importer) {
    PlannedFile.Reading reading =
        new PlannedFile.Reading(
            bytesRead -> new LineRows(new LineReader(head.file().open(bytesRead), false)),
            false,
            importer);
    return new PlannedFile(head, formName, TableKind.EVENTS, columns, reading);
  }
}
