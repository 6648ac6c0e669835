package io.cairn.app.config;

/**
 * An amount of memory or storage, written {@code 64MB} (millions) or {@code 64MiB} (2^20).
 *
 * @param count the number of bytes, at least 0
 */
public record Bytes(long count) {
  /** Checks that the count is not negative. */
  public Bytes {
    if (count < 0) {
      throw new IllegalArgumentException("a size must be at least 0 bytes, was " + count);
    }
  }
}
