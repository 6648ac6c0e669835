package io.cairn.recommender;

import io.cairn.core.Event;
import io.cairn.recommender.rules.RuleCall;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What happened to a request on its way: how long each stage took, what every source and the ranker
 * did, and how the list came about of what they said. Immutable.
 *
 * @param stages nanoseconds by stage, in the order of the path
 * @param sources what every source did, in the order of the surface
 * @param ranker who ordered the candidates
 * @param course from the ordered candidates to the list
 * @param asOf the state of the engine as of which all was read
 * @param rules what rules did
 */
public record Trace(
    Map<String, Long> stages,
    List<SourceCall> sources,
    RankerCall ranker,
    Course course,
    Event.AsOf asOf,
    RuleCalls rules) {
  /** Copies the collections, in their order. */
  public Trace {
    stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
    sources = List.copyOf(sources);
  }

  /** Returns the same with another course. */
  Trace with(Course other) {
    return new Trace(stages, sources, ranker, other, asOf, rules);
  }

  /** Returns the names of the sources that were asked. */
  Set<String> asked() {
    return sources.stream().map(SourceCall::source).collect(Collectors.toSet());
  }

  /** Returns the sources that proposed nothing because they were late or failed. */
  static List<String> silent(List<SourceCall> calls) {
    return calls.stream()
        .filter(call -> !call.problem().isEmpty())
        .map(SourceCall::source)
        .distinct()
        .toList();
  }

  /**
   * What rules did.
   *
   * @param revision of the stored rules that held
   * @param calls what each did that held
   */
  public record RuleCalls(int revision, List<RuleCall> calls) {
    /** There were none. */
    public static final RuleCalls NONE = new RuleCalls(0, List.of());

    /** Copies the list. */
    public RuleCalls {
      calls = List.copyOf(calls);
    }
  }

  /**
   * Who ordered the candidates.
   *
   * @param name the model with its version, or {@code fusion}
   * @param problem why it was not the one that should; empty where it was
   */
  public record RankerCall(String name, String problem) {}

  /**
   * What one source did.
   *
   * @param proposed how many items it proposed
   * @param nanos how long it took, or the deadline where it was late
   * @param problem why it proposed nothing, such as {@code late}; empty where it answered
   */
  public record SourceCall(String source, int proposed, long nanos, String problem) {}
}
