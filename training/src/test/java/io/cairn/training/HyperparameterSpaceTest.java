package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.models.DcnTrainer;
import io.cairn.models.GbdtTrainer;
import io.cairn.models.LogisticTrainer;
import io.cairn.models.RankingTrainer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HyperparameterSpaceTest {
  private static final GbdtTrainer GBDT =
      new GbdtTrainer(
          GbdtTrainer.Loss.LAMBDA_MART, new GbdtTrainer.TreeGrowth(6, 5, 5, .8, .6), 40, .1, 7, 3);
  private static final DcnTrainer DCN =
      new DcnTrainer(5, .001, 0, 64, 2, List.of(16), 6, Map.of("hour", 24), 2, 3);

  static Stream<RankingTrainer> trainers() {
    return Stream.of(GBDT, new LogisticTrainer(4, 1), DCN);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void draw_changesEveryHyperparameterAndNothingElse(RankingTrainer configured) {
    SplittableRandom random = new SplittableRandom(1);
    Map<String, Object> before = HyperparameterSpace.values(configured);
    Set<String> changed = new HashSet<>();
    for (int draw = 0; draw < 50; draw++) {
      RankingTrainer drawn = HyperparameterSpace.draw(configured, random);
      assertThat(drawn).hasSameClassAs(configured);
      HyperparameterSpace.values(drawn)
          .forEach(
              (name, value) -> {
                if (!value.equals(before.get(name))) {
                  changed.add(name);
                }
              });
    }
    assertThat(changed).isEqualTo(before.keySet());
  }

  @Test
  void draw_keepsWhatIsNotSearched() {
    SplittableRandom random = new SplittableRandom(1);
    GbdtTrainer trees = (GbdtTrainer) HyperparameterSpace.draw(GBDT, random);
    assertThat(trees.loss()).isEqualTo(GBDT.loss());
    assertThat(List.of(trees.trees(), trees.earlyStoppingRounds())).isEqualTo(List.of(40, 7));
    assertThat(trees.seed()).isEqualTo(3);
    DcnTrainer network = (DcnTrainer) HyperparameterSpace.draw(DCN, random);
    assertThat(List.of(network.epochs(), network.batchSize())).isEqualTo(List.of(5, 64));
    assertThat(network.categorical()).isEqualTo(DCN.categorical());
  }

  @Test
  void draw_withoutCategoricalColumns_leavesTheEmbeddingAlone() {
    DcnTrainer plain = new DcnTrainer(5, .001, 0, 64, 2, List.of(16), 6, Map.of(), 2, 3);
    SplittableRandom random = new SplittableRandom(1);
    for (int draw = 0; draw < 20; draw++) {
      assertThat(((DcnTrainer) HyperparameterSpace.draw(plain, random)).embeddingSize())
          .isEqualTo(6);
    }
  }

  @Test
  void draw_sameSeed_sameTrainers() {
    assertThat(HyperparameterSpace.draw(GBDT, new SplittableRandom(7)))
        .isEqualTo(HyperparameterSpace.draw(GBDT, new SplittableRandom(7)))
        .isNotEqualTo(HyperparameterSpace.draw(GBDT, new SplittableRandom(8)));
  }
}
