package io.cairn.app;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The text of the whole project, and its Java parsed. */
public final class Sources {
  private static final Set<String> SKIPPED = Set.of("target", ".git", "cairn-data", "node_modules");

  private final Path root;
  private final DocTrees trees;
  private final List<CompilationUnitTree> units = new ArrayList<>();

  private Sources(Path root) throws IOException {
    this.root = root;
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<Path> java = files(".java");
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(java));
      task.parse().forEach(units::add);
      trees = DocTrees.instance(task);
    }
  }

  /** Parses the project that the working folder is in. */
  static Sources ofProject() {
    try {
      return new Sources(root());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the top folder of the project. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no folder above holds mvnw");
    }
    return folder;
  }

  List<CompilationUnitTree> units() {
    return units;
  }

  DocTrees trees() {
    return trees;
  }

  /** Returns the files of the project whose name ends so, without what is built. */
  List<Path> files(String ending) {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.getFileName().toString().endsWith(ending))
          .filter(file -> !isSkipped(root.relativize(file)))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns where a file is, from the top folder of the project. */
  Path relative(Path file) {
    return root.relativize(file);
  }

  private static boolean isSkipped(Path file) {
    for (Path part : file) {
      if (SKIPPED.contains(part.toString())) {
        return true;
      }
    }
    return false;
  }
}
