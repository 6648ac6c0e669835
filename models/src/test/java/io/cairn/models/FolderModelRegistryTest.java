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
import org.junit.jupiter.params.provider.ValueSource;

final class FolderModelRegistryTest extends ModelRegistryContract {
  @TempDir private Path folder;

  @Override
  protected ModelRegistry registry() {
    return new FolderModelRegistry(folder.resolve("models"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"artifact.json", "items.bin", "model.bin"})
  void load_ofAFileCutShortAnywhere_isRefused_andTheOneBeforeLoads(String file) throws IOException {
    registry().publish(model("als", 1));
    registry().publish(model("als", 2));
    Path damaged = folder.resolve("models/als/2").resolve(file);
    byte[] bytes = Files.readAllBytes(damaged);
    for (int length = 0; length < bytes.length - 1; length++) {
      Files.write(damaged, Arrays.copyOf(bytes, length));
      assertDamaged(registry());
    }
    assertThat(registry().load("als", 1).artifact().version()).isEqualTo(1);
    registry().promote("als", 1);
    assertThat(registry().latest("als")).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"items.bin", "model.bin"})
  void load_ofAFileWithOneBitFlipped_isRefused(String file) throws IOException {
    registry().publish(model("als", 1));
    registry().publish(model("als", 2));
    Path damaged = folder.resolve("models/als/2").resolve(file);
    byte[] bytes = Files.readAllBytes(damaged);
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] ^= 4;
      Files.write(damaged, bytes);
      assertDamaged(registry());
      bytes[at] ^= 4;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"artifact.json", "items.bin", "model.bin"})
  void load_ofAMissingFile_isRefused(String file) throws IOException {
    registry().publish(model("als", 1));
    registry().publish(model("als", 2));
    Files.delete(folder.resolve("models/als/2").resolve(file));
    assertDamaged(registry());
  }

  private static void assertDamaged(ModelRegistry registry) {
    assertThatThrownBy(() -> registry.load("als", 2))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("version 2 of model als in ")
        .hasMessageContaining("is damaged (")
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
