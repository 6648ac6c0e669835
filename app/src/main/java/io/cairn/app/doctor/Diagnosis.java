package io.cairn.app.doctor;

import io.cairn.app.engine.Engine;
import java.time.Instant;
import java.util.List;

/**
 * What an examination saw, and what it makes of it. Immutable.
 *
 * @param time the moment of the examination
 * @param logEnd the number of events
 * @param rows what was stored of the rows
 * @param findings the most severe first
 */
public record Diagnosis(
    Instant time,
    long logEnd,
    Censuses counts,
    List<ModelCheck> models,
    Engine.StoredRows rows,
    List<Finding> findings) {

  /** What was counted. */
  public record Censuses(LogCensus log, CatalogueCensus catalogue, PeopleSample people) {}

  /** Copies the lists. */
  public Diagnosis {
    models = List.copyOf(models);
    findings = List.copyOf(findings);
  }

  /** Whether anything serious was found. */
  public boolean isSerious() {
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.SERIOUS);
  }
}
