package io.cairn.events;

/** What the rows of a file are about, in the order in which an import reads them. */
enum TableKind {
  USERS,
  ITEMS,
  EVENTS
}
