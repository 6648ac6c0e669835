package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.FeatureMatrix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RankingModelCodecTest {
  private static final List<String> COLUMNS = List.of("age", "цена");
  private static final List<String> OBJECTIVES = List.of("click");
  private static final FeatureMatrix ROWS =
      new FeatureMatrix(COLUMNS, 3, new float[] {3, 1, Float.NaN, -1, 1, Float.NaN});

  static Stream<RankingModel> models() {
    return Stream.of(logistic(), gbdt());
  }

  private static RankingModel logistic() {
    Standardization standardization = new Standardization(new float[] {1, 0}, new float[] {.5f, 2});
    return new LogisticModel(COLUMNS, OBJECTIVES, standardization, new float[][] {{1, .25f, -.5f}});
  }

  private static RankingModel gbdt() {
    TreeArrays arrays = TreeArrays.ofDepths(new int[] {2, 0});
    arrays.setSplit(0, 1, new TreeArrays.Split(0, 2, true));
    arrays.setSplit(0, 2, new TreeArrays.Split(1, 0, false));
    arrays.setLeaf(0, 4, 1);
    arrays.setLeaf(0, 5, 2);
    arrays.setLeaf(0, 3, 4);
    arrays.setLeaf(1, 1, .5f);
    float[] covers = {0, 10, 6, 4, 2, 4};
    for (int node = 1; node < covers.length; node++) {
      arrays.setCover(0, node, covers[node]);
    }
    arrays.setCover(1, 1, 10);
    return new GbdtModel(COLUMNS, OBJECTIVES, List.of(new TreeEnsemble(.25f, arrays)));
  }

  @ParameterizedTest
  @CsvSource({"logistic-1, 1, -1, -.5", "gbdt-1, 4.75, 1.75, 2.75"})
  void read_ofAnEarlierRelease_scoresAsItDid(String file, float first, float second, float third)
      throws IOException {
    byte[] bytes = golden(file);
    RankingModel model = read(bytes);
    assertThat(model.columns()).isEqualTo(COLUMNS);
    assertThat(model.score(ROWS).values())
        .containsExactly(new float[] {first, second, third}, within(1e-6f));
    assertThat(RankingTrainerContract.bytes(model)).isEqualTo(bytes);
  }

  private static byte[] golden(String file) throws IOException {
    String name = "/golden/" + file + ".bin";
    try (InputStream in = RankingModelCodecTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void read_ofBytesCutOffAnywhere_isRefused(RankingModel model) {
    byte[] bytes = RankingTrainerContract.bytes(model);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> read(cut))
          .withMessageStartingWith("the model file is damaged");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> RankingModelCodec.read(new ByteArrayInputStream(cut), bytes.length))
          .withMessageContaining("it ends before its " + bytes.length + " bytes");
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void read_ofAnyByteChanged_isAModelOrRefused(RankingModel model) {
    byte[] bytes = RankingTrainerContract.bytes(model);
    int refused = 0;
    for (int at = 0; at < bytes.length; at++) {
      for (byte change : new byte[] {1, (byte) 0x80, 0x7f}) {
        byte[] changed = bytes.clone();
        changed[at] ^= change;
        try {
          RankingModel read = read(changed);
          FeatureMatrix rows = new FeatureMatrix(read.columns(), 3, ROWS.values());
          assertThat(read.score(rows).values()).hasSize(3);
          assertThat(read.contributions(rows, 0).values()).hasSize(9).doesNotContain(Float.NaN);
        } catch (IllegalArgumentException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(3 * 10);
  }

  @ParameterizedTest
  @MethodSource("models")
  void read_withBytesToSpare_isRefused(RankingModel model) {
    byte[] bytes = RankingTrainerContract.bytes(model);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length + 3)))
        .withMessageContaining("3 bytes more than it should have");
  }

  @Test
  void read_ofARetrievalModel_isRefused() throws IOException {
    byte[] bytes = header("als", 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(bytes))
        .withMessageContaining("its kind is als, which is no ranking model's");
  }

  @Test
  void read_ofALaterForm_isRefused() throws IOException {
    byte[] bytes = header("gbdt", 99);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(bytes))
        .withMessage(
            "the model file has form 99 of kind gbdt, but this release reads form 1: train again");
  }

  @Test
  void read_ofAFailingStream_isAnUncheckedIoException() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            throw new IOException("the disk is gone");
          }
        };
    assertThatThrownBy(() -> RankingModelCodec.read(failing, 100))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot read the model: the disk is gone");
  }

  @Test
  void kind_ofEachModel_isItsName() {
    assertThat(models().map(RankingModelCodec::kind)).containsExactly("logistic", "gbdt");
  }

  private static byte[] header(String kind, int form) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelWriter.begin(new DataOutputStream(bytes), kind, form);
    return bytes.toByteArray();
  }

  private static RankingModel read(byte[] bytes) {
    return RankingModelCodec.read(new ByteArrayInputStream(bytes), bytes.length);
  }
}
