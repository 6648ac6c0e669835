package io.cairn.features;

/** What one {@link Aggregate} keeps about one entity. Immutable; an event makes a new one. */
public sealed interface State
    permits Average,
        Buckets,
        CatalogueEntry,
        Decayed,
        Profile,
        RecentEvents,
        Tallies,
        UserAttributes {}
