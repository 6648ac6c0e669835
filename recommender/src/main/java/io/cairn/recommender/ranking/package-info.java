/** In which order? What turns proposals into one ranked list. */
@NullMarked
package io.cairn.recommender.ranking;

import org.jspecify.annotations.NullMarked;
