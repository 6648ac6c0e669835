package io.cairn.training;

import io.cairn.core.Progress;
import io.cairn.models.Calibration;
import io.cairn.models.ModelArtifact;
import io.cairn.models.RankingExamples;
import io.cairn.models.RankingModel;
import io.cairn.models.TrainedModel;
import io.cairn.models.TrainingRun;
import io.cairn.models.TrainingSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a ranking model of examples: learns, and calibrates its scores.
 *
 * @param provenance where the examples came from, kept with every model
 * @param seed with which the examples were built
 */
record RankerFit(ModelTraining.Provenance provenance, long seed) {

  /**
   * Returns the lists to learn from, in which clicks are weighed for their position where the
   * settings ask for it.
   */
  SpilledLists.Part training(
      TrainingSettings.RankerSettings settings, RankingExampleSet examples, Progress progress) {
    return settings
        .propensities()
        .map(estimator -> estimator.estimate(examples.shown(), progress))
        .map(bias -> examples.weighted(bias, settings.clip()))
        .orElseGet(examples::unweighted);
  }

  /**
   * Returns a model that is not judged yet.
   *
   * @param training those of the lists to learn from that the model sees
   * @throws IllegalArgumentException if the examples do not suit the trainer, such as labels that
   *     are all the same
   */
  TrainedModel.Ranker fit(
      String name,
      TrainingSettings.RankerSettings settings,
      SpilledLists.Part training,
      RankingExampleSet examples,
      Progress progress) {
    RankingModel model = settings.trainer().train(training, examples.validation(), progress);
    TrainingSet set =
        new TrainingSet(
            provenance.from(),
            provenance.to(),
            examples.size(),
            model.columns().size(),
            examples.rows());
    TrainingRun run =
        new TrainingRun(
            settings.trainer().toString(), seed, set, provenance.codeVersion(), provenance.time());
    ModelArtifact artifact = ModelArtifact.draft(name, model, run);
    return new TrainedModel.Ranker(
        artifact, model, calibrations(settings, model, examples.validation()));
  }

  /**
   * Returns the model learned again from all lists but those to judge by, where its trainer can
   * tell for how long: the newest lists tell most. Its scores mean what those of the first one
   * meant.
   */
  TrainedModel.Ranker again(
      TrainedModel.Ranker first,
      TrainingSettings.RankerSettings settings,
      SpilledLists.Part training,
      RankingExampleSet examples,
      Progress progress) {
    return settings
        .trainer()
        .again(first.model())
        .map(
            trainer ->
                trainer.train(
                    training.through(examples.testStart()), examples.validation(), progress))
        .map(model -> new TrainedModel.Ranker(first.artifact(), model, first.calibrations()))
        .orElse(first);
  }

  private static List<Calibration> calibrations(
      TrainingSettings.RankerSettings settings, RankingModel model, RankingExamples validation) {
    List<Calibration> calibrations = new ArrayList<>();
    for (int objective = 0; objective < model.objectives().size(); objective++) {
      ScoredRows rows = ScoredRows.of(model, validation, objective);
      calibrations.add(
          switch (settings.calibration()) {
            case PLATT -> Calibration.fitPlatt(rows.scores(), rows.labels(), rows.weights());
            case ISOTONIC -> Calibration.fitIsotonic(rows.scores(), rows.labels(), rows.weights());
          });
    }
    return calibrations;
  }
}
