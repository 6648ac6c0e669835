/** What can be typed, and what is printed? The command line. */
@NullMarked
package io.cairn.app.cli;

import org.jspecify.annotations.NullMarked;
