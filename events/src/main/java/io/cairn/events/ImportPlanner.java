package io.cairn.events;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out which files can be imported, and in which form each is; for one import. */
final class ImportPlanner {
  static final List<Form> FORMS =
      List.of(
          new ParquetForm(),
          JsonForm.CAIRN,
          JsonForm.RANKLENS,
          JsonForm.JSONL,
          new MovieTweetingsForm(),
          new MovieLensForm(),
          new TransactionsForm(),
          TableForm.TSV,
          TableForm.CSV);

  private static final String NO_EVENTS =
      "readme.*|license.*|.*\\.(md|html?|pdf|ya?ml|zip|json|xml|log|sh|pl|py)";

  private final List<Form> forms;
  private final List<PlannedFile> files = new ArrayList<>();
  private final List<IgnoredFile> ignored = new ArrayList<>();

  ImportPlanner(List<Form> forms) {
    this.forms = forms;
  }

  ImportPlan plan(List<Path> paths, Instant now) throws IOException {
    for (Path path : paths.stream().map(Path::normalize).distinct().toList()) {
      if (Files.isDirectory(path)) {
        addFolder(path);
      } else if (Files.isReadable(path)) {
        files.add(file(path));
      } else {
        String reason =
            Files.exists(path) ? "may not be read by this user" : "there is no such file";
        throw new UnreadableImportException(path, reason);
      }
    }
    files.sort(Comparator.comparing(PlannedFile::kind));
    return new ImportPlan(files, ignored, now);
  }

  private void addFolder(Path folder) throws IOException {
    int before = files.size();
    List<IgnoredFile> passed = new ArrayList<>();
    try (Stream<Path> found = Files.list(folder)) {
      for (Path path : found.sorted().toList()) {
        addFound(path, passed);
      }
    }
    ignored.addAll(passed);
    if (files.size() == before) {
      String seen =
          passed.stream()
              .map(file -> file.path().getFileName() + " (" + file.reason() + ")")
              .collect(Collectors.joining(", "));
      throw new UnreadableImportException(
          folder, "nothing to import: " + (seen.isEmpty() ? "the folder is empty" : seen));
    }
  }

  private void addFound(Path path, List<IgnoredFile> passed) throws IOException {
    if (Files.isDirectory(path)) {
      passed.add(new IgnoredFile(path, "a folder in a folder: name it to import it"));
    } else if (new InputFile(path).name().matches(NO_EVENTS)) {
      passed.add(new IgnoredFile(path, "by its name no file of events, items or users"));
    } else {
      try {
        files.add(file(path));
      } catch (UnreadableImportException e) {
        passed.add(new IgnoredFile(path, e.reason()));
      }
    }
  }

  private PlannedFile file(Path path) throws IOException {
    FileHead head = FileHead.read(new InputFile(path));
    for (Form form : forms) {
      Optional<PlannedFile> planned = form.plan(head);
      if (planned.isPresent()) {
        return planned.get();
      }
    }
    throw forms.size() == 1 ? notOf(forms.getFirst(), head) : unknown(head);
  }

  private static UnreadableImportException notOf(Form form, FileHead head) {
    return form instanceof TableForm table && !head.parquet()
        ? table.missing(head)
        : head.unreadable("not in the form " + form.format() + ": " + form.expected());
  }

  private static UnreadableImportException unknown(FileHead head) {
    return head.unreadable(
        head.first().stripLeading().startsWith("[")
            ? "a JSON list: put each object on a line of its own"
            : "found no comma, tab, semicolon or bar in the first lines, and no other known form");
  }
}
