/** How is the engine asked over HTTP? */
@NullMarked
package io.cairn.app.server;

import org.jspecify.annotations.NullMarked;
