package io.cairn.events;

import io.cairn.core.EventId;

/** The 64-bit hash under which ids are saved. It is in files: it never changes. */
final class EventIdHash {
  private EventIdHash() {}

  /**
   * Returns the FNV-1a hash of the UTF-16 units, then mixed as MurmurHash3 ends.
   *
   * @see <a href="https://datatracker.ietf.org/doc/html/rfc9923">The FNV Non-Cryptographic Hash
   *     Algorithm</a>
   */
  static long of(EventId id) {
    long hash = 0xcbf29ce484222325L;
    String text = id.value();
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
