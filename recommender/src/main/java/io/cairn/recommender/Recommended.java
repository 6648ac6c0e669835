package io.cairn.recommender;

import io.cairn.core.Candidate;

/**
 * An item of a finished list.
 *
 * @param position its place, from 1; counted on from page to page
 * @param propensity the probability of its standing there, given what stands before it, in (0, 1];
 *     1 where nothing was left to chance
 * @param reason why it is there, in words for people; empty where no source proposed it
 */
public record Recommended(Candidate candidate, int position, float propensity, String reason) {}
