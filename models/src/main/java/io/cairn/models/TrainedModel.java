package io.cairn.models;

/** All that is needed to use a model: what is known of it, and its numbers. */
public sealed interface TrainedModel permits TrainedRetrieval, TrainedRanker {

  /** Returns what is known of it. */
  ModelArtifact artifact();
}
