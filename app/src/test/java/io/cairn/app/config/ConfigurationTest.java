package io.cairn.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.core.EventWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationTest {
  @TempDir private Path folder;

  @Test
  void defaults_haveACommentForEveryKey() {
    assertThat(Configuration.defaults().settings())
        .isNotEmpty()
        .allSatisfy(setting -> assertThat(setting.comment()).as(setting.key()).isNotBlank())
        .allSatisfy(setting -> assertThat(setting.origin()).isEqualTo("default"));
  }

  @Test
  void load_theExamples_isRight() throws IOException {
    try (Stream<Path> examples = Files.list(Path.of("..", "docs", "examples"))) {
      assertThat(examples)
          .isNotEmpty()
          .allSatisfy(
              example -> assertThat(load(example).engine().training().models()).isNotEmpty());
    }
  }

  @Test
  void load_fileOverridesDefaults_andCommandLineOverridesFile() throws IOException {
    Path file = write("server { port = 1, host = a }\nevents.weights { view = 2, skip = null }");
    EngineConfig engine = load(file, "server.port=2").engine();
    assertThat(engine.server().port()).isEqualTo(2);
    assertThat(engine.server().host()).isEqualTo("a");
    assertThat(engine.server().countMax()).isEqualTo(500);
    EventWeights weights = engine.events().eventWeights();
    assertThat(weights.byType()).containsEntry("view", 2.0).containsEntry("cart", 3.0);
    assertThat(weights.byType()).doesNotContainKey("skip");
  }

  @Test
  void load_overrideIsTakenAsItStandsOrAsStructure() {
    List<String> overrides = List.of("server.host=redis://x#y", "events.weights={ view: 9 }");
    EngineConfig engine = Configuration.load(Optional.empty(), overrides).engine();
    assertThat(engine.server().host()).isEqualTo("redis://x#y");
    assertThat(engine.events().weights()).containsEntry("view", 9.0).containsEntry("cart", 3.0);
  }

  @Test
  void load_problemsOfFileAndCommandLine_areReportedTogether() throws IOException {
    Path file = write("server {\n  count-max = 0\n}\nevents.rating-neutral = 5\n");
    problems(file, "server.prot=1", "nonsense")
        .containsExactlyInAnyOrder(
            "--set: `nonsense` has no key and value (write key=value)",
            "--set: server.prot is not a setting (did you mean `port`?)",
            file + ":2: server.count-max must be at least 1, was 0",
            file + ":4: events.rating-neutral must be below rating-best, was 5.0, 5.0");
  }

  @Test
  void load_explorersThatCannotBe_areRefusedWithTheKeyFirst() throws IOException {
    Path file = write("server.port = 1\n");
    problems(file, "pipeline.rerankers.explore.where.pool=1")
        .containsExactly("--set: pipeline.rerankers.explore.where.pool must be at least 2, was 1");
    problems(file, "pipeline.surfaces.home.explore=diverse")
        .singleElement()
        .asString()
        .endsWith("surface home names unknown explorers [diverse], there are [explore]");
    String rate = "pipeline.rerankers.explore.rate=user_ctr";
    assertThat(load(file, rate).engine().pipeline().rerankers()).containsKey("explore");
    problems(file, rate, "pipeline.surfaces.home.explore=explore")
        .singleElement()
        .asString()
        .contains(
            "pipeline.rerankers.explore.rate must be a rate of items among the features",
            "was user_ctr");
  }

  @Test
  void load_twoFeaturesOfOneName_saysSo() throws IOException {
    Path file =
        write(
            "features += { type = day-of-week, name = hour, zone-attribute = zone, zone = UTC }\n");
    problems(file).containsExactly(file + ":1: two features are named hour");
  }

  @Test
  void load_syntaxError_namesTheLine() throws IOException {
    Path file = write("server {\n  port = }\n");
    problems(file).singleElement().asString().startsWith(file + ":2: expecting a value");
  }

  @Test
  void load_unknownSubstitution_namesTheLineAndReadsNoEnvironment() throws IOException {
    Path file = write("\nserver.host = ${PATH}\n");
    problems(file).singleElement().asString().startsWith(file + ":2: ").contains("PATH");
  }

  @Test
  void load_fileThatCannotBeRead_saysSo() {
    Path absent = folder.resolve("absent.conf");
    problems(absent)
        .containsExactly(
            absent + ": the configuration file does not exist (give another with --config)");
    problems(folder)
        .containsExactly(
            folder
                + ": the configuration file is not a readable file (give another with --config)");
  }

  @Test
  void load_byteOrderMarkAndWindowsLines_areRead() throws IOException {
    Path file = write("\uFEFFserver {\r\n  port = 3\r\n}\r\n");
    assertThat(load(file).engine().server().port()).isEqualTo(3);
  }

  private static ListAssert<String> problems(Path file, String... overrides) {
    InvalidConfigException e =
        catchThrowableOfType(InvalidConfigException.class, () -> load(file, overrides));
    return assertThat(e.problems());
  }

  private static Configuration load(Path file, String... overrides) {
    return Configuration.load(Optional.of(file), List.of(overrides));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("my.conf"), text);
  }
}
