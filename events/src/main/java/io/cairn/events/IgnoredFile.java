package io.cairn.events;

import java.nio.file.Path;

/**
 * A file or folder that an import passes over. Immutable.
 *
 * @param reason why, such as {@code a split of u.data, whose rows are read there}
 */
public record IgnoredFile(Path path, String reason) {}
