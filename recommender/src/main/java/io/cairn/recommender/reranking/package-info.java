/** What turns scored candidates into a list that can be shown. */
@NullMarked
package io.cairn.recommender.reranking;

import org.jspecify.annotations.NullMarked;
