package io.cairn.core;

/**
 * Identifies a person whose events and attributes are kept.
 *
 * @param value any Unicode text, not blank, at most {@value Ids#MAX_LENGTH} UTF-16 units long
 */
public record UserId(String value) {
  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if the value is blank or too long
   */
  public UserId {
    Ids.check("UserId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
