package io.cairn.app.doctor;

/** How much a finding matters, from most to least. */
public enum Severity {
  /** Lists are wrong or not personal until somebody acts. */
  SERIOUS,
  /** Lists are worse than they could be. */
  WARNING,
  /** Good to know. */
  NOTE
}
