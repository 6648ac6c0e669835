package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Models written by an earlier release are read as they were meant, and written the same; where
 * that is not so, reading them says what to do.
 */
final class GoldenModelTest {

  @ParameterizedTest
  @CsvSource({
    "popular-1, 4, 0, 2.5",
    "item-to-item-1, 0, .25, .75",
    "markov-1, .25, 2.5, 1.125",
    "als-2, .70588235, 0, .35294118",
    "ease-1, .5, 0, -.25",
    "gf-cf-1, 1.5, 3, 0",
    "sequence-transformer-2, -1.2499976, -1.9999894, 2.0624971",
    "sequence-gru-2, -1.6249788, -2.1874576, 2.7499666",
    "two-tower-2, .70710678, 1.41421356, 0",
  })
  void read_ofAnEarlierRelease_scoresAsItDid(String file, float first, float second, float third)
      throws IOException {
    byte[] bytes = bytes(file);
    RetrievalModel model = ModelCodec.read(new ByteArrayInputStream(bytes), bytes.length);
    assertThat(model.score(Matrices.history(1, 0)))
        .containsExactly(new float[] {first, second, third}, within(1e-6f));
    assertThat(RetrievalTrainerContract.bytes(model)).isEqualTo(bytes);
  }

  @Test
  void read_ofTheFirstTwoTowers_saysToTrainAgain() throws IOException {
    byte[] bytes = bytes("two-tower-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelCodec.read(new ByteArrayInputStream(bytes), bytes.length))
        .withMessage(
            "the model file has form 1 of kind two-tower, but this release reads form 2:"
                + " train again");
  }

  private static byte[] bytes(String file) throws IOException {
    String name = "/golden/" + file + ".bin";
    try (InputStream in = GoldenModelTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
