package io.cairn.training;

import io.cairn.core.Progress;
import io.cairn.events.EventLog;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureStore;
import io.cairn.models.ModelArtifact;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.PipelineSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains ranking models from a log: builds examples once, then learns, calibrates and judges each
 * model. For use by one thread; trainers use all cores.
 */
public final class RankerTraining {
  /** The share of the lists by which models are judged before they are published. */
  public static final double TEST_SHARE = 0.1;

  /** With fewer lists nothing can be said of a model. */
  private static final int LISTS_MIN = 50;

  /** How many shown lists there must be before a log is learned from by them. */
  public static final int SHOWN_MIN = 1_000;

  private final RankingHistory history;
  private final RankerFit fit;
  private final Progress progress;

  /**
   * Prepares the training.
   *
   * @param pipeline whose sources propose lists where none were shown, and whose formula makes one
   *     score of the objectives
   * @param provenance where the log came from, kept with every model
   */
  public RankerTraining(
      EventLog log,
      FeatureSet features,
      TrainingSettings training,
      PipelineSettings pipeline,
      ModelTraining.Provenance provenance,
      Progress progress) {
    history = new RankingHistory(log, features, training, pipeline, 1);
    fit = new RankerFit(provenance, history.seed());
    this.progress = progress;
  }

  /**
   * Builds the examples.
   *
   * @param from lists of an earlier time are left out
   * @param testShare the share of the lists, the newest, to judge models by, in [0, 1)
   * @param store empty, for the rows of the replay; closed at the end
   * @throws IllegalArgumentException if the log has too few lists of which anything was chosen
   */
  public RankingExampleSet examples(
      Instant from, double testShare, FeatureStore store, PastModels past) {
    LogSurvey survey = LogSurvey.of(history.log(), from, progress);
    boolean isShown =
        switch (history.settings().lists()) {
          case AUTO -> survey.impressions() >= SHOWN_MIN;
          case SHOWN -> true;
          case PROPOSED -> false;
        };
    SpilledLists lists =
        new SpilledLists(
            history.features().columns(), history.outcomes().names(), ExampleBuilder.BASELINES);
    try (Replay replay = new Replay(history.features(), store, history.log());
        Moments moments = moments(survey, isShown)) {
      RollingModels rolling = new RollingModels(history, replay, survey.removals(), progress);
      ExampleBuilder builder = new ExampleBuilder(history, replay, rolling, past);
      int empty = builder.writeTo(lists, moments, progress);
      lists.finish();
      return new RankingExampleSet(
          checked(lists, isShown),
          testShare,
          history.features().trainingOnly(),
          notes(isShown, empty, moments));
    } catch (RuntimeException e) {
      lists.close();
      throw e;
    }
  }

  private Moments moments(LogSurvey survey, boolean isShown) {
    ExampleSettings settings = history.settings();
    MomentFinder finder =
        isShown
            ? new ShownLists(history.outcomes(), settings.window())
            : new ProposedLists(history.outcomes(), Contenders.SURFACE, settings);
    long first =
        isShown
            ? survey.firstOfLastImpressions(settings.listsMax())
            : Math.max(RollingModels.first(history), survey.from());
    return new Moments(history.log(), finder, survey.removals(), first);
  }

  private static SpilledLists checked(SpilledLists lists, boolean isShown) {
    if (lists.size() < LISTS_MIN) {
      throw new IllegalArgumentException(
          "only %d lists have a known choice, at least %d are needed: %s"
              .formatted(
                  lists.size(),
                  LISTS_MIN,
                  isShown
                      ? "serve lists and send what people do with them, or learn from proposed"
                          + " lists with training.examples.lists = proposed"
                      : "import more history, or raise training.examples.horizon"));
    }
    return lists;
  }

  private List<String> notes(boolean isShown, int empty, Moments moments) {
    List<String> notes = new ArrayList<>();
    notes.add(
        isShown
            ? "learned from shown lists; of %d more nothing was chosen".formatted(empty)
            : "learned from lists that would have been proposed; in %d more nothing was found"
                .formatted(empty));
    if (moments.tooLate() > 0) {
      notes.add(
          "%d lists were recorded too long after later ones and are left out"
              .formatted(moments.tooLate()));
    }
    return notes;
  }

  /** A trained model, and how it did. */
  public record Trained(TrainedModel.Ranker ranker, RankerReport report) {}

  /**
   * Trains one model and judges it.
   *
   * @param live the model in use; empty where there is none
   * @throws IllegalArgumentException if the examples do not suit the trainer, such as labels that
   *     are all the same
   */
  public Trained train(
      String name,
      TrainingSettings.RankerSettings settings,
      RankingExampleSet examples,
      Optional<TrainedModel.Ranker> live) {
    Progress named = (step, done, total) -> progress.at(name + ": " + step, done, total);
    SpilledLists.Part training = fit.training(settings, examples, named);
    TrainedModel.Ranker first = fit.fit(name, settings, training, examples, named);
    TrainedModel.Ranker draft = fit.again(first, settings, training, examples, named);
    RankerReport report = judge().judge(draft, live, examples, history.training().gate());
    ModelArtifact artifact = draft.artifact().withMetrics(Map.of("ndcg@10", report.ofNew().mean()));
    return new Trained(
        new TrainedModel.Ranker(artifact, draft.model(), draft.calibrations()), report);
  }

  /**
   * Searches for better hyperparameters of one model.
   *
   * @param configured with which the search begins
   * @throws IllegalArgumentException if the examples do not suit the trainer
   */
  public SearchReport search(
      String name,
      TrainingSettings.RankerSettings configured,
      RankingExampleSet examples,
      SearchSettings settings) {
    return new HyperparameterSearch(fit, judge(), settings, progress)
        .search(name, configured, examples);
  }

  private RankerJudge judge() {
    return new RankerJudge(history.pipeline().ranker().score());
  }
}
