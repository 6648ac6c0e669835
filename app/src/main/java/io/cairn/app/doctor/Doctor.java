package io.cairn.app.doctor;

import static io.cairn.app.doctor.Texts.text;

import io.cairn.app.engine.Engine;
import io.cairn.core.Progress;
import io.cairn.training.RankerTraining;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Examines an engine that was opened for reading.
 *
 * @param engine over the home to examine
 * @param imports what its imports left on record
 * @param now the moment of the examination
 */
public record Doctor(Engine engine, List<ImportRecord> imports, Instant now) {
  private static final String IMPRESSION = "impression";

  /** Copies the list. */
  public Doctor {
    imports = List.copyOf(imports);
  }

  /** Reads the whole log and catalogue, and asks for a list for some of the people. */
  public Diagnosis examine(Progress progress) {
    LogCensus log = LogCensus.of(engine.log(), now, progress);
    CatalogueCensus catalogue = CatalogueCensus.of(engine, log, now);
    PeopleSample people = PeopleSample.of(engine, log.people(), now, progress);
    long end = log.events().values().stream().mapToLong(Long::longValue).sum();
    List<ModelCheck> models = ModelCheck.of(engine, end);

    List<Finding> findings = new ArrayList<>();
    findings.addAll(people.findings());
    findings.addAll(ModelCheck.findings(models, engine.config(), catalogue.items(), now));
    ranker(log.events().getOrDefault(IMPRESSION, 0L)).ifPresent(findings::add);
    findings.addAll(EventFindings.of(log, engine.config().events(), now));
    findings.addAll(ExplorationFindings.of(log, engine.config()));
    findings.addAll(catalogue.findings());
    rows(end).ifPresent(findings::add);
    imports.forEach(record -> record.finding().ifPresent(findings::add));
    findings.sort(Comparator.comparing(Finding::severity));
    Diagnosis.Censuses counts = new Diagnosis.Censuses(log, catalogue, people);
    return new Diagnosis(now, end, counts, models, engine.storedRows(), findings);
  }

  /** Says that a ranking model could be learned, where none is wanted. */
  private Optional<Finding> ranker(long lists) {
    return lists >= RankerTraining.SHOWN_MIN
            && engine.config().pipeline().ranker().models().isEmpty()
        ? Optional.of(
            new Finding(
                Severity.NOTE,
                "models",
                text("%,d shown lists could teach how to order candidates", lists),
                "set pipeline.ranker.models = [gbdt], then: cairn train (which publishes the"
                    + " model only if it orders lists better)"))
        : Optional.empty();
  }

  private Optional<Finding> rows(long end) {
    Engine.StoredRows stored = engine.storedRows();
    String remedy = "nothing: the next start of a server or import folds them";
    long behind = end - stored.offset();
    return stored
        .resetReason()
        .map(
            reason ->
                new Finding(Severity.WARNING, "rows", "the rows are of no use: " + reason, remedy))
        .or(
            () ->
                behind > 0
                    ? Optional.of(
                        new Finding(
                            Severity.NOTE,
                            "rows",
                            text("the stored rows are %,d events behind the log", behind),
                            remedy))
                    : Optional.empty());
  }
}
