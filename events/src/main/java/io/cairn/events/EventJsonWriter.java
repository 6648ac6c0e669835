package io.cairn.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.core.Visitor;
import java.util.List;
import java.util.TreeMap;

/** Writes events in the JSON form that {@link EventJson} describes. */
final class EventJsonWriter {
  private static final double WHOLE_MAX = 1e15;

  private EventJsonWriter() {}

  static ObjectNode event(Event event) {
    return switch (event) {
      case Event.ItemUpdated e -> catalogue("item", e).setAll(CatalogueJson.write(e.item()));
      case Event.UserUpdated e -> catalogue("user", e).setAll(CatalogueJson.write(e.user()));
      case Event.ItemRemoved e -> catalogue("item-removed", e).put("id", e.item().value());
      case Event.UserRemoved e -> catalogue("user-removed", e).put("id", e.user().value());
      case Event.Impression e -> impression(e);
      case Event.Interaction e -> interaction(e);
    };
  }

  private static ObjectNode catalogue(String type, Event event) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", type)
        .put("event", event.id().value())
        .put("time", event.time().toString());
  }

  private static ObjectNode interaction(Event.Interaction event) {
    ObjectNode json = start(event.type(), event, event.visitor());
    json.put("item", event.item().value());
    putNumber(json, "value", event.value());
    putContext(json, event.context());
    return json;
  }

  private static ObjectNode impression(Event.Impression event) {
    ObjectNode json = start("impression", event, event.visitor());
    json.put("request", event.request().value());
    putText(json, "surface", event.surface());
    ArrayNode items = json.putArray("items");
    for (Event.Shown shown : event.shown()) {
      if (shown.equals(new Event.Shown(shown.item(), 0, List.of()))) {
        items.add(shown.item().value());
      } else {
        items.add(shown(shown));
      }
    }
    putContext(json, event.context());
    if (event.asOf().isKnown()) {
      json.put("asOf", event.asOf().offset());
      ObjectNode models = json.putObject("models");
      new TreeMap<>(event.asOf().models()).forEach(models::put);
      json.put("rules", event.asOf().rules());
      if (!event.asOf().making().equals(Event.Making.PLAIN)) {
        json.set("making", making(event.asOf().making()));
      }
    }
    if (event.asked().isKnown()) {
      json.set("asked", asked(event.asked()));
    }
    return json;
  }

  private static ObjectNode making(Event.Making making) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode reads = json.putArray("reads");
    making.reads().forEach(reads::add);
    making
        .charts()
        .ifPresent(
            charts ->
                json.putObject("charts")
                    .put("offset", charts.offset())
                    .put("time", charts.time().toString()));
    ArrayNode silent = json.putArray("silent");
    making.silent().forEach(silent::add);
    return json;
  }

  private static ObjectNode asked(Event.Asked asked) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("count", asked.count());
    ArrayNode seeds = json.putArray("items");
    asked.seeds().forEach(item -> seeds.add(item.value()));
    ArrayNode exclude = json.putArray("exclude");
    asked.exclude().stream().map(ItemId::value).sorted().forEach(exclude::add);
    json.put("skipped", asked.skipped());
    asked.continues().ifPresent(request -> json.put("continues", request.value()));
    if (!asked.rules().isEmpty()) {
      ArrayNode rules = json.putArray("rules");
      asked.rules().forEach(rule -> rules.add(RuleJson.node(rule)));
    }
    if (!asked.beside().isEmpty()) {
      ArrayNode beside = json.putArray("beside");
      asked.beside().forEach(item -> beside.add(item.value()));
    }
    return json;
  }

  private static ObjectNode shown(Event.Shown shown) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("item", shown.item().value());
    json.put("score", shown.score());
    if (!Float.isNaN(shown.propensity())) {
      json.put("propensity", shown.propensity());
    }
    ArrayNode sources = json.putArray("sources");
    for (Proposal proposal : shown.proposals()) {
      ObjectNode source = sources.addObject().put("source", proposal.source());
      source.put("rank", proposal.rank()).put("score", proposal.score());
      proposal.because().ifPresent(item -> source.put("because", item.value()));
    }
    return json;
  }

  private static ObjectNode start(String type, Event event, Visitor visitor) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", type).put("id", event.id().value()).put("time", event.time().toString());
    visitor.user().ifPresent(user -> json.put("user", user.value()));
    visitor.session().ifPresent(session -> json.put("session", session.value()));
    return json;
  }

  private static void putContext(ObjectNode json, Context context) {
    if (context.equals(Context.NONE)) {
      return;
    }
    ObjectNode inside = json.putObject("context");
    putText(inside, "device", context.device());
    putText(inside, "page", context.page());
    putText(inside, "region", context.region());
    if (context.position() > 0) {
      inside.put("position", context.position());
    }
    context.request().ifPresent(request -> inside.put("request", request.value()));
  }

  private static void putText(ObjectNode json, String name, String text) {
    if (!text.isEmpty()) {
      json.put(name, text);
    }
  }

  /** Puts a number without {@code .0} where it is whole. */
  static void putNumber(ObjectNode json, String name, double number) {
    if (number == Math.rint(number) && Math.abs(number) < WHOLE_MAX) {
      json.put(name, (long) number);
    } else {
      json.put(name, number);
    }
  }
}
