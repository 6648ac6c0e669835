/** How is it all started? */
@NullMarked
package io.cairn.app;

import org.jspecify.annotations.NullMarked;
