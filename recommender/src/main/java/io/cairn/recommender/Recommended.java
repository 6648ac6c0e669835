package io.cairn.recommender;

import io.cairn.core.Candidate;

/**
 * An item of a finished list.
 *
 * @param position its place, from 1
 * @param reason why it is there, in words for people; empty where no source proposed it
 */
public record Recommended(Candidate candidate, int position, String reason) {}
