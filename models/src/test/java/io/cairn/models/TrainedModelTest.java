package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrainedModelTest {
  private final TrainedModel.Retrieval retrieval = ModelRegistryContract.model("als", 1);
  private final TrainedModel.Ranker ranker = ModelRegistryContract.ranker("ranker", 1);

  @Test
  void retrieval_withItemsMissing_isRefused() {
    ItemVocabulary one = new ItemVocabulary(List.of(new ItemId("a")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainedModel.Retrieval(retrieval.artifact(), one, retrieval.model()))
        .withMessage("the model has 4 items, but 1 are named");
  }

  @Test
  void ranker_withACalibrationMissing_isRefused() {
    List<Calibration> one = List.of(ranker.calibrations().getFirst());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainedModel.Ranker(ranker.artifact(), ranker.model(), one))
        .withMessage("the objectives [click, order] need a calibration each, were 1 calibrations");
  }

  @Test
  void ranker_doesNotSeeLaterChangesOfTheList() {
    List<Calibration> list = new ArrayList<>(ranker.calibrations());
    TrainedModel.Ranker copied = new TrainedModel.Ranker(ranker.artifact(), ranker.model(), list);
    list.clear();
    assertThat(copied.calibrations()).isEqualTo(ranker.calibrations());
  }
}
