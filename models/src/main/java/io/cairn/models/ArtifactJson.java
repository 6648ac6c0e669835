package io.cairn.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON of {@code artifact.json}: the artifact and the seals of the files beside it.
 *
 * @param artifact what is known of the model
 * @param files the seal of each file, by its name
 */
record ArtifactJson(ModelArtifact artifact, Map<String, Seal> files) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What tells a file undamaged.
   *
   * @param bytes its length
   * @param crc32c its checksum
   */
  record Seal(long bytes, long crc32c) {}

  String write() {
    ObjectNode root = JSON.createObjectNode();
    root.put("name", artifact.name());
    root.put("version", artifact.version());
    root.put("kind", artifact.kind());
    writeRun(root.putObject("run"));
    ObjectNode metrics = root.putObject("metrics");
    artifact.metrics().forEach(metrics::put);
    ObjectNode seals = root.putObject("files");
    files.forEach(
        (file, seal) ->
            seals.putObject(file).put("bytes", seal.bytes()).put("crc32c", seal.crc32c()));
    return root.toPrettyString() + "\n";
  }

  private void writeRun(ObjectNode node) {
    TrainingRun run = artifact.run();
    node.put("trainer", run.trainer());
    node.put("seed", run.seed());
    node.put("fromOffset", run.set().fromOffset());
    node.put("toOffset", run.set().toOffset());
    node.put("rows", run.set().rows());
    node.put("items", run.set().items());
    node.put("cells", run.set().cells());
    node.put("codeVersion", run.codeVersion());
    node.put("createdAt", run.createdAt().toString());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is something else; says which field
   */
  static ArtifactJson read(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      Map<String, Double> metrics = new TreeMap<>();
      root.path("metrics")
          .properties()
          .forEach(metric -> metrics.put(metric.getKey(), metric.getValue().doubleValue()));
      Map<String, Seal> files = new TreeMap<>();
      root.path("files")
          .properties()
          .forEach(
              file ->
                  files.put(
                      file.getKey(),
                      new Seal(
                          number(file.getValue(), "bytes"), number(file.getValue(), "crc32c"))));
      ModelArtifact artifact =
          new ModelArtifact(
              text(root, "name"),
              Math.toIntExact(number(root, "version")),
              text(root, "kind"),
              readRun(root.path("run")),
              metrics);
      return new ArtifactJson(artifact, files);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    } catch (ArithmeticException | DateTimeParseException e) {
      throw new IllegalArgumentException("a value does not fit: " + e.getMessage(), e);
    }
  }

  private static TrainingRun readRun(JsonNode run) {
    TrainingSet set =
        new TrainingSet(
            number(run, "fromOffset"),
            number(run, "toOffset"),
            Math.toIntExact(number(run, "rows")),
            Math.toIntExact(number(run, "items")),
            Math.toIntExact(number(run, "cells")));
    return new TrainingRun(
        text(run, "trainer"),
        number(run, "seed"),
        set,
        text(run, "codeVersion"),
        Instant.parse(text(run, "createdAt")));
  }

  private static String text(JsonNode node, String field) {
    if (!node.path(field).isTextual()) {
      throw new IllegalArgumentException("its " + field + " is missing or not text");
    }
    return node.path(field).textValue();
  }

  private static long number(JsonNode node, String field) {
    if (!node.path(field).isIntegralNumber()) {
      throw new IllegalArgumentException("its " + field + " is missing or not a whole number");
    }
    return node.path(field).longValue();
  }
}
