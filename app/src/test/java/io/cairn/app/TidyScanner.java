package io.cairn.app;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Finds what is too long, badly named or undocumented in one file. */
final class TidyScanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
  private static final int METHOD_LINES_MAX = 60;
  private static final int PARAMETERS_MAX = 6;
  private static final int SEAM_METHODS_MAX = 6;
  private static final Set<String> BANNED_WORDS =
      Set.of(
          "Manager",
          "Helper",
          "Util",
          "Utils",
          "Common",
          "Misc",
          "Data",
          "Info",
          "Processor",
          "Logic",
          "Handler",
          "Impl",
          "Abstract",
          "Base");
  private static final Pattern WORD_START = Pattern.compile("(?=[A-Z])");
  private static final Pattern HUNGARIAN = Pattern.compile("I[A-Z][a-z].*");
  private static final Pattern GETTER = Pattern.compile("get[A-Z].*");

  private final CompilationUnitTree unit;
  private final DocTrees trees;
  private final BiConsumer<String, String> problem;
  private final boolean isProduct;
  private final boolean isServer;

  /**
   * Prepares the scan.
   *
   * @param problem is told the rule that is broken and the place
   */
  TidyScanner(CompilationUnitTree unit, DocTrees trees, BiConsumer<String, String> problem) {
    this.unit = unit;
    this.trees = trees;
    this.problem = problem;
    String path = unit.getSourceFile().toUri().getPath();
    isProduct = path.contains("/src/main/");
    isServer = path.contains("/io/cairn/app/server/");
  }

  @Override
  public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
    String name = type.getSimpleName().toString();
    for (String word : WORD_START.splitAsStream(name).toList()) {
      if (BANNED_WORDS.contains(word) && !(isServer && word.equals("Handler"))) {
        report("banned word in the name " + name, type);
      }
    }
    if (type.getKind() == Tree.Kind.INTERFACE) {
      if (HUNGARIAN.matcher(name).matches()) {
        report("interface with the letter I before its name " + name, type);
      }
      if (isProduct && seamMethods(type) > SEAM_METHODS_MAX) {
        report("interface of more than " + SEAM_METHODS_MAX + " methods " + name, type);
      }
    }
    if (isPublicApi(getCurrentPath()) && !name.isEmpty()) {
      requireDoc(type, name);
    }
    return super.visitClass(type, null);
  }

  @Override
  public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
    boolean isOverride = has(method.getModifiers(), "Override");
    boolean isWritten = trees.getSourcePositions().getEndPosition(unit, method) > 0;
    long lines = line(method, true) - line(method, false) + 1;
    if (lines > METHOD_LINES_MAX) {
      report("method of " + lines + " lines " + method.getName(), method);
    }
    ClassTree owner = (ClassTree) getCurrentPath().getParentPath().getLeaf();
    boolean isRecordConstructor =
        owner.getKind() == Tree.Kind.RECORD && method.getReturnType() == null;
    if (method.getParameters().size() > PARAMETERS_MAX && !isRecordConstructor && !isOverride) {
      report("method of more than " + PARAMETERS_MAX + " parameters " + method.getName(), method);
    }
    if (isWritten && !isOverride && isPublicApi(getCurrentPath())) {
      requireDoc(method, method.getName().toString());
      if (GETTER.matcher(method.getName()).matches()) {
        report("accessor with get " + method.getName(), method);
      }
    }
    return super.visitMethod(method, null);
  }

  @Override
  public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void unused) {
    if (annotation.getAnnotationType().toString().endsWith("Disabled")) {
      report("disabled test", annotation);
    }
    return super.visitAnnotation(annotation, null);
  }

  @Override
  public @Nullable Void visitMemberSelect(MemberSelectTree select, @Nullable Void unused) {
    if (select.toString().equals("Thread.sleep")) {
      report("sleep", select);
    }
    return super.visitMemberSelect(select, null);
  }

  private void requireDoc(Tree tree, String name) {
    if (trees.getDocComment(getCurrentPath()) == null) {
      report("no Javadoc on public " + name, tree);
    }
  }

  private static long seamMethods(ClassTree type) {
    return type.getMembers().stream()
        .filter(MethodTree.class::isInstance)
        .map(member -> ((MethodTree) member).getModifiers().getFlags())
        .filter(
            flags ->
                List.of(Modifier.STATIC, Modifier.PRIVATE, Modifier.DEFAULT).stream()
                    .noneMatch(flags::contains))
        .count();
  }

  /** Public itself, and in nothing that is not: what is inside an interface is public. */
  private boolean isPublicApi(TreePath path) {
    boolean isPublic = isProduct;
    for (TreePath at = path; isPublic && at.getParentPath() != null; at = at.getParentPath()) {
      Tree parent = at.getParentPath().getLeaf();
      boolean inInterface = parent.getKind() == Tree.Kind.INTERFACE;
      isPublic =
          switch (at.getLeaf()) {
            case ClassTree type -> inInterface || isPublic(type.getModifiers());
            case MethodTree method ->
                isPublic(method.getModifiers()) || (inInterface && !isPrivate(method));
            default -> false;
          };
    }
    return isPublic;
  }

  private static boolean isPublic(ModifiersTree modifiers) {
    return modifiers.getFlags().contains(Modifier.PUBLIC);
  }

  private static boolean isPrivate(MethodTree method) {
    return method.getModifiers().getFlags().contains(Modifier.PRIVATE);
  }

  private static boolean has(ModifiersTree modifiers, String annotation) {
    return modifiers.getAnnotations().stream()
        .anyMatch(a -> a.getAnnotationType().toString().equals(annotation));
  }

  private long line(Tree tree, boolean last) {
    long position =
        last
            ? trees.getSourcePositions().getEndPosition(unit, tree)
            : trees.getSourcePositions().getStartPosition(unit, tree);
    return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
  }

  private void report(String rule, Tree tree) {
    problem.accept(rule, unit.getSourceFile().getName() + ":" + line(tree, false));
  }
}
