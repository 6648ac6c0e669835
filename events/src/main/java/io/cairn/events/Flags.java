package io.cairn.events;

/** The bits and codes of the binary form of events, version {@value EventCodec#VERSION}. */
final class Flags {
  static final int USER = 1;
  static final int SESSION = 1 << 1;
  static final int DEVICE = 1 << 2;
  static final int PAGE = 1 << 3;
  static final int REGION = 1 << 4;
  static final int POSITION = 1 << 5;
  static final int REQUEST = 1 << 6;

  /** Of an interaction: the value is not 1. */
  static final int VALUE = 1 << 7;

  /** Of an impression: the surface is known. */
  static final int SURFACE = 1 << 7;

  static final int AVAILABLE = 1;
  static final int ARRIVAL = 1 << 1;

  static final int TEXT_VALUE = 1;
  static final int NUMERIC_VALUE = 2;
  static final int FALSE_VALUE = 3;
  static final int TRUE_VALUE = 4;
  static final int DATE_VALUE = 5;
  static final int TEXTS_VALUE = 6;

  private Flags() {}
}
