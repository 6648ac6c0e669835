package io.cairn.training;

import java.util.List;
import java.util.Map;

/**
 * How good every contender's lists were. Immutable.
 *
 * @param split how the log was divided
 * @param users how many were asked for
 * @param items how many items could be shown
 * @param interactions how many were learned from
 * @param notes what the reader must know, such as models that were not trained and why
 */
public record EvaluationReport(
    String split,
    int users,
    int items,
    int interactions,
    List<Contender> contenders,
    List<String> notes) {
  /** Copies the lists. */
  public EvaluationReport {
    contenders = List.copyOf(contenders);
    notes = List.copyOf(notes);
  }

  /**
   * One of those that made lists.
   *
   * @param metrics by name with the cut-off, such as {@code ndcg@10}, in the order of the table
   */
  public record Contender(String name, Map<String, Interval> metrics) {}
}
