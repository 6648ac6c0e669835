/** Why do people get no personalised lists, and what is wrong? Examinations and findings. */
@NullMarked
package io.cairn.app.doctor;

import org.jspecify.annotations.NullMarked;
