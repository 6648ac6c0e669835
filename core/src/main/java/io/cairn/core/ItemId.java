package io.cairn.core;

/**
 * Identifies something that can be recommended.
 *
 * @param value any Unicode text, not blank, at most {@value Ids#MAX_LENGTH} UTF-16 units long
 */
public record ItemId(String value) {
  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if the value is blank or too long
   */
  public ItemId {
    Ids.check("ItemId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
