package io.cairn.app.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * What became of one event, item or user of a request.
 *
 * @param index its place in the request, from 0
 * @param id the id that the request gives it, or the event's new one; empty where a rejected one
 *     has none
 * @param field the path of the field that is wrong; empty where it was not rejected
 * @param reason why it was rejected; empty where it was not
 */
record Verdict(int index, String id, Status status, String field, String reason) {

  /** What can become of one. */
  enum Status {
    /** It is durable, and the next list knows it. */
    ACCEPTED,
    /** An event with this id was accepted before; nothing was changed. */
    DUPLICATE,
    /** It is wrong, and was left out. */
    REJECTED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("index", index);
    if (!id.isEmpty()) {
      json.put("id", id);
    }
    json.put("status", status.text());
    if (status == Status.REJECTED) {
      json.put("field", field).put("reason", reason);
    }
    return json;
  }
}
