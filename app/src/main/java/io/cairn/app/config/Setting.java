package io.cairn.app.config;

import org.jspecify.annotations.Nullable;

/**
 * One key, for a reader of the configuration.
 *
 * @param key with its sections, such as {@code server.port}
 * @param type what may be written, such as {@code a whole number}
 * @param value the value in force, as it would be written in the file
 * @param plain the value in force as plain Java values: numbers, texts, lists, maps; null where
 *     absent
 * @param origin where it was set: {@code default}, {@code --set}, or a file and its line
 * @param comment what it means; may have several lines
 */
public record Setting(
    String key, String type, String value, @Nullable Object plain, String origin, String comment) {
  /** Returns the part of the key before the first dot; empty for a key without section. */
  public String section() {
    int dot = key.indexOf('.');
    return dot < 0 ? "" : key.substring(0, dot);
  }
}
