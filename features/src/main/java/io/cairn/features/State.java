package io.cairn.features;

/** What one {@link Aggregate} keeps about one entity. Immutable; an event makes a new one. */
public sealed interface State
    permits CatalogueEntry, UserAttributes, Profile, RecentEvents, Tallies, Decayed {}
