/** What do we know of this user and this item, now or as of then? */
@NullMarked
package io.cairn.features;

import org.jspecify.annotations.NullMarked;
