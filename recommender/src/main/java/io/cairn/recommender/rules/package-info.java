/** What do people want of lists beside what models say? */
@NullMarked
package io.cairn.recommender.rules;

import org.jspecify.annotations.NullMarked;
