/** What do we show for this request? */
@NullMarked
package io.cairn.recommender;

import org.jspecify.annotations.NullMarked;
