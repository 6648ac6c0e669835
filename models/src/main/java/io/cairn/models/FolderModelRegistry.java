package io.cairn.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A registry in a folder: {@code NAME/VERSION/} has the model's numbers, {@code artifact.json}, and
 * {@code items.bin} for a retrieval model or {@code calibration-N.bin} for each objective of a
 * ranking model; {@code NAME/latest} says which version to use.
 *
 * <p>A version is written into a folder beside, forced to the disk, and moved into its place in one
 * step; {@code latest} is replaced afterwards, also in one step. A publisher that dies leaves
 * everything as it was but for a folder that the next one removes. Safe for use by multiple
 * threads.
 */
public final class FolderModelRegistry implements ModelRegistry {
  private static final String LATEST = "latest";
  private static final String UNFINISHED = ".unfinished";

  private final Path folder;

  /**
   * Opens a registry.
   *
   * @param folder is made when something is published first
   */
  public FolderModelRegistry(Path folder) {
    this.folder = folder;
  }

  @Override
  public synchronized ModelArtifact publish(TrainedModel model) {
    ModelFiles.checkKind(model);
    Path models = folder.resolve(model.artifact().name());
    try {
      Files.createDirectories(models);
      int version = versions(model.artifact().name()).stream().mapToInt(v -> v).max().orElse(0) + 1;
      ModelArtifact artifact = model.artifact().withVersion(version);
      Path unfinished = models.resolve(UNFINISHED);
      DurableFiles.deleteFolder(unfinished);
      Files.createDirectory(unfinished);
      new ModelFiles(unfinished).write(artifact, model);
      DurableFiles.rename(models, UNFINISHED, Integer.toString(version));
      pointTo(models, version);
      return artifact;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot publish model %s in %s: %s".formatted(model.artifact().name(), models, reason(e)),
          e);
    }
  }

  private static void pointTo(Path models, int version) throws IOException {
    byte[] text = (version + "\n").getBytes(StandardCharsets.UTF_8);
    DurableFiles.write(models.resolve(LATEST + UNFINISHED), out -> out.write(text));
    DurableFiles.rename(models, LATEST + UNFINISHED, LATEST);
  }

  @Override
  public OptionalInt latest(String name) {
    Path file = models(name).resolve(LATEST);
    try {
      return OptionalInt.of(Integer.parseInt(Files.readString(file).strip()));
    } catch (NoSuchFileException e) {
      return OptionalInt.empty();
    } catch (NumberFormatException e) {
      throw new UncheckedIOException(
          new IOException(
              "%s does not hold a version: promote one of %s".formatted(file, versions(name)), e));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s: %s".formatted(file, reason(e)), e);
    }
  }

  @Override
  public List<Integer> versions(String name) {
    try (Stream<Path> files = Files.list(models(name))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.matches("[1-9][0-9]{0,8}"))
          .map(Integer::valueOf)
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list %s: %s".formatted(models(name), reason(e)), e);
    }
  }

  @Override
  public ModelArtifact artifact(String name, int version) {
    ModelFiles from = new ModelFiles(existing(name, version));
    try {
      return from.artifact();
    } catch (IllegalArgumentException | IOException e) {
      throw damaged(name, version, e);
    }
  }

  @Override
  public TrainedModel load(String name, int version) {
    ModelFiles from = new ModelFiles(existing(name, version));
    try {
      return from.read();
    } catch (IllegalArgumentException | IOException e) {
      throw damaged(name, version, e);
    }
  }

  @Override
  public synchronized void promote(String name, int version) {
    existing(name, version);
    try {
      pointTo(models(name), version);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot promote model %s to %d: %s".formatted(name, version, reason(e)), e);
    }
  }

  private Path models(String name) {
    ModelArtifact.checkName(name);
    return folder.resolve(name);
  }

  private Path existing(String name, int version) {
    Path existing = models(name).resolve(Integer.toString(version));
    if (version < 1 || !Files.isDirectory(existing)) {
      throw new IllegalArgumentException(
          "model %s has no version %d; it has %s".formatted(name, version, versions(name)));
    }
    return existing;
  }

  private UncheckedIOException damaged(String name, int version, Exception cause) {
    String sentence =
        "version %d of model %s in %s is damaged (%s): promote another of %s, or train again"
            .formatted(version, name, models(name), reason(cause), versions(name));
    return new UncheckedIOException(new IOException(sentence, cause));
  }

  private static String reason(Exception e) {
    return switch (e) {
      case NoSuchFileException missing -> "there is no file " + missing.getFile();
      case FileAlreadyExistsException exists -> exists.getFile() + " is a file and no folder";
      case AccessDeniedException denied -> "no permission to use " + denied.getFile();
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
