package io.cairn.recommender.rules;

/**
 * What one rule did for one list.
 *
 * @param rule its id
 * @param isOfRequest whether it came with the request
 * @param matches how many of the candidates that were looked at met its condition
 * @param failures of how many of these it could not be told
 * @param leftOut how many items of the catalogue sources left out from the start, as it cannot be
 *     told of them
 * @param problem the first reason why it could not; empty where it could of all
 */
public record RuleCall(
    String rule, boolean isOfRequest, int matches, int failures, int leftOut, String problem) {}
