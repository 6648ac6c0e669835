/** What happened? The event log, its codec and the importers that fill it. */
@NullMarked
package io.cairn.events;

import org.jspecify.annotations.NullMarked;
