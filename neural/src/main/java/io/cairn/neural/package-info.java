/** How are sequence models learned? Gradients through PyTorch, for {@code io.cairn.models}. */
@NullMarked
package io.cairn.neural;

import org.jspecify.annotations.NullMarked;
