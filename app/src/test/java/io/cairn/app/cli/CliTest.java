package io.cairn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class CliTest {
  @TempDir private Path folder;

  @Test
  void version_saysWhichCairnAndWhichJava() {
    Captured ran = Captured.run("--version");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).matches("cairn \\d+\\.\\d+\\.\\d+\\S* \\(.*Java 2\\d.*\\)\\R");
  }

  @Test
  void commands_allHaveDescriptionHelpAndExample() {
    Map<String, CommandLine> commands = Cairn.commandLine(Console.ofProcess()).getSubcommands();
    assertThat(commands)
        .containsKeys(
            "import", "train", "evaluate", "recommend", "events", "doctor", "config", "completion");
    commands.forEach(
        (name, command) -> {
          Captured ran = Captured.run(name, "--help");
          assertThat(ran.exit()).as(name).isZero();
          assertThat(ran.out()).contains("Example").contains("cairn " + name).contains("--help");
        });
  }

  @Test
  void noCommand_printsHelpAndIsWrongUsage() {
    Captured ran = Captured.run();
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("Usage: cairn", "Exit codes:", "  4 ");
  }

  @Test
  void wrongUsage_isOneSentenceWithSuggestion() {
    assertThat(Captured.run("confg"))
        .isEqualTo(
            new Captured(
                2,
                "",
                "cairn: unknown command 'confg' (did you mean 'config'?); see 'cairn --help'"
                    + System.lineSeparator()));
    assertThat(Captured.run("config", "--jsn").err())
        .startsWith("cairn: unknown option '--jsn' (did you mean '--json'?)");
    assertThat(Captured.run("config", "zebra").err()).startsWith("cairn: unknown argument 'zebra'");
  }

  @Test
  void portThatIsNone_isWrongUsageBeforeAnythingIsMade() {
    Path home = folder.resolve("home");
    for (String command : List.of("demo", "serve")) {
      Captured ran = Captured.run(command, "--port", "65536", "--home", home.toString());
      assertThat(ran.exit()).isEqualTo(2);
      assertThat(ran.err()).startsWith("cairn: --port must be in [0, 65535], was 65536");
    }
    assertThat(home).doesNotExist();
  }

  @Test
  void config_printsValuesWithOriginAndComment() throws IOException {
    Path file = write("server {\n  port = 9090\n}\n");
    Captured ran = Captured.run("config", "--config", file.toString(), "--set", "server.host=h");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("# The port to listen on")
        .contains("server.port = 9090  # from " + file + ":2")
        .contains("server.host = h  # from --set")
        .contains("server.count-max = 500  # from default");
  }

  @Test
  void config_asJson_isOneObject() throws IOException {
    Path file = write("server.port = 9090");
    Captured ran = Captured.runWith(Map.of("CAIRN_CONF", file.toString()), "config", "--json");
    JsonNode printed = new ObjectMapper().readTree(ran.out());
    assertThat(printed.at("/server.port/value").asInt()).isEqualTo(9090);
    assertThat(printed.at("/server.port/origin").asText()).isEqualTo(file + ":1");
  }

  @Test
  void check_rightFile_saysSo() throws IOException {
    Path file = write("");
    assertThat(Captured.run("config", "--check", file.toString()).out())
        .isEqualTo(file + ": no problems" + System.lineSeparator());
  }

  @Test
  void check_wrongFile_printsEveryProblemAndNoStackTrace() throws IOException {
    Path file = write("server {\n  prot = 1\n  port = 70000\n}\nevents.rating-best = x\n");
    Captured ran = Captured.run("config", "--check", file.toString());
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err().lines())
        .containsExactly(
            file + ":2: server.prot is not a setting (did you mean `port`?)",
            file + ":3: server.port must be in [0, 65535], was 70000",
            file + ":5: events.rating-best must be a number, was x (write it like 0.5)");
  }

  @Test
  void verbose_showsTheStackTrace() {
    assertThat(Captured.run("config", "--check", "absent", "--verbose").err())
        .contains("InvalidConfigException", "\tat ");
  }

  @Test
  void outputThatCannotBeWritten_isAFailure() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            new PrintWriter(full), new PrintWriter(err), 0, 0, InstantSource.system(), Map.of());
    assertThat(Cairn.run(console, "config")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "cairn: the output is cut off: its disk is full, or nobody reads on");
    assertThat(Cairn.run(console, "config", "--jsn")).isEqualTo(2);
  }

  @Test
  void completion_printsAScriptThatKnowsTheCommands() {
    assertThat(Captured.run("completion").out()).contains("complete ", "config", "--markdown");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("my.conf"), text);
  }
}
