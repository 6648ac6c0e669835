package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FolderModelRegistryTest extends ModelRegistryContract {
  @TempDir private Path folder;

  @Override
  protected ModelRegistry registry() {
    return new FolderModelRegistry(folder.resolve("models"));
  }

  @ParameterizedTest
  @CsvSource({
    "als, artifact.json",
    "als, items.bin",
    "als, model.bin",
    "ranker, artifact.json",
    "ranker, model.bin",
    "ranker, calibration-0.bin",
    "ranker, calibration-1.bin"
  })
  void load_ofAFileCutShortAnywhere_isRefused_andTheOneBeforeLoads(String name, String file)
      throws IOException {
    Path damaged = publishTwice(name).resolve(file);
    byte[] bytes = Files.readAllBytes(damaged);
    for (int length = 0; length < bytes.length - 1; length++) {
      Files.write(damaged, Arrays.copyOf(bytes, length));
      assertDamaged(name, file);
    }
    assertThat(registry().load(name, 1).artifact().version()).isEqualTo(1);
    registry().promote(name, 1);
    assertThat(registry().latest(name)).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({
    "als, items.bin",
    "als, model.bin",
    "ranker, model.bin",
    "ranker, calibration-0.bin",
    "ranker, calibration-1.bin"
  })
  void load_ofAFileWithOneBitFlipped_isRefused(String name, String file) throws IOException {
    Path damaged = publishTwice(name).resolve(file);
    byte[] bytes = Files.readAllBytes(damaged);
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] ^= 4;
      Files.write(damaged, bytes);
      assertDamaged(name, file + " has another checksum");
      bytes[at] ^= 4;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "als, artifact.json",
    "als, items.bin",
    "als, model.bin",
    "ranker, artifact.json",
    "ranker, model.bin",
    "ranker, calibration-0.bin",
    "ranker, calibration-1.bin"
  })
  void load_ofAMissingFile_isRefusedWithItsPlace(String name, String file) throws IOException {
    Path missing = publishTwice(name).resolve(file);
    Files.delete(missing);
    assertDamaged(name, "there is no file " + missing);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "als | ease | names the kind ease, but its numbers are of kind als",
        "als | gbdt | its kind is als, which is no ranking model",
        "als | oracle | artifact.json names the kind oracle, which this release does not know",
        "ranker | gbdt | names the kind gbdt, but its numbers are of kind logistic",
        "ranker | als | there is no file "
      })
  void load_ofAnArtifactOfAnotherKind_isRefused(String name, String other, String reason)
      throws IOException {
    Path artifact = publishTwice(name).resolve("artifact.json");
    String json = Files.readString(artifact);
    String kind = registry().artifact(name, 2).kind();
    Files.writeString(artifact, json.replace("\"kind\" : \"" + kind, "\"kind\" : \"" + other));
    assertDamaged(name, reason);
  }

  /** Returns the folder of version 2. */
  private Path publishTwice(String name) {
    for (int seed = 1; seed <= 2; seed++) {
      registry().publish(name.equals("ranker") ? ranker(name, seed) : model(name, seed));
    }
    return folder.resolve("models").resolve(name).resolve("2");
  }

  private void assertDamaged(String name, String reason) {
    assertThatThrownBy(() -> registry().load(name, 2))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("version 2 of model %s in ".formatted(name))
        .hasMessageContaining("is damaged (")
        .hasMessageContaining(reason)
        .hasMessageEndingWith("promote another of [1, 2], or train again");
  }

  @Test
  void publish_afterAPublisherDied_startsAfresh() throws IOException {
    registry().publish(model("als", 1));
    Path left = Files.createDirectory(folder.resolve("models/als/.unfinished"));
    Files.writeString(left.resolve("model.bin"), "half of");
    Files.writeString(folder.resolve("models/als/latest.unfinished"), "");
    assertThat(registry().latest("als")).hasValue(1);
    assertThat(registry().versions("als")).containsExactly(1);
    assertThat(registry().publish(model("als", 2)).version()).isEqualTo(2);
    assertThat(left).doesNotExist();
    assertThat(registry().load("als", 2).artifact().run().seed()).isEqualTo(2);
  }

  @Test
  void publish_betweenMoveAndLatest_leavesTheVersionBeforeAsLatest() throws IOException {
    registry().publish(model("als", 1));
    registry().publish(model("als", 2));
    Files.writeString(folder.resolve("models/als/latest"), "1\n");
    assertThat(registry().latest("als")).hasValue(1);
    assertThat(registry().publish(model("als", 3)).version()).isEqualTo(3);
  }

  @Test
  void publish_intoAPlaceThatIsAFile_saysWhere() throws IOException {
    Files.writeString(folder.resolve("models"), "in the way");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> registry().publish(model("als", 1)))
        .withMessageContaining("cannot publish model als in " + folder);
  }

  @Test
  void latest_thatIsNoNumber_isRefusedWithTheVersionsThereAre() throws IOException {
    registry().publish(model("als", 1));
    Files.writeString(folder.resolve("models/als/latest"), "\u0000");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> registry().latest("als"))
        .withMessageContaining("does not hold a version: promote one of [1]");
    registry().promote("als", 1);
    assertThat(registry().latest("als")).hasValue(1);
  }

  @Test
  void latest_whileAnotherPublishes_isAlwaysWhole() throws Exception {
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      CountDownLatch started = new CountDownLatch(1);
      Future<?> publisher =
          threads.submit(
              () -> {
                for (int seed = 1; seed <= 20; seed++) {
                  registry().publish(model("als", seed));
                  started.countDown();
                }
              });
      started.await();
      int before = 0;
      while (!publisher.isDone()) {
        OptionalInt latest = registry().latest("als");
        assertThat(latest.getAsInt()).isGreaterThanOrEqualTo(before);
        before = latest.getAsInt();
        assertThat(registry().load("als", before).artifact().run().seed()).isEqualTo(before);
      }
      publisher.get();
    }
    assertThat(registry().latest("als")).hasValue(20);
  }
}
