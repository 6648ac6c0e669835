/** What is near this vector? */
@NullMarked
package io.cairn.index;

import org.jspecify.annotations.NullMarked;
