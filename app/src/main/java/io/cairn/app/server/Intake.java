package io.cairn.app.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.Event;
import io.cairn.events.InvalidEventException;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Takes in events one by one: the good ones are appended together, whatever is wrong with others.
 * For use by one thread.
 */
final class Intake {
  private final Serving serving;
  private final Function<JsonNode, Event> reader;
  private final List<Event> good = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();
  private final Map<Verdict.Status, Integer> counts = new EnumMap<>(Verdict.Status.class);

  /**
   * Makes an intake.
   *
   * @param reader makes an event of one element; throws {@link InvalidEventException}
   */
  Intake(Serving serving, Function<JsonNode, Event> reader) {
    this.serving = serving;
    this.reader = reader;
  }

  /** Takes in the body of a request, and answers with what {@link #take} returns. */
  void answer(Context context) throws IOException {
    Bodies.write(context, take(serving.bodies().read(context)));
  }

  /**
   * Appends what a body says, one event or a list of them.
   *
   * @return a verdict for each, and how many there are of each kind
   * @throws ApiProblem if none of them is right, or they are too many
   */
  private ObjectNode take(JsonNode body) {
    List<JsonNode> elements = new ArrayList<>();
    if (body.isArray()) {
      body.forEach(elements::add);
    } else {
      elements.add(body);
    }
    int max = serving.limits().listMax();
    if (elements.size() > max) {
      throw new ApiProblem(
          ProblemCode.LIST_TOO_LONG,
          "the list has %d elements, the most are %d: send several"
              .formatted(elements.size(), max));
    }
    elements.forEach(this::read);
    append();
    verdicts.forEach(verdict -> counts.merge(verdict.status(), 1, Integer::sum));
    counts.forEach(serving.metrics()::events);
    refuseIfNoneIsRight(body.isArray());
    return json();
  }

  private void read(JsonNode element) {
    int index = verdicts.size();
    try {
      Event event = reader.apply(element);
      good.add(event);
      places.add(index);
      String id = element.path("id").asText(event.id().value());
      verdicts.add(new Verdict(index, id, Verdict.Status.ACCEPTED, "", ""));
    } catch (InvalidEventException e) {
      String id = element.path("id").asText("");
      verdicts.add(
          new Verdict(
              index, id, Verdict.Status.REJECTED, e.field(), String.valueOf(e.getMessage())));
    }
  }

  private void append() {
    if (good.isEmpty()) {
      return;
    }
    long[] offsets = serving.engine().append(good);
    for (int i = 0; i < offsets.length; i++) {
      if (offsets[i] < 0) {
        int index = places.get(i);
        String id = verdicts.get(index).id();
        verdicts.set(index, new Verdict(index, id, Verdict.Status.DUPLICATE, "", ""));
      }
    }
  }

  private void refuseIfNoneIsRight(boolean isList) {
    if (verdicts.isEmpty() || !good.isEmpty()) {
      return;
    }
    Verdict first = verdicts.getFirst();
    throw isList
        ? new ApiProblem(
            ProblemCode.ALL_REJECTED,
            "",
            "all %d were rejected, the first because %s".formatted(verdicts.size(), first.reason()),
            verdicts)
        : new ApiProblem(
            first.reason().contains("is not a known field")
                ? ProblemCode.UNKNOWN_FIELD
                : ProblemCode.INVALID_FIELD,
            first.field(),
            first.reason());
  }

  private ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (Verdict.Status status : Verdict.Status.values()) {
      json.put(status.text(), counts.getOrDefault(status, 0));
    }
    ArrayNode array = json.putArray("verdicts");
    verdicts.forEach(verdict -> array.add(verdict.json()));
    return json;
  }
}
