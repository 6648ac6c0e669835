package io.cairn.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The form in which a program reads an {@link EvaluationReport}. */
public final class EvaluationJson {
  private static final double DECIMALS = 1e6;

  private EvaluationJson() {}

  /**
   * Returns {@code {"split": …, "users": n, "items": n, "interactions": n, "models": […], "notes":
   * […]}}. Each model has its {@code name}, every metric under its name with the cut-off such as
   * {@code ndcg@10}, and {@code intervals}, in which each metric has {@code [low, high]}. Numbers
   * are rounded to six decimals.
   */
  public static ObjectNode of(EvaluationReport report) {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    page.put("split", report.split());
    page.put("users", report.users());
    page.put("items", report.items());
    page.put("interactions", report.interactions());
    ArrayNode models = page.putArray("models");
    report.contenders().forEach(contender -> models.add(model(contender)));
    ArrayNode notes = page.putArray("notes");
    report.notes().forEach(notes::add);
    return page;
  }

  private static ObjectNode model(EvaluationReport.Contender contender) {
    ObjectNode model = JsonNodeFactory.instance.objectNode();
    model.put("name", contender.name());
    contender.metrics().forEach((metric, interval) -> model.put(metric, rounded(interval.mean())));
    ObjectNode intervals = model.putObject("intervals");
    contender
        .metrics()
        .forEach(
            (metric, interval) ->
                intervals
                    .putArray(metric)
                    .add(rounded(interval.low()))
                    .add(rounded(interval.high())));
    return model;
  }

  private static double rounded(double value) {
    return Math.round(value * DECIMALS) / DECIMALS;
  }
}
