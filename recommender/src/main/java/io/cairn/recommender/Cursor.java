package io.cairn.recommender;

import io.cairn.core.RequestId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where the next page of a list begins.
 *
 * @param list the request of the list's first page
 * @param from how many places of the list come before, at least 0
 * @param shown how many items were shown before: fewer than places where some may no longer be
 *     shown, more where this list goes on from another one
 * @param since the offset in the log after which the pages of the list are recorded, at least 0
 */
public record Cursor(RequestId list, int from, int shown, long since) {
  private static final String FORM = "1";
  private static final int PARTS = 5;
  private static final int PLACES_MAX = 1_000_000;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative, or a list is longer than any can be
   */
  public Cursor {
    if (Math.min(from, shown) < 0 || Math.max(from, shown) > PLACES_MAX || since < 0) {
      throw new IllegalArgumentException(
          "a list has at most %d places from 0 on, were %d and %d, since %d"
              .formatted(PLACES_MAX, from, shown, since));
    }
  }

  /** Returns it as callers keep it: letters, digits, {@code -} and {@code _}. */
  public String text() {
    String plain = String.join(" ", FORM, number(from), number(shown), number(since), list.value());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  private static String number(long number) {
    return Long.toString(number, Character.MAX_RADIX);
  }

  /** Reads what {@link #text} returned; empty for any other text. */
  public static Optional<Cursor> of(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      String[] parts =
          StandardCharsets.UTF_8.newDecoder().decode(bytes).toString().split(" ", PARTS);
      return parts.length == PARTS && parts[0].equals(FORM)
          ? Optional.of(
              new Cursor(
                  new RequestId(parts[4]),
                  Integer.parseInt(parts[1], Character.MAX_RADIX),
                  Integer.parseInt(parts[2], Character.MAX_RADIX),
                  Long.parseLong(parts[3], Character.MAX_RADIX)))
          : Optional.empty();
    } catch (IllegalArgumentException | CharacterCodingException e) { // it is none of ours
      return Optional.empty();
    }
  }
}
