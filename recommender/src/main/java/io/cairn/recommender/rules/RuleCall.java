package io.cairn.recommender.rules;

/**
 * What one rule did for one list.
 *
 * @param rule its id
 * @param isOfRequest whether it came with the request
 * @param matches how many of the candidates that were looked at met its condition
 * @param failures of how many it could not be told: of these, and of the items that sources left
 *     out for it
 * @param problem the first reason why it could not; empty where it could of all
 */
public record RuleCall(
    String rule, boolean isOfRequest, int matches, int failures, String problem) {}
