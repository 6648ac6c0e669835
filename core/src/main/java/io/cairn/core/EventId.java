package io.cairn.core;

/**
 * Identifies an event; an event whose id is already in the log is not appended again.
 *
 * @param value any Unicode text, not blank, at most {@value Ids#MAX_LENGTH} UTF-16 units long
 */
public record EventId(String value) {
  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if the value is blank or too long
   */
  public EventId {
    Ids.check("EventId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
