/** How fast, how good, against whom? Programs that print a table. */
@NullMarked
package io.cairn.benchmarks;

import org.jspecify.annotations.NullMarked;
