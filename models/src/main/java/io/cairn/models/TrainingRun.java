package io.cairn.models;

import java.time.Instant;

/**
 * Where a model came from: enough to make the same one again.
 *
 * @param trainer the trainer's record as text, with its hyperparameters
 * @param seed that decided what is drawn; 0 where nothing is
 * @param set what it was trained on
 * @param codeVersion the release that trained it
 * @param createdAt when training ended
 */
public record TrainingRun(
    String trainer, long seed, TrainingSet set, String codeVersion, Instant createdAt) {}
