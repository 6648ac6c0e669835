package io.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./cairn} as a person runs it; needs the packaged jar. */
final class LauncherIT {
  private static final Path ROOT = Sources.root();

  private record Ran(int exit, String out, String err) {}

  @TempDir private Path folder;

  @Test
  void version_fromAnotherFolderThroughASymbolicLink() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), ROOT.resolve("cairn"));
    Ran ran = run(Map.of(), link.toString(), "--version");
    assertThat(ran.out).startsWith("cairn ").hasLineCount(1);
    assertThat(ran.err).doesNotContain("WARNING");
    assertThat(ran.exit).isZero();
  }

  @Test
  void files_areFoundFromTheFolderOfTheCaller() throws Exception {
    Files.writeString(folder.resolve("my.conf"), "server.port = 1");
    Ran ran = run(Map.of(), ROOT.resolve("cairn").toString(), "config", "--check", "my.conf");
    assertThat(ran.out).isEqualTo("my.conf: no problems\n");
  }

  @Test
  void unknownCommand_isWrongUsage() throws Exception {
    Ran ran = run(Map.of(), ROOT.resolve("cairn").toString(), "confg");
    assertThat(ran.exit).isEqualTo(2);
    assertThat(ran.err).contains("cairn: unknown command 'confg' (did you mean 'config'?)");
  }

  @Test
  void options_reachTheJvm() throws Exception {
    Ran ran = run(Map.of("CAIRN_OPTS", "-Xmx0q"), ROOT.resolve("cairn").toString(), "--version");
    assertThat(ran.exit).isEqualTo(1);
    assertThat(ran.err + ran.out).contains("-Xmx0q");
  }

  @Test
  void noJdk_saysWhatToInstall() throws Exception {
    Ran ran = findJdk(folder);
    assertThat(ran.exit).isEqualTo(1);
    assertThat(ran.err).contains("no JDK 25 or newer", "set JAVA_HOME");
  }

  @Test
  void oldJdk_isPassedOver_andNewOneTaken() throws Exception {
    jdk("old", "17.0.1");
    Path young = jdk("young", "26.0.1");
    jdk("runtime-only", "25");
    Files.delete(folder.resolve("runtime-only/bin/javac"));
    assertThat(findJdk(folder.resolve("*")).out).isEqualTo(young + "\n");
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    for (String tool : List.of("java", "javac")) {
      Path file = Files.writeString(home.resolve("bin").resolve(tool), "#!/bin/sh\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  /** Searches in the given folders instead of the usual ones, with nothing in the environment. */
  private Ran findJdk(Path folders) throws Exception {
    String script =
        ". '%s'; command() { return 1; }; cairn_jdk_folders='%s'; cairn_find_jdk || exit 1;"
            .formatted(ROOT.resolve("scripts/find-jdk.sh"), folders);
    Map<String, String> nowhere = Map.of("JAVA_HOME", "", "CAIRN_JAVA_HOME", "");
    return run(nowhere, "/bin/sh", "-c", script + " echo \"$JAVA_HOME\"");
  }

  private Ran run(Map<String, String> environment, String... command) throws Exception {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    int exit = builder.start().waitFor();
    return new Ran(
        exit,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
