package io.cairn.core;

import java.util.Optional;

/**
 * Who acts or asks: a known user, an anonymous session, or a session of a known user. Immutable.
 *
 * @param user empty for somebody who has not said who they are
 * @param session empty where the caller keeps no sessions
 */
public record Visitor(Optional<UserId> user, Optional<SessionId> session) {
  /** Somebody of whom nothing is known, not even a session. */
  public static final Visitor ANONYMOUS = new Visitor(Optional.empty(), Optional.empty());

  /** Returns a known user without a session. */
  public static Visitor of(UserId user) {
    return new Visitor(Optional.of(user), Optional.empty());
  }

  /** Returns an anonymous session. */
  public static Visitor of(SessionId session) {
    return new Visitor(Optional.empty(), Optional.of(session));
  }

  /** Whether neither a user nor a session is known. */
  public boolean isAnonymous() {
    return user.isEmpty() && session.isEmpty();
  }
}
