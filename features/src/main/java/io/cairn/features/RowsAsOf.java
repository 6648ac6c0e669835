package io.cairn.features;

import java.util.Map;

/**
 * Rows as they all were at one moment: after every event before the offset, and none after it.
 *
 * @param rows of those entities that have one
 * @param offset the offset of the next event to fold
 */
public record RowsAsOf(Map<EntityKey, Row> rows, long offset) {}
