/** How do we get the next model? Replay, train, evaluate, publish. */
@NullMarked
package io.cairn.training;

import org.jspecify.annotations.NullMarked;
