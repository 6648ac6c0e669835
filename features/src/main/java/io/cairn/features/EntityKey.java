package io.cairn.features;

import io.cairn.core.ItemId;
import io.cairn.core.SessionId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import java.util.Optional;

/**
 * Names the user, session or item, or all of the log, whose state is kept in one {@link Row}. Keys
 * are ordered by kind, then by the bytes of the id in UTF-8, as stores order them; that is the
 * order of its code points, and not that of {@link String#compareTo}.
 *
 * @param id the value of the id
 */
public record EntityKey(Kind kind, String id) implements Comparable<EntityKey> {
  /** What kinds of thing have state. */
  public enum Kind {
    /** A known user. */
    USER(0),
    /** An anonymous session. */
    SESSION(1),
    /** An item of the catalogue. */
    ITEM(2),
    /** All of the log together, of which there is one. */
    ALL(3);

    /** The kind in stored keys. */
    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /** The key of what is counted over all of the log. */
  static final EntityKey ALL = new EntityKey(Kind.ALL, "all");

  @Override
  public int compareTo(EntityKey other) {
    int byKind = kind.compareTo(other.kind);
    return byKind == 0 ? compare(id, other.id) : byKind;
  }

  /** Compares by code points: one that takes two characters comes after all that take one. */
  private static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left != right) {
        return Character.isSurrogate(left) == Character.isSurrogate(right)
            ? Character.compare(left, right)
            : Boolean.compare(Character.isSurrogate(left), Character.isSurrogate(right));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Returns the key of a user. */
  public static EntityKey of(UserId user) {
    return new EntityKey(Kind.USER, user.value());
  }

  /** Returns the key of a session. */
  public static EntityKey of(SessionId session) {
    return new EntityKey(Kind.SESSION, session.value());
  }

  /** Returns the key of an item. */
  public static EntityKey of(ItemId item) {
    return new EntityKey(Kind.ITEM, item.value());
  }

  /** Returns whose row an event of the visitor changes: the user's, else the session's. */
  public static Optional<EntityKey> of(Visitor visitor) {
    return visitor.user().isPresent()
        ? visitor.user().map(EntityKey::of)
        : visitor.session().map(EntityKey::of);
  }
}
