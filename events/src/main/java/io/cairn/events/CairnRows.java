package io.cairn.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.core.Event;

/** Reads events in Cairn's own JSON form, one on each line. */
final class CairnRows implements RowImporter {
  @Override
  public void read(String[] cells, ImportSink sink) {
    JsonNode json = EventJson.parse(cells[0]);
    Event event = new EventJson(sink.now(), _ -> ContentIds.PLACEHOLDER).read(json);
    sink.add(event, json.hasNonNull("time"));
  }
}
