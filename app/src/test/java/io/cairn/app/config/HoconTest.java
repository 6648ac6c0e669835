package io.cairn.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.cairn.models.DcnTrainer;
import io.cairn.models.GbdtTrainer;
import io.cairn.models.LogisticTrainer;
import io.cairn.models.RankingTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HoconTest {
  private static final GbdtTrainer GBDT =
      new GbdtTrainer(
          GbdtTrainer.Loss.LOG_LOSS,
          new GbdtTrainer.TreeGrowth(7, 1e-5, 2.5, .75, 1),
          40,
          .0734,
          7,
          -3);

  record Holder(RankingTrainer trainer) {}

  @Test
  void section_isOneKeyALine() {
    assertThat(Hocon.section(List.of("a", "b.c"), RankingTrainer.class, GBDT))
        .isEqualTo(
            """
            a."b.c" {
              type = gbdt
              loss = log-loss
              growth {
                depth = 7
                regularization = 1.0E-5
                min-child-weight = 2.5
                row-sample = 0.75
                column-sample = 1.0
              }
              trees = 40
              learning-rate = 0.0734
              early-stopping-rounds = 7
              seed = -3
            }
            """);
  }

  @Test
  void section_isReadAsWhatWasWritten() {
    DcnTrainer dcn =
        new DcnTrainer(
            3, .01, 0, 64, 2, List.of(64, 32), 8, Map.of("a b", 3, "x.y", 24), 2, 1L << 40);
    for (RankingTrainer trainer : List.of(GBDT, new LogisticTrainer(5, .25), dcn)) {
      String written = Hocon.section(List.of("trainer"), RankingTrainer.class, trainer);
      Holder read = ConfigReader.read(ConfigFactory.parseString(written).root(), Holder.class);
      assertThat(read.trainer()).isEqualTo(trainer);
    }
  }

  @Test
  void include_takesOverTheOtherFile_orSaysThatItIsGone(@TempDir Path folder) throws IOException {
    Path first = Files.writeString(folder.resolve("first \"one\".conf"), "server.port = 1234\n");
    Path second = Files.writeString(folder.resolve("second.conf"), Hocon.include(first));
    assertThat(Configuration.load(Optional.of(second), List.of()).engine().server().port())
        .isEqualTo(1234);
    Files.delete(first);
    assertThat(problems(second)).contains("first");
  }

  private static String problems(Path file) {
    try {
      Configuration.load(Optional.of(file), List.of());
      return "";
    } catch (InvalidConfigException e) {
      return String.join("\n", e.problems());
    }
  }
}
