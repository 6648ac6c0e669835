package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.FeatureMatrix;
import io.cairn.core.FloatMatrix;
import io.cairn.core.Progress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DcnTrainerTest extends RankingTrainerContract {
  @Override
  protected RankingTrainer trainer() {
    return new DcnTrainer(20, .01, .01, 100, 1, List.of(16), 4, Map.of(), 3, 1);
  }

  @Test
  void again_learnsForAsManyEpochsAsTheBestOne() {
    DcnModel model = train(trainer(1, List.of(16)), PRODUCT);
    assertThat(model.epochs()).isBetween(1, 20);
    assertThat(trainer(1, List.of(16)).again(model))
        .contains(
            new DcnTrainer(
                model.epochs(), .01, .01, 100, 1, List.of(16), 4, Map.of(), model.epochs(), 1));
  }

  private static final List<String> COLUMNS = List.of("a", "b", "größe");
  private static final List<String> CLICK = List.of("click");
  private static final RankingLists.Outcome PRODUCT =
      RankingLists.odds(features -> 3 * features[0] * features[1]);

  private static DcnTrainer trainer(int crossLayers, List<Integer> hidden) {
    return new DcnTrainer(20, .01, .01, 100, crossLayers, hidden, 4, Map.of(), 3, 1);
  }

  private static DcnModel train(DcnTrainer trainer, RankingLists.Outcome outcome) {
    return trainer.train(lists(400, 1, outcome), lists(100, 2, outcome), Progress.NONE);
  }

  private static RankingLists lists(int lists, long seed, RankingLists.Outcome outcome) {
    return RankingLists.drawn(COLUMNS, CLICK, lists, seed, outcome);
  }

  @Test
  void score_onAPlantedProduct_isBeyondALinearModel() {
    RankingLists later = lists(100, 3, PRODUCT);
    double truth = later.areaUnderCurve(new Product(), 0);
    assertThat(truth).isBetween(.8, .9);
    DcnModel linear = train(trainer(0, List.of()), PRODUCT);
    assertThat(later.areaUnderCurve(linear, 0)).isBetween(.4, .6);
    DcnModel crossed = train(trainer(1, List.of()), PRODUCT);
    assertThat(later.areaUnderCurve(crossed, 0)).isGreaterThan(truth - .02);
    DcnModel deep = train(trainer(0, List.of(16, 8)), PRODUCT);
    assertThat(later.areaUnderCurve(deep, 0)).isGreaterThan(truth - .05);
    DcnModel both = train(trainer(2, List.of(16, 8)), PRODUCT);
    assertThat(later.areaUnderCurve(both, 0)).isGreaterThan(truth - .03);
  }

  /** Knows the planted truth. */
  private record Product() implements RankingModel {
    @Override
    public List<String> columns() {
      return COLUMNS;
    }

    @Override
    public List<String> objectives() {
      return CLICK;
    }

    @Override
    public FeatureMatrix score(FeatureMatrix features) {
      float[] scores = new float[features.rows()];
      for (int row = 0; row < scores.length; row++) {
        scores[row] = features.row(row)[0] * features.row(row)[1];
      }
      return new FeatureMatrix(CLICK, scores.length, scores);
    }

    @Override
    public FeatureMatrix contributions(FeatureMatrix features, int objective) {
      throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public void write(DataOutput out) {
      throw new UnsupportedOperationException("nobody asks");
    }
  }

  @Test
  void train_twoObjectives_scoresEachByItsOwnLabels() {
    RankingLists.Outcome outcome =
        (features, random) ->
            new float[] {
              RankingLists.drawn(4 * features[0], random),
              RankingLists.drawn(-4 * features[0] + 2 * features[1], random)
            };
    List<String> objectives = List.of("click", "purchase");
    RankingLists training = RankingLists.drawn(COLUMNS, objectives, 300, 1, outcome);
    RankingLists validation = RankingLists.drawn(COLUMNS, objectives, 100, 2, outcome);
    DcnModel model = trainer(1, List.of(8)).train(training, validation, Progress.NONE);
    assertThat(model.objectives()).isEqualTo(objectives);
    assertThat(validation.areaUnderCurve(model, 0)).isGreaterThan(.9);
    assertThat(validation.areaUnderCurve(model, 1)).isGreaterThan(.9);
  }

  @Test
  void train_labelsThatAreNotKnown_countForNothing() {
    RankingLists.Outcome outcome =
        (features, random) ->
            new float[] {
              RankingLists.drawn(4 * features[0], random),
              features[2] > 1 ? RankingLists.drawn(4 * features[1], random) : Float.NaN
            };
    List<String> objectives = List.of("click", "purchase");
    RankingLists training = RankingLists.drawn(COLUMNS, objectives, 400, 1, outcome);
    RankingLists validation = RankingLists.drawn(COLUMNS, objectives, 100, 2, outcome);
    DcnModel model = trainer(1, List.of(8)).train(training, validation, Progress.NONE);
    assertThat(validation.areaUnderCurve(model, 0)).isGreaterThan(.9);
    assertThat(validation.areaUnderCurve(model, 1)).isGreaterThan(.85);
  }

  @Test
  void train_featuresThatAreMissing_learnsFromThat() {
    RankingLists.Outcome outcome =
        (features, random) -> {
          float label = RankingLists.drawn(4 * features[0], random);
          features[0] = features[0] > 0 ? Float.NaN : 7;
          return new float[] {label};
        };
    DcnModel model = train(trainer(1, List.of(8)), outcome);
    RankingLists later = lists(100, 3, outcome);
    assertThat(later.areaUnderCurve(model, 0)).isGreaterThan(.8);
    for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY, -Float.MAX_VALUE}) {
      FeatureMatrix features = new FeatureMatrix(COLUMNS, 1, new float[] {odd, odd, odd});
      assertThat(model.score(features).values()[0]).isFinite();
    }
  }

  @Test
  void train_weights_decideWhatIsLearned() {
    RankingLists drawn = lists(300, 1, RankingLists.odds(features -> 6 * features[0]));
    for (ExampleList list : drawn.all()) {
      for (int row = 0; row < 10; row++) {
        boolean isTrusted = list.features().row(row)[1] > 0;
        list.weights()[row] = isTrusted ? 1 : 0;
        list.labels()[row] = isTrusted ? list.labels()[row] : 1 - list.labels()[row];
      }
    }
    RankingLists later = lists(100, 3, RankingLists.odds(features -> 6 * features[0]));
    DcnModel model = trainer(0, List.of()).train(drawn, drawn, Progress.NONE);
    assertThat(later.areaUnderCurve(model, 0)).isGreaterThan(.9);
  }

  @Test
  void train_categoricalCodes_learnsEachOnItsOwn() {
    RankingLists.Outcome outcome =
        (features, random) -> {
          int code = random.nextInt(30);
          features[2] = code;
          return new float[] {RankingLists.drawn((code * 7) % 30 < 15 ? 3 : -3, random)};
        };
    DcnTrainer trainer =
        new DcnTrainer(20, .01, .01, 100, 1, List.of(), 4, Map.of("größe", 30), 3, 1);
    DcnModel model = train(trainer, outcome);
    assertThat(lists(100, 3, outcome).areaUnderCurve(model, 0)).isGreaterThan(.9);
    float[] unknown = {0, 0, Float.NaN, 0, 0, 1e9f, 0, 0, -3};
    for (float score : model.score(new FeatureMatrix(COLUMNS, 3, unknown)).values()) {
      assertThat(score).isFinite();
    }
  }

  @Test
  void contributions_ofADeepModel_addUpToItsScores() {
    DcnTrainer trainer =
        new DcnTrainer(3, .01, 0, 100, 2, List.of(16, 8), 4, Map.of("größe", 5), 3, 1);
    RankingLists.Outcome outcome =
        (features, random) -> {
          float label = RankingLists.drawn(3 * features[0] * features[1] + 2, random);
          features[2] = random.nextInt(5);
          features[1] = random.nextInt(10) == 0 ? Float.NaN : 100 * features[1];
          return new float[] {label};
        };
    DcnModel model = train(trainer, outcome);
    for (ExampleList list : lists(20, 3, outcome).all()) {
      float[] scores = model.score(list.features()).values();
      FeatureMatrix contributions = model.contributions(list.features(), 0);
      assertThat(contributions.columns()).containsExactly("a", "b", "größe", "bias");
      for (int row = 0; row < scores.length; row++) {
        float[] parts = contributions.row(row);
        assertThat(parts[0] + parts[1] + parts[2] + parts[3]).isCloseTo(scores[row], within(1e-3f));
        assertThat(parts[3]).isEqualTo(contributions.row(0)[3]);
      }
    }
  }

  @Test
  void contributions_ofALinearModel_areWeightTimesDeviation() {
    DcnModel model =
        train(trainer(0, List.of()), RankingLists.odds(features -> 2 * features[0] - features[1]));
    float[] values = {0, 0, 0, 1, 0, 0, 0, 1, 0};
    FeatureMatrix features = new FeatureMatrix(COLUMNS, 3, values);
    float[] scores = model.score(features).values();
    FeatureMatrix contributions = model.contributions(features, 0);
    float[] rest = contributions.row(0);
    assertThat(contributions.row(1)[0] - rest[0]).isCloseTo(scores[1] - scores[0], within(1e-3f));
    assertThat(contributions.row(1)[1]).isCloseTo(rest[1], within(1e-3f));
    assertThat(contributions.row(2)[1] - rest[1]).isCloseTo(scores[2] - scores[0], within(1e-3f));
    assertThat(scores[1] - scores[0]).isBetween(1.5f, 2.5f);
  }

  @Test
  void train_withAnotherSeed_givesOtherBytes() throws IOException {
    DcnTrainer trainer = trainer(2, List.of(8));
    DcnTrainer other = new DcnTrainer(20, .01, .01, 100, 2, List.of(8), 4, Map.of(), 3, 2);
    assertThat(bytes(train(other, PRODUCT))).isNotEqualTo(bytes(train(trainer, PRODUCT)));
  }

  @Test
  void read_ofWhatWasWritten_keepsCategoricalColumns() throws IOException {
    DcnTrainer trainer = new DcnTrainer(2, .01, 0, 100, 2, List.of(8, 4), 3, Map.of("b", 5), 3, 1);
    DcnModel model = train(trainer, PRODUCT);
    byte[] bytes = bytes(model);
    DcnModel read = read(bytes);
    FeatureMatrix features = lists(1, 3, PRODUCT).all().getFirst().features();
    assertThat(read.score(features).values()).isEqualTo(model.score(features).values());
    assertThat(read.columns()).isEqualTo(COLUMNS);
    assertThat(read.objectives()).isEqualTo(CLICK);
    assertThat(bytes(read)).isEqualTo(bytes);
  }

  @Test
  void read_ofDamagedBytes_isRefused() throws IOException {
    byte[] bytes = bytes(train(trainer(1, List.of(4)), PRODUCT));
    byte[] last = {0x7f, (byte) 0xc0, 0, 0};
    System.arraycopy(last, 0, bytes, bytes.length - 4, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(bytes))
        .withMessageContaining("damaged (a weight of NaN)");
    for (int length = 20; length < bytes.length; length += 7) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatIllegalArgumentException().isThrownBy(() -> read(cut));
    }
  }

  @Test
  void train_onChance_stopsEarly_andKeepsTheBestEpoch() {
    RankingLists.Outcome chance = RankingLists.odds(_ -> 0);
    RankingLists validation = lists(50, 2, chance);
    List<String> steps = new ArrayList<>();
    List<Long> totals = new ArrayList<>();
    DcnTrainer trainer = new DcnTrainer(50, .01, 0, 50, 1, List.of(32), 4, Map.of(), 2, 1);
    DcnModel model =
        trainer.train(
            lists(50, 1, chance),
            validation,
            (step, done, total) -> {
              steps.add(step);
              totals.add(total);
            });
    assertThat(steps.getFirst()).matches("learning, log loss 0\\.69\\d\\d after 0 epochs");
    int epochs = (int) (50 * totals.getLast() / totals.getFirst());
    assertThat(epochs).isLessThan(20);
    assertThat(steps.getLast()).isEqualTo(told(model, validation, epochs - 2));
  }

  private static String told(DcnModel model, RankingLists examples, int epoch) {
    LogLoss loss = new LogLoss(1);
    ExampleBatches batches =
        new ExampleBatches(
            examples,
            10,
            batch -> {
              FeatureMatrix features =
                  new FeatureMatrix(COLUMNS, batch.size(), batch.features().clone());
              float[] scores = model.score(features).values();
              loss.add(FloatMatrix.of(scores, batch.size(), 1), batch);
            });
    batches.readInOrder();
    return "learning, log loss %.4f after %d epochs".formatted(loss.mean(), epoch);
  }

  @Test
  void train_closesWhatItReads() {
    AtomicInteger open = new AtomicInteger();
    RankingLists lists = lists(20, 1, PRODUCT);
    RankingExamples counted =
        new RankingExamples() {
          @Override
          public List<String> columns() {
            return lists.columns();
          }

          @Override
          public List<String> objectives() {
            return lists.objectives();
          }

          @Override
          public Stream<ExampleList> lists() {
            open.incrementAndGet();
            return lists.lists().onClose(open::decrementAndGet);
          }
        };
    trainer(1, List.of()).train(counted, counted, Progress.NONE);
    assertThat(open).hasValue(0);
  }

  @Test
  void train_onExamplesThatTeachNothing_isRefused() {
    RankingLists lists = lists(20, 1, PRODUCT);
    RankingLists none = new RankingLists(COLUMNS, CLICK, List.of());
    refuses(none, lists, "there are no training examples");
    refuses(lists, none, "there are no validation examples");
    refuses(lists(20, 1, (_, _) -> new float[] {1}), lists, "click", "are above 0");
    refuses(lists(20, 1, (_, _) -> new float[] {0}), lists, "click", "are 0");
    refuses(lists(20, 1, (_, _) -> new float[] {Float.NaN}), lists, "no training", "click");
    refuses(lists, lists(20, 1, (_, _) -> new float[] {Float.NaN}), "no validation", "click");
    refuses(lists(20, 1, infinite()), lists, "feature b is infinite");
    refuses(lists(20, 1, (_, _) -> new float[] {-1}), lists, "objective click", "was -1");
    refuses(
        RankingLists.drawn(List.of(), CLICK, 1, 1, (_, _) -> new float[] {1}),
        RankingLists.drawn(List.of(), CLICK, 1, 1, (_, _) -> new float[] {1}),
        "0 features for 1 objectives");
    refuses(
        lists, RankingLists.drawn(COLUMNS, List.of("cart"), 9, 1, PRODUCT), "[click]", "[cart]");
    refuses(lists, RankingLists.drawn(List.of("c"), CLICK, 9, 1, (_, _) -> new float[1]), "[c]");
    refuses(
        new RankingLists(List.of("x", "y", "z"), CLICK, lists.all()),
        new RankingLists(List.of("x", "y", "z"), CLICK, lists.all()),
        "[x, y, z]");
    refuses(
        new RankingLists(COLUMNS, List.of("click", "cart"), lists.all()),
        new RankingLists(COLUMNS, List.of("click", "cart"), lists.all()),
        "10 labels, not 10 candidates × the objectives [click, cart]");
  }

  private static RankingLists.Outcome infinite() {
    return (features, _) -> {
      features[1] = Float.NEGATIVE_INFINITY;
      return new float[] {1};
    };
  }

  private static void refuses(
      RankingExamples training, RankingExamples validation, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(1, List.of()).train(training, validation, Progress.NONE))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  @Test
  void train_aCategoricalThatIsNoFeature_isRefused() {
    DcnTrainer trainer = new DcnTrainer(1, .01, 0, 9, 1, List.of(), 4, Map.of("brand", 5), 1, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> train(trainer, PRODUCT))
        .withMessage(
            "categorical names [brand], but the features are [a, b, größe]: name one of these");
  }

  @Test
  void train_withALearningRateThatIsTooHigh_isRefused() {
    DcnTrainer trainer = new DcnTrainer(9, 1e30, 0, 50, 2, List.of(9), 4, Map.of(), 9, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> train(trainer, PRODUCT))
        .withMessageContaining("choose a learningRate below 1.0E30");
  }

  @Test
  void new_outOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(-1, List.of()))
        .withMessage("crossLayers must be at least 0, was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(1, List.of(8, 0)))
        .withMessage("hidden must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DcnTrainer(1, .1, 0, 1, 1, List.of(), 1, Map.of("a", 0), 1, 1))
        .withMessage("categorical a must be at least 1, was 0");
  }

  private static byte[] bytes(DcnModel model) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DcnModel read(byte[] bytes) throws IOException {
    ModelReader in =
        new ModelReader(new DataInputStream(new ByteArrayInputStream(bytes)), bytes.length);
    assertThat(in.readInt()).isEqualTo(ModelWriter.MAGIC);
    assertThat(in.readText()).isEqualTo(DcnModel.KIND);
    assertThat(in.readInt()).isEqualTo(DcnModel.FORM);
    DcnModel model = DcnModel.read(in);
    in.end();
    return model;
  }
}
