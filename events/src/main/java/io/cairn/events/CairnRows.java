package io.cairn.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.Event;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Reads events in Cairn's own JSON form, one on each line. An {@code offset} beside the fields says
 * where the event was in the log that it was printed from, and means nothing here.
 */
final class CairnRows implements RowImporter {
  @Override
  public Consumer<ImportSink> prepare(String[] cells, Instant now) {
    JsonNode json = EventJson.parse(cells[0]);
    if (json instanceof ObjectNode object) {
      object.remove("offset");
    }
    Event event = new EventJson(now, _ -> ContentIds.PLACEHOLDER).read(json);
    boolean timed = json.hasNonNull("time");
    return sink -> sink.add(event, timed);
  }

  @Override
  public void read(String[] cells, ImportSink sink) {
    prepare(cells, sink.now()).accept(sink);
  }
}
