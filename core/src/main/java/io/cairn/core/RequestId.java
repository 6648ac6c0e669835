package io.cairn.core;

/**
 * Identifies one served list; ties an impression to the interactions that it caused.
 *
 * @param value any Unicode text, not blank, at most {@value Ids#MAX_LENGTH} UTF-16 units long
 */
public record RequestId(String value) {
  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if the value is blank or too long
   */
  public RequestId {
    Ids.check("RequestId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
