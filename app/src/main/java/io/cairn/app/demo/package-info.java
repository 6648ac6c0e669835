/** A made-up shop with known truth: catalogue, people, and the events of a season. */
@NullMarked
package io.cairn.app.demo;

import org.jspecify.annotations.NullMarked;
