package io.cairn.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ConfigReaderTest {
  private enum Split {
    TEMPORAL,
    LEAVE_ONE_OUT
  }

  sealed interface Source {
    record Popular(Duration halfLife) implements Source {}

    record Similar(int neighbours) implements Source {
      public Similar {
        if (neighbours < 1) {
          throw new IllegalArgumentException("neighbours must be at least 1, was " + neighbours);
        }
      }
    }
  }

  private record Inner(int count, long big, double rate) {}

  private record Everything(
      String name,
      boolean flag,
      Duration halfLife,
      Bytes cache,
      Split split,
      Inner inner,
      List<Source> sources,
      Map<String, Double> weights,
      Optional<Integer> seed) {}

  private record OneInt(int count) {}

  private record OneLong(long count) {}

  private record OneDuration(Duration halfLife) {}

  private record OneBytes(Bytes cache) {}

  private record OneSplit(Split split) {}

  private record OneFlag(boolean flag) {}

  private record Sources(List<Source> sources) {}

  private record Weights(Map<String, Double> weights) {}

  private record Maybe(Optional<Integer> seed) {}

  record Pair(int low, int high) {
    Pair {
      if (low > high) {
        throw new IllegalArgumentException("the range is empty: " + low + " is above " + high);
      }
    }
  }

  private record Outer(Pair pair) {}

  private record Unconfigurable(URI place) {}

  @Test
  void read_everyKindOfValue() {
    ConfigObject config =
        parse(
            """
            name = cairn
            flag = yes
            half-life = 7 days
            cache = 64MiB
            split = leave-one-out
            inner { count = 1, big = 9007199254740993, rate = 0.25 }
            sources = [ { type = popular, half-life = 30s }, { type = similar, neighbours = 5 } ]
            weights { view = 1, "two words" = -0.5, gone = null }
            seed = 3
            """);
    assertThat(ConfigReader.read(config, Everything.class))
        .isEqualTo(
            new Everything(
                "cairn",
                true,
                Duration.ofDays(7),
                new Bytes(64L << 20),
                Split.LEAVE_ONE_OUT,
                new Inner(1, 9_007_199_254_740_993L, 0.25),
                List.of(new Source.Popular(Duration.ofSeconds(30)), new Source.Similar(5)),
                Map.of("view", 1.0, "two words", -0.5),
                Optional.of(3)));
  }

  @Test
  void read_absentOptional_isEmpty() {
    assertThat(ConfigReader.read(parse(""), Maybe.class)).isEqualTo(new Maybe(Optional.empty()));
    assertThat(ConfigReader.read(parse("seed = null"), Maybe.class))
        .isEqualTo(new Maybe(Optional.empty()));
  }

  static Stream<Arguments> wrong() {
    String whole = " must be a whole number, was ";
    String duration = " must be a duration with its unit, was ";
    return Stream.of(
        arguments(OneInt.class, "count = x", "f:1: count" + whole + "x (write it like 10)"),
        arguments(OneInt.class, "\ncount = 1.5", "f:2: count" + whole + "1.5 (write it like 10)"),
        arguments(
            OneInt.class,
            "count = 3000000000",
            "f:1: count" + whole + "3000000000 (write it like 10)"),
        arguments(
            OneLong.class, "count = 1e300", "f:1: count" + whole + "1.0E300 (write it like 10)"),
        arguments(
            OneInt.class, "count { a = 1 }", "f:1: count" + whole + "{a=1} (write it like 10)"),
        arguments(OneInt.class, "", "count is missing (give it a value)"),
        arguments(OneInt.class, "count = null", "f:1: count is missing (give it a value)"),
        arguments(
            OneDuration.class,
            "half-life = 30",
            "f:1: half-life" + duration + "30 (write it like 30s, 15 minutes or 7d)"),
        arguments(
            OneDuration.class,
            "half-life = \"\"",
            "f:1: half-life" + duration + "\"\" (write it like 30s, 15 minutes or 7d)"),
        arguments(
            OneBytes.class,
            "cache = -1",
            "f:1: cache must be a size in bytes, was -1 (write it like 64MB)"),
        arguments(
            OneSplit.class,
            "split = random",
            "f:1: split must be one of temporal, leave-one-out, was random (write it like temporal)"),
        arguments(
            OneFlag.class,
            "flag = 1",
            "f:1: flag must be true or false, was 1 (write it like true)"));
  }

  static Stream<Arguments> misplaced() {
    return Stream.of(
        arguments(
            OneDuration.class,
            "half-life = 1d\nhalflife = 2d",
            "f:2: halflife is not a setting (did you mean `half-life`?)"),
        arguments(
            OneDuration.class,
            "half-life = 1d\nzebra = 2d",
            "f:2: zebra is not a setting (known here: half-life)"),
        arguments(
            Sources.class,
            "sources = [\n{ type = populer }]",
            "f:2: sources[0].type has no choice `populer` (did you mean `popular`?)"),
        arguments(
            Sources.class,
            "sources = [\n{ neighbours = 1 }]",
            "f:2: sources[0].type is missing (one of popular, similar)"),
        arguments(
            Sources.class,
            "sources = [{ type = similar\n neighbours = 0 }]",
            "f:2: sources[0].neighbours must be at least 1, was 0"),
        arguments(
            Sources.class,
            "sources = popular",
            "f:1: sources must be a list, was popular (write [ … ])"),
        arguments(
            Sources.class,
            "sources = [popular]",
            "f:1: sources[0] must be a section, was popular (write { … })"),
        arguments(
            Weights.class,
            "weights { \"a.b\" = x }",
            "f:1: weights.\"a.b\" must be a number, was x (write it like 0.5)"),
        arguments(
            Outer.class,
            "\npair { low = 2, high = 1 }",
            "f:2: pair: the range is empty: 2 is above 1"));
  }

  @ParameterizedTest
  @MethodSource({"wrong", "misplaced"})
  void read_wrongValue_namesPlaceValueAndRemedy(
      Class<? extends Record> type, String text, String problem) {
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> ConfigReader.read(parse(text), type))
        .satisfies(e -> assertThat(e.problems()).hasSize(1).first().asString().endsWith(problem));
  }

  @Test
  void read_manyProblems_areReportedTogetherInTheOrderOfTheFile() {
    String text = "sources = 1\nname = [1]\nflag = maybe\nunknown = 1\n";
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> ConfigReader.read(parse(text), Everything.class))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .hasSize(9)
                    .filteredOn(problem -> problem.startsWith("f:"))
                    .extracting(problem -> problem.substring(0, 4))
                    .isSorted()
                    .contains("f:1:", "f:2:", "f:3:", "f:4:"));
  }

  @Test
  void read_typeThatCannotBeConfigured_isADefect() {
    assertThatThrownBy(() -> ConfigReader.read(parse("place = x"), Unconfigurable.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("java.net.URI");
  }

  private static ConfigObject parse(String text) {
    return ConfigFactory.parseString(text, ConfigParseOptions.defaults().setOriginDescription("f"))
        .root();
  }
}
