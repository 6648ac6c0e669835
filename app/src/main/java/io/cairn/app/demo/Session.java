package io.cairn.app.demo;

import io.cairn.core.Visitor;
import java.time.Instant;

/**
 * A visit that is to happen. Immutable.
 *
 * @param user the user's number from 1; 0 for somebody without an account
 */
record Session(Visitor visitor, int user, Person person, Instant start) {}
