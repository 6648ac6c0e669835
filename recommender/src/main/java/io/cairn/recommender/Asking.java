package io.cairn.recommender;

import io.cairn.recommender.retrieval.Query;

/**
 * Who asks for what, and as of when their rows were read.
 *
 * @param reads that of the visitor, and what will be read for the list
 */
record Asking(Query query, Reads reads) {}
