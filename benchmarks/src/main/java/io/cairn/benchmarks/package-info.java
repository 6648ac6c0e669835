/** How fast, how good, against whom? Main classes that {@code benchmarks/run} starts by name. */
@NullMarked
package io.cairn.benchmarks;

import org.jspecify.annotations.NullMarked;
