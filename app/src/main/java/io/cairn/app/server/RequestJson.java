package io.cairn.app.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.app.engine.Engine;
import io.cairn.app.engine.RecentRequests;
import io.cairn.app.engine.ReplayedList;
import io.cairn.core.Event;
import io.cairn.core.ItemId;
import io.cairn.core.RequestId;
import io.cairn.features.FeatureSet;
import io.cairn.recommender.Fate;
import io.cairn.recommender.Probe;
import io.cairn.recommender.Recommendation;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Writes what is known of a request that was answered, for programs. */
public final class RequestJson {
  private static final ListJson.Show EXPLAINED =
      new ListJson.Show(true, List.of("title", "categories"));

  private RequestJson() {}

  /** Returns what was asked for, the list, and how it came about. */
  static ObjectNode of(Engine engine, RecentRequests.Kept kept) {
    return of(kept.shown(), ListJson.of(engine), kept.made());
  }

  /** Returns the same of a list that was made again, and how it differs from the one shown. */
  public static ObjectNode of(FeatureSet features, ReplayedList replayed) {
    ListJson list = new ListJson(features, replayed.store(), replayed.recommender());
    ObjectNode json = of(replayed.shown(), list, replayed.made());
    addReplay(json, replayed);
    return json;
  }

  private static void addReplay(ObjectNode json, ReplayedList replayed) {
    ObjectNode replay = json.putObject("replay").put("identical", replayed.isIdentical());
    add(replay, "differences", replayed.differences());
    add(replay, "reasons", replayed.reasons());
  }

  private static ObjectNode of(Event.Impression shown, ListJson list, Recommendation made) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("request", shown.request().value())
            .put("time", shown.time().toString());
    json.set("asked", asked(shown));
    json.set("as_of", asOf(shown.asOf()));
    json.set("list", list.write(made, EXPLAINED));
    return json;
  }

  private static ObjectNode asked(Event.Impression shown) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("surface", shown.surface());
    shown.visitor().user().ifPresent(user -> json.put("user", user.value()));
    shown.visitor().session().ifPresent(session -> json.put("session", session.value()));
    add(json, "items", shown.asked().seeds());
    json.put("count", shown.asked().count());
    add(json, "exclude", shown.asked().exclude().stream().map(ItemId::value).sorted().toList());
    add(json, "beside", shown.asked().beside());
    ObjectNode context = json.putObject("context");
    put(context, "device", shown.context().device());
    put(context, "page", shown.context().page());
    put(context, "region", shown.context().region());
    return json;
  }

  private static void put(ObjectNode json, String name, String text) {
    if (!text.isEmpty()) {
      json.put(name, text);
    }
  }

  private static ObjectNode asOf(Event.AsOf asOf) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("offset", asOf.offset());
    ObjectNode models = json.putObject("models");
    new TreeMap<>(asOf.models()).forEach(models::put);
    json.put("rules", asOf.rules());
    ArrayNode reads = json.putArray("reads");
    asOf.making().reads().forEach(reads::add);
    asOf.making()
        .charts()
        .ifPresent(
            charts ->
                json.putObject("charts")
                    .put("offset", charts.offset())
                    .put("time", charts.time().toString()));
    add(json, "silent", asOf.making().silent());
    return json;
  }

  private static void add(ObjectNode json, String name, Collection<?> texts) {
    ArrayNode array = json.putArray(name);
    texts.forEach(text -> array.add(text.toString()));
  }

  /** Returns why an item is on a list that was made again, or is not. */
  public static ObjectNode of(ReplayedList replayed, Fate fate) {
    ObjectNode json = of(replayed.shown().request(), replayed.made(), fate);
    addReplay(json, replayed);
    return json;
  }

  /** Returns why an item is on the list of a request, or is not. */
  static ObjectNode of(Recommendation made, Fate fate) {
    return of(made.request().id(), made, fate);
  }

  private static ObjectNode of(RequestId request, Recommendation made, Fate fate) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("request", request.value())
            .put("item", fate.item().value())
            .put("step", fate.step())
            .put("reason", fate.reason());
    put(json, "needed", fate.needed());
    if (fate.position() > 0) {
      json.put("position", fate.position());
    }
    PassageJson.add(json, fate.passage(), made.trace().course().relaxed());
    ArrayNode sources = json.putArray("sources");
    for (Probe.Found found : fate.found()) {
      ObjectNode source = sources.addObject().put("source", found.source());
      if (found.rank() > 0) {
        source.put("rank", found.rank()).put("score", Numbers.rounded(found.score()));
      }
      put(source, "problem", found.problem());
    }
    fate.gap().ifPresent(gap -> json.set("gap", gap(gap)));
    return json;
  }

  private static ObjectNode gap(Fate.Gap gap) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("last", gap.last().value())
            .put("score", Numbers.rounded(gap.score()))
            .put("last_score", Numbers.rounded(gap.lastScore()))
            .put("ranker", gap.ranker());
    ArrayNode differences = json.putArray("differences");
    for (Fate.Difference difference : gap.differences()) {
      ObjectNode node =
          differences
              .addObject()
              .put("objective", difference.objective())
              .put("feature", difference.feature())
              .put("difference", Numbers.rounded(difference.difference()));
      putNumber(node, "value", difference.value());
      putNumber(node, "last_value", difference.lastValue());
    }
    return json;
  }

  private static void putNumber(ObjectNode json, String name, float number) {
    if (Float.isFinite(number)) {
      json.put(name, Numbers.rounded(number));
    } else {
      json.putNull(name);
    }
  }
}
