package io.cairn.recommender.rules;

import io.cairn.recommender.retrieval.Admission;
import java.util.Map;

/**
 * What sources are held to by rules.
 *
 * @param admission what they may propose
 * @param untold what they leave out because it cannot be told, by the ids of rules; goes on to
 *     change
 */
record Held(Admission admission, Map<String, Untold> untold) {}
