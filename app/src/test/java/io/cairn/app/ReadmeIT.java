package io.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands of README.md: those in blocks of {@code sh} after a line {@code <!-- tested
 * -->}, one after the other in one empty folder that has {@code ./cairn}. Needs the packaged jar.
 */
final class ReadmeIT {
  private static final Path ROOT = Sources.root();
  private static final Pattern TESTED = Pattern.compile("(?ms)^<!-- tested -->\n```sh\n(.*?)^```$");

  @TempDir private Path folder;

  @Test
  void commands_doWhatTheReadmeSays() throws Exception {
    String script =
        TESTED
            .matcher(Files.readString(ROOT.resolve("README.md"), StandardCharsets.UTF_8))
            .results()
            .map(block -> block.group(1))
            .collect(Collectors.joining());
    assertThat(script).contains("./cairn import", "./cairn train", "./cairn recommend");
    Files.createSymbolicLink(folder.resolve("cairn"), ROOT.resolve("cairn"));
    Files.writeString(folder.resolve("readme.sh"), script);

    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    int exit =
        new ProcessBuilder("/bin/sh", "-eu", "readme.sh")
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();

    assertThat(exit).as(Files.readString(err)).isZero();
    assertThat(Files.readString(out))
        .contains("nothing was written", "19 were new", "item-to-item", "Two cups")
        .contains("because you viewed Forest honey");
    assertThat(folder.resolve("cairn-data")).isDirectory();
  }
}
