package io.cairn.app.doctor;

import static io.cairn.app.doctor.Texts.percent;
import static io.cairn.app.doctor.Texts.text;

import io.cairn.app.config.EngineConfig;
import io.cairn.app.engine.Engine;
import io.cairn.models.ModelArtifact;
import io.cairn.models.TrainedModel;
import io.cairn.training.TrainingSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The state of one model that the engine watches, of either kind. A model is stale when more than a
 * fifth of the log's events are newer than it, or when it is older than seven days and any event is
 * newer.
 *
 * @param artifact the version in use; empty where there is none
 * @param newerEvents how many events of the log it has not seen
 * @param problem why it cannot be used; the empty string where it can
 */
public record ModelCheck(
    String name, Optional<ModelArtifact> artifact, long newerEvents, String problem) {
  private static final String TOPIC = "models";
  private static final double NEWER_SHARE_MAX = 0.2;
  private static final Duration AGE_MAX = Duration.ofDays(7);

  static List<ModelCheck> of(Engine engine, long logEnd) {
    List<ModelCheck> checks = new ArrayList<>();
    for (String name : new TreeSet<>(engine.watched())) {
      Optional<ModelArtifact> artifact =
          Optional.ofNullable(engine.models().get(name)).map(TrainedModel::artifact);
      long newer = artifact.map(known -> logEnd - known.run().set().toOffset()).orElse(logEnd);
      String refused = engine.refusedModels().getOrDefault(name, "");
      checks.add(new ModelCheck(name, artifact, Math.max(0, newer), refused));
    }
    return checks;
  }

  /** Returns how long ago it was trained; empty where there is none. */
  public Optional<Duration> age(Instant now) {
    return artifact.map(known -> Duration.between(known.run().createdAt(), now));
  }

  /** Whether it has missed too much; false where there is no model. */
  public boolean isStale(Instant now) {
    return artifact
        .filter(
            known -> {
              double share = (double) newerEvents / (known.run().set().toOffset() + newerEvents);
              boolean isOld = Duration.between(known.run().createdAt(), now).compareTo(AGE_MAX) > 0;
              return share > NEWER_SHARE_MAX || (isOld && newerEvents > 0);
            })
        .isPresent();
  }

  static List<Finding> findings(
      List<ModelCheck> checks, EngineConfig config, long items, Instant now) {
    List<Finding> findings = new ArrayList<>();
    boolean isAnyUsable = checks.stream().anyMatch(check -> check.artifact.isPresent());
    boolean isAnyRefused = checks.stream().anyMatch(check -> !check.problem.isEmpty());
    if (!isAnyUsable && !isAnyRefused && !checks.isEmpty()) {
      return List.of(
          new Finding(
              Severity.SERIOUS,
              TOPIC,
              "no model is trained, so no list can be personalised",
              "train them with: cairn train"));
    }
    Map<String, TrainingSettings.ModelSettings> settings = config.training().models();
    for (ModelCheck check : checks) {
      TrainingSettings.ModelSettings model = settings.get(check.name);
      check.finding(items, model == null ? 0 : model.itemsMax(), now).ifPresent(findings::add);
    }
    return findings;
  }

  private Optional<Finding> finding(long items, int itemsMax, Instant now) {
    if (!problem.isEmpty()) {
      return found(
          Severity.SERIOUS,
          text("model %s was refused: %s", name, problem),
          "train again with: cairn train");
    }
    if (artifact.isEmpty()) {
      boolean isTooLarge = itemsMax > 0 && items > itemsMax;
      return isTooLarge
          ? found(
              Severity.NOTE,
              text("model %s is not trained: %,d items are too many for it", name, items),
              text("raise training.models.%s.items-max, if memory allows", name))
          : found(
              Severity.WARNING,
              text("model %s is not trained", name),
              "train it with: cairn train (which says why, if it cannot be)");
    }
    return isStale(now) ? found(Severity.WARNING, staleness(now), "cairn train") : Optional.empty();
  }

  private String staleness(Instant now) {
    long seen = artifact.map(known -> known.run().set().toOffset()).orElse(0L);
    return text(
        "model %s is stale: it is %,d days old and has not seen %,d events, %s of the log",
        name,
        age(now).orElse(Duration.ZERO).toDays(),
        newerEvents,
        percent((double) newerEvents / (seen + newerEvents)));
  }

  private Optional<Finding> found(Severity severity, String sentence, String remedy) {
    return Optional.of(new Finding(severity, TOPIC, sentence, remedy));
  }
}
