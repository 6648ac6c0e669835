package io.cairn.features;

import io.cairn.core.User;

/** What is known of a user beside events, kept in the first slot of the row. */
public record UserAttributes(User user) implements State {}
