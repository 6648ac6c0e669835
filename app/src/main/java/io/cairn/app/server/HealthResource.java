package io.cairn.app.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.app.engine.Engine;
import io.javalin.http.Context;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says how the server is: {@code /health/live} and {@code /health/ready}. Safe for use by multiple
 * threads.
 *
 * @param ready becomes true once the path was warmed up
 */
record HealthResource(Engine engine, AtomicBoolean ready) {

  /** The process answers. */
  void live(Context context) {
    Bodies.write(context, JsonNodeFactory.instance.objectNode().put("status", "live"));
  }

  /** Models were looked for, and lists are made fast. */
  void ready(Context context) {
    if (!ready.get()) {
      throw new ApiProblem(
          ProblemCode.NOT_READY, "the server is warming up, ask again in a second");
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("status", "ready");
    json.put("events", engine.log().end());
    ObjectNode models = json.putObject("models");
    new TreeMap<>(engine.models())
        .forEach((name, model) -> models.put(name, model.artifact().version()));
    Bodies.write(context, json);
  }
}
