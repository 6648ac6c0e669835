package io.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/** Sizes, names and words: the rules of STYLE.md that a program can check. */
final class TidyTest {
  private static final int FILE_LINES_MAX = 500;
  private static final int LINE_LENGTH_MAX = 100;
  private static final int PUBLIC_TYPES_MAX = 40;

  /** Places of one machine, and work that was put off. */
  private static final Pattern FOREIGN_WORDS =
      Pattern.compile(
          "(?<![\\w.}])/(work|root|home|Users|tmp)/\\w|\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");

  private static final Sources SOURCES = Sources.ofProject();

  @Test
  void sources_areTheWholeProject() {
    assertThat(SOURCES.units()).hasSizeGreaterThan(50);
  }

  @Test
  void code_isTidy() {
    List<String> problems = new ArrayList<>();
    for (CompilationUnitTree unit : SOURCES.units()) {
      new TidyScanner(unit, SOURCES.trees(), (rule, place) -> problems.add(place + ": " + rule))
          .scan(unit, null);
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void files_areShort() throws IOException {
    List<String> problems = new ArrayList<>();
    for (Path file : SOURCES.files(".java")) {
      List<String> lines = Files.readAllLines(file);
      if (lines.size() > FILE_LINES_MAX) {
        problems.add(SOURCES.relative(file) + ": file of " + lines.size() + " lines");
      }
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void lines_areShort() throws IOException {
    List<String> problems = new ArrayList<>();
    for (Path file : files(".java", ".sh", ".conf", "cairn", "check")) {
      List<String> lines = isTest(file) ? List.of() : Files.readAllLines(file);
      for (int line = 0; line < lines.size(); line++) {
        if (lines.get(line).length() > LINE_LENGTH_MAX && !mayBeLong(lines.get(line))) {
          problems.add(SOURCES.relative(file) + ":" + (line + 1));
        }
      }
    }
    assertThat(problems).isEmpty();
  }

  /** Tests hold tables of texts as they are. */
  private static boolean isTest(Path file) {
    return file.toString().contains("/src/test/");
  }

  /** An address cannot be broken, and the formatter does not break texts. */
  private static boolean mayBeLong(String line) {
    return line.contains("https://") || line.indexOf('"') >= 0;
  }

  @Test
  void packages_areSmall() {
    Map<String, Long> publicTypes =
        SOURCES.units().stream()
            .filter(unit -> unit.getSourceFile().toUri().getPath().contains("/src/main/"))
            .flatMap(unit -> unit.getTypeDecls().stream().map(type -> Map.entry(unit, type)))
            .filter(entry -> entry.getValue() instanceof ClassTree type && isPublic(type))
            .collect(
                Collectors.groupingBy(
                    entry -> String.valueOf(entry.getKey().getPackageName()),
                    Collectors.counting()));
    assertThat(publicTypes).isNotEmpty();
    assertThat(publicTypes.values()).allMatch(count -> count <= PUBLIC_TYPES_MAX);
  }

  @Test
  void texts_nameNoMachineAndPutNothingOff() throws IOException {
    List<String> problems = new ArrayList<>();
    for (Path file : files(".java", ".md", ".sh", ".conf", ".xml", ".yaml", "cairn", "check")) {
      List<String> lines = Files.readAllLines(file);
      for (int line = 0; line < lines.size(); line++) {
        if (FOREIGN_WORDS.matcher(lines.get(line)).find()) {
          problems.add(SOURCES.relative(file) + ":" + (line + 1) + ": " + lines.get(line).strip());
        }
      }
    }
    assertThat(problems).isEmpty();
  }

  private static List<Path> files(String... endings) {
    return Stream.of(endings).flatMap(ending -> SOURCES.files(ending).stream()).toList();
  }

  private static boolean isPublic(ClassTree type) {
    return type.getModifiers().getFlags().contains(Modifier.PUBLIC);
  }
}
