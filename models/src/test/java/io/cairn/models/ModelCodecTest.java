package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.Progress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ModelCodecTest {

  static Stream<RetrievalModel> models() {
    InteractionMatrix matrix = Matrices.random(6, 5, 3, 1);
    Stream<RetrievalModel> trained =
        Stream.of(
                new PopularTrainer(),
                new ItemToItemTrainer(2, 1, .5, 0),
                new MarkovTrainer(),
                new AlsTrainer(2, 1, 1, 1, 1),
                new EaseTrainer(1),
                new GfCfTrainer(2, 1, 1),
                Towers.TINY.hidden(List.of(3)).trainer())
            .map(trainer -> trainer.train(matrix, Progress.NONE));
    Stream<RetrievalModel> drawn =
        Stream.of(SequenceTrainer.Encoder.values()).map(SequenceModelTest::random);
    return Stream.concat(trained, drawn);
  }

  @ParameterizedTest
  @MethodSource("models")
  void read_ofBytesCutOffAnywhere_isRefused(RetrievalModel model) {
    byte[] bytes = RetrievalTrainerContract.bytes(model);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> read(cut))
          .withMessageStartingWith("the model file is damaged");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ModelCodec.read(new ByteArrayInputStream(cut), bytes.length))
          .withMessageContaining("it ends before its " + bytes.length + " bytes");
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void read_ofAnyByteChanged_isAModelOrRefused(RetrievalModel model) {
    byte[] bytes = RetrievalTrainerContract.bytes(model);
    int refused = 0;
    for (int at = 0; at < bytes.length; at++) {
      for (byte change : new byte[] {1, (byte) 0x80, 0x7f}) {
        byte[] changed = bytes.clone();
        changed[at] ^= change;
        try {
          assertThat(read(changed).score(Matrices.history(0, 4))).hasSize(5);
        } catch (IllegalArgumentException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(3 * 10);
  }

  @ParameterizedTest
  @MethodSource("models")
  void read_withBytesToSpare_isRefused(RetrievalModel model) {
    byte[] bytes = RetrievalTrainerContract.bytes(model);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length + 3)))
        .withMessageContaining("3 bytes more than it should have");
  }

  @Test
  void read_ofAnUnknownKind_isRefused() throws IOException {
    byte[] bytes = header("oracle", 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(bytes))
        .withMessageContaining("its kind is oracle, which nobody knows");
  }

  @Test
  void read_ofALaterForm_isRefused() throws IOException {
    byte[] bytes = header("als", 99);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(bytes))
        .withMessage(
            "the model file has form 99 of kind als, but this release reads form 2: train again");
  }

  @Test
  void read_ofSomethingElse_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("PK and more".getBytes(StandardCharsets.US_ASCII)))
        .withMessageContaining("it does not begin like a model");
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
    assertThatThrownBy(() -> ModelCodec.read(failing, 100))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot read the model: the disk is gone");
  }

  @Test
  void kind_ofEachModel_isItsName() {
    List<String> kinds = models().map(ModelCodec::kind).toList();
    assertThat(kinds)
        .containsExactly(
            "popular",
            "item-to-item",
            "markov",
            "als",
            "ease",
            "gf-cf",
            "two-tower",
            "sequence",
            "sequence");
  }

  private static byte[] header(String kind, int form) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelWriter.begin(new DataOutputStream(bytes), kind, form);
    return bytes.toByteArray();
  }

  private static RetrievalModel read(byte[] bytes) {
    return ModelCodec.read(new ByteArrayInputStream(bytes), bytes.length);
  }
}
