package io.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.app.config.Configuration;
import io.cairn.app.config.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say that a program can check. */
final class DocsTest {
  private static final Sources SOURCES = Sources.ofProject();
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern TYPE_NAME = Pattern.compile("`([A-Z][a-z]+[A-Z]\\w*)");
  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w*)");
  private static final Pattern KEY = Pattern.compile("`([a-z]+(?:\\.[a-z-]+)+)`");
  private static final Pattern BENCHMARK = Pattern.compile("benchmarks/run ([a-z]+(?:-[a-z]+)*)");
  private static final Pattern COMMAND =
      Pattern.compile("@Command\\(\\s*name = \"([a-z]+)\",\\s*description");

  @Test
  void links_leadToFiles() {
    List<String> broken = new ArrayList<>();
    for (Path page : SOURCES.files(".md")) {
      for (String link : found(LINK, prose(page))) {
        String path = link.replaceFirst("#.*", "");
        Path folder = page.resolveSibling("");
        if (!link.matches("[a-z]+:.*") && !Files.exists(folder.resolve(path))) {
          broken.add(SOURCES.relative(page) + ": " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void typeNames_areThoseOfTypes() {
    Set<String> known = new HashSet<>();
    SOURCES.files(".java").forEach(file -> known.addAll(found(TYPE, text(file))));
    Predicate<String> isFromJava =
        name ->
            exists("java.lang." + name) || exists("java.io." + name) || exists("java.time." + name);
    assertThat(unknown(TYPE_NAME, name -> known.contains(name) || isFromJava.test(name))).isEmpty();
  }

  @Test
  void keys_areSettings() {
    List<String> keys = Configuration.defaults().settings().stream().map(Setting::key).toList();
    Set<String> sections = new HashSet<>();
    keys.forEach(key -> sections.add(key.replaceFirst("\\..*", "")));
    assertThat(sections).contains("server", "pipeline");
    assertThat(
            unknown(
                KEY,
                name ->
                    !sections.contains(name.replaceFirst("\\..*", ""))
                        || keys.stream()
                            .anyMatch(k -> k.equals(name) || (k + ".").startsWith(name + "."))))
        .isEmpty();
  }

  @Test
  void benchmarks_areThere() {
    Path folder = Sources.root().resolve("benchmarks/src/main/java/io/cairn/benchmarks");
    assertThat(unknown(BENCHMARK, name -> Files.exists(folder.resolve(className(name) + ".java"))))
        .isEmpty();
  }

  @Test
  void commands_areInTheReadme() {
    List<String> commands =
        SOURCES.files("Command.java").stream()
            .flatMap(file -> found(COMMAND, text(file)).stream())
            .toList();
    assertThat(commands).contains("import", "config");
    assertThat(text(Sources.root().resolve("README.md")))
        .contains(commands.stream().map(command -> "\n| `cairn " + command).toList());
  }

  @Test
  void glossary_hasTheWordsOfTheCore() {
    String glossary = text(Sources.root().resolve("docs/glossary.md"));
    List<String> words =
        SOURCES.files(".java").stream()
            .filter(file -> file.toString().contains("/io/cairn/core/"))
            .filter(file -> file.toString().contains("/src/main/"))
            .filter(file -> text(file).contains("\npublic "))
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .toList();
    assertThat(words).hasSizeGreaterThan(15);
    assertThat(words).allSatisfy(word -> assertThat(glossary).contains("`" + word + "`"));
  }

  @Test
  void decisions_areListedAndInOneForm() {
    Path folder = Sources.root().resolve("docs/adr");
    List<Path> decisions =
        SOURCES.files(".md").stream()
            .filter(file -> file.startsWith(folder) && !file.endsWith("README.md"))
            .toList();
    for (int i = 0; i < decisions.size(); i++) {
      String number = "%04d".formatted(i + 1);
      String name = decisions.get(i).getFileName().toString();
      assertThat(name).startsWith(number);
      assertThat(text(folder.resolve("README.md"))).contains("- [" + number + "](" + name + ")");
      assertThat(text(decisions.get(i)))
          .startsWith("# " + number + ". ")
          .contains("Context. ", "Decision. ", "We give up. ", "Instead of. ", "Revisit when. ");
    }
    assertThat(decisions).isNotEmpty();
  }

  /** Returns what the pages name that the predicate does not know, each with its page. */
  private static List<String> unknown(Pattern name, Predicate<String> isKnown) {
    List<String> unknown = new ArrayList<>();
    for (Path page : SOURCES.files(".md")) {
      found(name, text(page)).stream()
          .filter(isKnown.negate())
          .forEach(found -> unknown.add(SOURCES.relative(page) + ": " + found));
    }
    return unknown;
  }

  private static List<String> found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return Stream.generate(() -> matcher.find() ? matcher.group(1) : "")
        .takeWhile(found -> !found.isEmpty())
        .toList();
  }

  private static String prose(Path page) {
    return FENCED.matcher(text(page)).replaceAll("");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String className(String benchmark) {
    StringBuilder name = new StringBuilder();
    for (String word : benchmark.split("-", -1)) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return name + "Benchmark";
  }

  private static boolean exists(String type) {
    try {
      Class.forName(type);
      return true;
    } catch (ClassNotFoundException _) {
      return false;
    }
  }
}
