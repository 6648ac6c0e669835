package io.cairn.models;

import io.cairn.core.ItemVocabulary;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * The files of one version of a model, in a folder of their own. All have {@code artifact.json} and
 * {@code model.bin}; a retrieval model has {@code items.bin} beside them, a ranking model {@code
 * calibration-0.bin} and so on, one for each objective. Which of the two it is, the artifact's kind
 * tells.
 */
record ModelFiles(Path folder) {
  private static final String ARTIFACT = "artifact.json";
  private static final String ITEMS = "items.bin";
  private static final String MODEL = "model.bin";

  /**
   * Checks that the files of a model could be told apart again.
   *
   * @throws IllegalArgumentException if the artifact's kind is not that of the numbers
   */
  static void checkKind(TrainedModel model) {
    String kind =
        switch (model) {
          case TrainedModel.Retrieval retrieval -> ModelCodec.kind(retrieval.model());
          case TrainedModel.Ranker ranker -> RankingModelCodec.kind(ranker.model());
        };
    if (!kind.equals(model.artifact().kind())) {
      throw new IllegalArgumentException(
          "the artifact of model %s names the kind %s, but its numbers are of kind %s"
              .formatted(model.artifact().name(), model.artifact().kind(), kind));
    }
  }

  /** Writes all files, forced to the disk; the artifact in place of the model's own. */
  void write(ModelArtifact artifact, TrainedModel model) throws IOException {
    Map<String, ArtifactJson.Seal> seals = new TreeMap<>();
    for (Map.Entry<String, DurableFiles.Content> file : contents(model).entrySet()) {
      Path into = folder.resolve(file.getKey());
      seals.put(file.getKey(), DurableFiles.write(into, file.getValue()));
    }
    byte[] json = new ArtifactJson(artifact, seals).write().getBytes(StandardCharsets.UTF_8);
    DurableFiles.write(folder.resolve(ARTIFACT), out -> out.write(json));
    DurableFiles.force(folder);
  }

  private static Map<String, DurableFiles.Content> contents(TrainedModel model) {
    return switch (model) {
      case TrainedModel.Retrieval retrieval ->
          Map.of(
              ITEMS,
              out -> VocabularyCodec.write(retrieval.items(), out),
              MODEL,
              retrieval.model()::write);
      case TrainedModel.Ranker ranker -> contents(ranker);
    };
  }

  private static Map<String, DurableFiles.Content> contents(TrainedModel.Ranker ranker) {
    Map<String, DurableFiles.Content> contents = new TreeMap<>();
    contents.put(MODEL, ranker.model()::write);
    for (int objective = 0; objective < ranker.calibrations().size(); objective++) {
      contents.put(calibration(objective), ranker.calibrations().get(objective)::write);
    }
    return contents;
  }

  private static String calibration(int objective) {
    return "calibration-%d.bin".formatted(objective);
  }

  /**
   * Reads the artifact alone.
   *
   * @throws IllegalArgumentException if it is damaged
   */
  ModelArtifact artifact() throws IOException {
    return json().artifact();
  }

  /**
   * Reads all files.
   *
   * @throws IllegalArgumentException if one is damaged, or they do not belong together
   */
  TrainedModel read() throws IOException {
    ArtifactJson json = json();
    String kind = json.artifact().kind();
    TrainedModel model;
    if (ModelCodec.knows(kind)) {
      model = readRetrieval(json);
    } else if (RankingModelCodec.knows(kind)) {
      model = readRanker(json);
    } else {
      throw new IllegalArgumentException(
          "%s names the kind %s, which this release does not know".formatted(ARTIFACT, kind));
    }
    checkKind(model);
    return model;
  }

  private TrainedModel.Retrieval readRetrieval(ArtifactJson json) throws IOException {
    ItemVocabulary items =
        read(ITEMS, json, (in, _) -> VocabularyCodec.read(new DataInputStream(in)));
    return new TrainedModel.Retrieval(json.artifact(), items, read(MODEL, json, ModelCodec::read));
  }

  private TrainedModel.Ranker readRanker(ArtifactJson json) throws IOException {
    RankingModel model = read(MODEL, json, RankingModelCodec::read);
    List<Calibration> calibrations = new ArrayList<>();
    for (int objective = 0; objective < model.objectives().size(); objective++) {
      calibrations.add(read(calibration(objective), json, Calibration::read));
    }
    return new TrainedModel.Ranker(json.artifact(), model, calibrations);
  }

  private ArtifactJson json() throws IOException {
    try {
      return ArtifactJson.read(Files.readString(folder.resolve(ARTIFACT)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(ARTIFACT + ": " + e.getMessage(), e);
    }
  }

  /** Reads a file's content from a stream of a known number of bytes. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(InputStream in, long bytes) throws IOException;
  }

  private <T> T read(String name, ArtifactJson json, Reader<T> reader) throws IOException {
    Path file = folder.resolve(name);
    ArtifactJson.Seal seal = json.files().get(name);
    long bytes = Files.size(file);
    if (seal == null || bytes != seal.bytes()) {
      throw new IllegalArgumentException(
          "%s has %d bytes, but was sealed with %s".formatted(name, bytes, seal));
    }
    checkSum(file, seal);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return reader.read(in, bytes);
    }
  }

  private static void checkSum(Path file, ArtifactJson.Seal seal) throws IOException {
    CRC32C sum = new CRC32C();
    try (InputStream in = new CheckedInputStream(Files.newInputStream(file), sum)) {
      in.skipNBytes(seal.bytes());
    }
    if (sum.getValue() != seal.crc32c()) {
      throw new IllegalArgumentException(file.getFileName() + " has another checksum");
    }
  }
}
