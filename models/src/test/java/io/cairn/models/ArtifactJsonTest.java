package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ArtifactJsonTest {
  private final TrainingSet set = new TrainingSet(3, 1L << 40, 5, 6, 7);
  private final TrainingRun run =
      new TrainingRun("AlsTrainer[factors=8]", -4, set, "0.1.0", Instant.ofEpochMilli(1));
  private final ModelArtifact artifact =
      new ModelArtifact("als", 2, "als", run, Map.of("ndcg@10", .125, "recall@20", 1e-7));
  private final ArtifactJson json =
      new ArtifactJson(artifact, Map.of("model.bin", new ArtifactJson.Seal(9, 0xFFFFFFFFL)));

  @Test
  void read_ofWhatWasWritten_isEqual() {
    assertThat(ArtifactJson.read(json.write())).isEqualTo(json);
  }

  @Test
  void read_withoutAnyOneField_isRefusedWithItsName() {
    for (String field :
        List.of(
            "name",
            "version",
            "kind",
            "trainer",
            "seed",
            "toOffset",
            "cells",
            "createdAt",
            "crc32c")) {
      String without = json.write().replace("\"" + field + "\"", "\"other\"");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ArtifactJson.read(without))
          .withMessageContaining("its " + field + " is missing or not");
    }
  }

  @Test
  void read_ofOtherText_isRefused() {
    for (String text : List.of("", "{", "[]", "null", "{\"name\": 3}")) {
      assertThatIllegalArgumentException().isThrownBy(() -> ArtifactJson.read(text));
    }
    String tooLarge = json.write().replace("\"version\" : 2", "\"version\" : 9999999999");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArtifactJson.read(tooLarge))
        .withMessageContaining("does not fit");
    String noTime = json.write().replace("1970", "the year 70");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArtifactJson.read(noTime))
        .withMessageContaining("does not fit");
  }

  @Test
  void artifact_withAMetricThatIsNotFinite_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelArtifact("a", 1, "als", run, Map.of("ndcg@10", Double.NaN)))
        .withMessage("metric ndcg@10 must be finite, was NaN");
  }

  @Test
  void trainingSet_withOffsetsOutOfOrder_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingSet(5, 4, 1, 1, 1))
        .withMessage("toOffset must be at least 5, was 4");
  }
}
