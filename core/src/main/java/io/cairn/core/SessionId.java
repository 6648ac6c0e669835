package io.cairn.core;

/**
 * Identifies one visit of a person who may not have said who they are.
 *
 * @param value any Unicode text, not blank, at most {@value Ids#MAX_LENGTH} UTF-16 units long
 */
public record SessionId(String value) {
  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if the value is blank or too long
   */
  public SessionId {
    Ids.check("SessionId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
