/** What did we learn? Trainers, the models they make, and the registry that keeps them. */
@NullMarked
package io.cairn.models;

import org.jspecify.annotations.NullMarked;
