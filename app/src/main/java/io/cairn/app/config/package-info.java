/** What can be set, to what, and where was it set? The typed configuration file. */
@NullMarked
package io.cairn.app.config;

import org.jspecify.annotations.NullMarked;
