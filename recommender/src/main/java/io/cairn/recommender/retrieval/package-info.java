/** Who may fit? Candidate sources, and the query that they see. */
@NullMarked
package io.cairn.recommender.retrieval;

import org.jspecify.annotations.NullMarked;
