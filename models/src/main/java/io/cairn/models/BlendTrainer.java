package io.cairn.models;

import io.cairn.core.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains several models on the same lists, one after the other, and lets them decide together: the
 * score is the mean of theirs. Models of different kinds err differently, so that their mean is
 * mostly better than the best of them. The members learn the log loss, as the scores of others are
 * on other scales.
 *
 * @param members at least two
 * @see <a href="https://doi.org/10.1007/BF00058655">Breiman. Bagging predictors. Machine Learning
 *     24, 1996, section 4</a>
 */
public record BlendTrainer(List<RankingTrainer> members) implements RankingTrainer {

  /**
   * Copies the list, and checks that the scores are on one scale.
   *
   * @throws IllegalArgumentException if there are fewer than two members, or one is LambdaMART
   */
  public BlendTrainer {
    members = List.copyOf(members);
    Checks.atLeast("members", members.size(), 2);
    for (RankingTrainer member : members) {
      if (member instanceof GbdtTrainer gbdt && gbdt.loss() != GbdtTrainer.Loss.LOG_LOSS) {
        throw new IllegalArgumentException(
            "members must learn the log loss, but one learns " + gbdt.loss());
      }
    }
  }

  @Override
  public RankingModel train(
      RankingExamples training, RankingExamples validation, Progress progress) {
    List<RankingModel> models = new ArrayList<>();
    for (RankingTrainer member : members) {
      models.add(member.train(training, validation, progress));
    }
    return new BlendModel(models);
  }

  /** {@inheritDoc} A member that cannot tell for how long learns as at first. */
  @Override
  public Optional<RankingTrainer> again(RankingModel model) {
    if (!(model instanceof BlendModel blend) || blend.members().size() != members.size()) {
      return Optional.empty();
    }
    List<RankingTrainer> again = new ArrayList<>();
    for (RankingTrainer member : members) {
      again.add(member.again(blend.members().get(again.size())).orElse(member));
    }
    return Optional.of(new BlendTrainer(again));
  }
}
