package io.cairn.models;

import java.util.List;
import java.util.OptionalInt;

/**
 * Keeps published models by name and version, retrieval and ranking models alike. A published
 * version never changes; which one is the latest can.
 *
 * <p>One publisher at a time for each name, in this process or another; any number of readers
 * beside it, each of which sees a version whole or not at all. Failures of the storage and damage
 * of what it keeps are reported as {@link java.io.UncheckedIOException}; a damaged version does not
 * keep the others from being loaded.
 */
public interface ModelRegistry {

  /**
   * Keeps a model under the next version of its name, durably, and then makes it the latest.
   *
   * @param model its own version is not looked at
   * @return its artifact with the version that it got
   * @throws IllegalArgumentException if its artifact's kind is not that of its numbers
   */
  ModelArtifact publish(TrainedModel model);

  /** Returns the version to use; empty if nothing was published under the name. */
  OptionalInt latest(String name);

  /** Returns all versions, ascending; empty if nothing was published under the name. */
  List<Integer> versions(String name);

  /**
   * Returns what is known of a version, without loading its numbers.
   *
   * @throws IllegalArgumentException if there is no such version
   */
  ModelArtifact artifact(String name, int version);

  /**
   * Loads a version, after checking that it is undamaged.
   *
   * @throws IllegalArgumentException if there is no such version
   */
  TrainedModel load(String name, int version);

  /**
   * Makes a version the latest: rolls back to it, or forward again.
   *
   * @throws IllegalArgumentException if there is no such version
   */
  void promote(String name, int version);
}
