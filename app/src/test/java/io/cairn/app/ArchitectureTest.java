package io.cairn.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which way packages may point, and who may use which library. */
final class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.cairn");

  /** What each module may depend on, besides itself. */
  private static final Map<String, Set<String>> DIRECTIONS =
      Map.ofEntries(
          entry("core", Set.of()),
          entry("events", Set.of("core")),
          entry("features", Set.of("core", "events")),
          entry("models", Set.of("core")),
          entry("index", Set.of("core")),
          entry("neural", Set.of("core", "models")),
          entry("recommender", Set.of("core", "events", "features", "models", "index")),
          entry("experiments", Set.of("core", "events")),
          entry("training", Set.of("core", "events", "features", "models", "index", "recommender")),
          entry("connectors", Set.of("core", "events", "features", "models", "index")),
          entry(
              "app",
              Set.of(
                  "core",
                  "events",
                  "features",
                  "models",
                  "index",
                  "recommender",
                  "experiments",
                  "training")));

  /** Who may use a library: the longest prefix counts, everything not listed is refused. */
  private static final Map<String, List<String>> LIBRARIES =
      Map.ofEntries(
          entry("java", List.of("io.cairn")),
          entry("java.sql", List.of("io.cairn.events", "io.cairn.features")),
          entry("java.net.http", List.of()),
          entry(
              "jdk.incubator.vector",
              List.of("io.cairn.core", "io.cairn.models", "io.cairn.index")),
          entry("org.jspecify", List.of("io.cairn")),
          entry("org.slf4j", List.of("io.cairn.app")),
          entry("ch.qos.logback", List.of("io.cairn.app")),
          entry("org.sqlite", List.of("io.cairn.events", "io.cairn.features")),
          entry("org.apache.parquet", List.of("io.cairn.events")),
          entry("blue.strategic.parquet", List.of("io.cairn.events")),
          entry("com.github.benmanes.caffeine", List.of("io.cairn.features")),
          entry(
              "com.fasterxml.jackson",
              List.of(
                  "io.cairn.events",
                  "io.cairn.models",
                  "io.cairn.training",
                  "io.cairn.app.cli",
                  "io.cairn.app.server")),
          entry("dev.cel", List.of("io.cairn.recommender.rules")),
          entry("ai.djl", List.of("io.cairn.neural")),
          entry("ml.dmlc", List.of("io.cairn.models")),
          entry("com.typesafe.config", List.of("io.cairn.app.config")),
          entry("picocli", List.of("io.cairn.app.cli")),
          entry("io.javalin", List.of("io.cairn.app.server")),
          entry("org.eclipse.jetty", List.of("io.cairn.app.server")),
          entry("jakarta.servlet", List.of("io.cairn.app.server")),
          entry("io.micrometer", List.of("io.cairn.app.server")),
          entry("io.prometheus", List.of("io.cairn.app.server")),
          entry("kotlin", List.of("io.cairn.app.server")));

  /** What reads the clock or draws chance that was not handed in. */
  private static final Set<String> HIDDEN_INPUTS =
      Set.of(
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.InstantSource.system",
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.util.concurrent.ThreadLocalRandom.current",
          "java.security.SecureRandom.<init>");

  private static final Set<String> STANDARD_STREAMS =
      Set.of("java.lang.System.out", "java.lang.System.err", "java.lang.System.exit");

  @Test
  void packages_haveNoCycles() {
    slices().matching("io.cairn.(**)").as("packages").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void packages_doNotUseTheirParents() {
    assertThat(
            dependencies()
                .filter(d -> isChild(packageOf(d.getOriginClass()), packageOf(d.getTargetClass())))
                .map(Dependency::getDescription))
        .isEmpty();
  }

  @Test
  void modules_dependInOneDirection() {
    DIRECTIONS.forEach(
        (module, others) ->
            classes()
                .that()
                .resideInAPackage("io.cairn." + module + "..")
                .should()
                .onlyDependOnClassesThat(
                    DescribedPredicate.describe(
                        "belong to " + module + " or " + others,
                        used ->
                            moduleOf(used)
                                .map(m -> m.equals(module) || others.contains(m))
                                .orElse(true)))
                .allowEmptyShould(true)
                .check(ALL));
  }

  @Test
  void modules_areAllListed() {
    assertThat(ALL.stream().flatMap(type -> moduleOf(type).stream()).distinct())
        .contains("core", "events", "features", "models", "index", "app")
        .isSubsetOf(DIRECTIONS.keySet());
  }

  @Test
  void libraries_areUsedWhereTheyBelong() {
    assertThat(dependencies().filter(d -> !isAllowed(d)).map(Dependency::getDescription)).isEmpty();
  }

  @Test
  void clockAndChance_areHandedIn() {
    assertThat(
            accesses()
                .filter(a -> !isIn(a.getOriginOwner(), List.of("io.cairn.app.cli")))
                .filter(a -> !isIn(a.getOriginOwner(), List.of("io.cairn.app.engine")))
                .filter(a -> HIDDEN_INPUTS.contains(nameOf(a)) || isUnseededRandom(a))
                .map(JavaAccess::getDescription))
        .isEmpty();
  }

  @Test
  void standardStreams_areOnlyForTheCommandLine() {
    assertThat(
            accesses()
                .filter(a -> !isIn(a.getOriginOwner(), List.of("io.cairn.app.cli")))
                .filter(a -> STANDARD_STREAMS.contains(nameOf(a)))
                .map(JavaAccess::getDescription))
        .isEmpty();
  }

  @Test
  void rules_seeWhatTheyForbid() {
    assertThat(accesses().map(ArchitectureTest::nameOf))
        .contains("java.time.InstantSource.system", "java.lang.System.out");
    assertThat(dependencies().map(d -> packageOf(d.getTargetClass()))).contains("picocli");
    assertThat(dependencies())
        .anyMatch(d -> isChild(packageOf(d.getTargetClass()), packageOf(d.getOriginClass())));
  }

  private static Stream<JavaAccess<?>> accesses() {
    return ALL.stream().flatMap(type -> type.getAccessesFromSelf().stream());
  }

  private static Stream<Dependency> dependencies() {
    return ALL.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream());
  }

  private static boolean isAllowed(Dependency dependency) {
    String used = packageOf(dependency.getTargetClass());
    if (used.isEmpty() || isWithin(used, "io.cairn")) {
      return true;
    }
    Optional<String> library =
        LIBRARIES.keySet().stream()
            .filter(prefix -> isWithin(used, prefix))
            .max((a, b) -> Integer.compare(a.length(), b.length()));
    return library.isPresent()
        && isIn(dependency.getOriginClass(), LIBRARIES.getOrDefault(library.get(), List.of()));
  }

  private static boolean isUnseededRandom(JavaAccess<?> access) {
    return access.getTarget().getFullName().equals("java.util.Random.<init>()");
  }

  private static String nameOf(JavaAccess<?> access) {
    return access.getTargetOwner().getFullName() + "." + access.getTarget().getName();
  }

  private static boolean isIn(JavaClass type, List<String> packages) {
    return packages.stream().anyMatch(prefix -> isWithin(type.getPackageName(), prefix));
  }

  private static boolean isChild(String name, String parent) {
    return isWithin(parent, "io.cairn") && isWithin(name, parent) && !name.equals(parent);
  }

  private static boolean isWithin(String name, String prefix) {
    return name.equals(prefix) || name.startsWith(prefix + ".");
  }

  private static String packageOf(JavaClass type) {
    return type.getBaseComponentType().getPackageName();
  }

  private static Optional<String> moduleOf(JavaClass type) {
    String[] parts = packageOf(type).split("\\.", -1);
    return parts.length > 2 && isWithin(packageOf(type), "io.cairn")
        ? Optional.of(parts[2])
        : Optional.empty();
  }
}
