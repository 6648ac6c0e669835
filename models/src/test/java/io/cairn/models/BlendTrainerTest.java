package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.FeatureMatrix;
import io.cairn.core.Progress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BlendTrainerTest extends RankingTrainerContract {
  private static final DcnTrainer DCN =
      new DcnTrainer(20, .01, .01, 100, 1, List.of(16), 4, Map.of(), 3, 1);
  private static final LogisticTrainer LOGISTIC = new LogisticTrainer(20, 1);
  private static final MemoryRankingExamples LISTS = Rankings.planted(100, 7);

  @Override
  protected RankingTrainer trainer() {
    return new BlendTrainer(List.of(DCN, LOGISTIC));
  }

  @Test
  void score_isTheMeanOfTheMembers() {
    RankingModel blend = trainer().train(LISTS, LISTS, Progress.NONE);
    RankingModel dcn = DCN.train(LISTS, LISTS, Progress.NONE);
    RankingModel logistic = LOGISTIC.train(LISTS, LISTS, Progress.NONE);
    FeatureMatrix features = LISTS.all().getFirst().features();
    float[] blended = blend.score(features).values();
    assertThat(blended).isNotEmpty();
    for (int cell = 0; cell < blended.length; cell++) {
      float sum = dcn.score(features).values()[cell] + logistic.score(features).values()[cell];
      assertThat(blended[cell]).isCloseTo(sum / 2, within(1e-5f));
    }
  }

  @Test
  void again_learnsForAsLongAsEachMemberDid() {
    RankingModel blend = trainer().train(LISTS, LISTS, Progress.NONE);
    int epochs = ((DcnModel) ((BlendModel) blend).members().getFirst()).epochs();
    assertThat(trainer().again(blend))
        .hasValueSatisfying(
            again -> {
              BlendTrainer trainer = (BlendTrainer) again;
              assertThat(((DcnTrainer) trainer.members().getFirst()).epochs()).isEqualTo(epochs);
              assertThat(trainer.members().getLast()).isEqualTo(LOGISTIC);
            });
    assertThat(trainer().again(DCN.train(LISTS, LISTS, Progress.NONE))).isEmpty();
  }

  @Test
  void members_onOtherScales_areRefused() {
    GbdtTrainer.TreeGrowth growth = new GbdtTrainer.TreeGrowth(3, 1, 1, 1, 1);
    GbdtTrainer lambda = new GbdtTrainer(GbdtTrainer.Loss.LAMBDA_MART, growth, 10, .1, 10, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlendTrainer(List.of(DCN, lambda)))
        .withMessage("members must learn the log loss, but one learns LAMBDA_MART");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlendTrainer(List.of(DCN)))
        .withMessage("members must be at least 2, was 1");
  }
}
