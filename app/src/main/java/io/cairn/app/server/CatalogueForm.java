package io.cairn.app.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.Event;
import io.cairn.events.EventJson;
import io.cairn.events.InvalidEventException;
import java.util.function.Function;

/** The elements of {@code POST /v1/items} and {@code /v1/users}: events whose type is known. */
final class CatalogueForm {
  private CatalogueForm() {}

  /** Returns what reads an element as an event of the type that the address implies. */
  static Function<JsonNode, Event> reader(EventJson form, String type) {
    return element -> form.read(typed(element, type));
  }

  /**
   * Returns the element with the type that the address implies.
   *
   * @throws InvalidEventException if it says another type
   */
  private static JsonNode typed(JsonNode element, String type) {
    if (!(element instanceof ObjectNode object)) {
      return element;
    }
    JsonNode said = object.path("type");
    if (said.isTextual() && !said.textValue().equals(type)) {
      throw new InvalidEventException("type", "is " + said.textValue(), type + " or none");
    }
    return object.deepCopy().put("type", type);
  }
}
