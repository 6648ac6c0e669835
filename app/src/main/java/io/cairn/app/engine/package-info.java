/** How do log, rows, models and path become one engine over a home folder? */
@NullMarked
package io.cairn.app.engine;

import org.jspecify.annotations.NullMarked;
