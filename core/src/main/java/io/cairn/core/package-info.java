/** What are the words? Ids, events, requests, candidates; no input or output, no library. */
@NullMarked
package io.cairn.core;

import org.jspecify.annotations.NullMarked;
