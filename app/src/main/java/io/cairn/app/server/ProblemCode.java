package io.cairn.app.server;

import java.util.Locale;

/** What can be wrong, as programs see it. The names are part of the API: they stay. */
enum ProblemCode {
  MALFORMED_JSON(400, "The body is not valid JSON"),
  UNKNOWN_FIELD(400, "There is no such field"),
  INVALID_FIELD(400, "A field has a wrong value"),
  UNKNOWN_SURFACE(400, "There is no such surface"),
  UNKNOWN_PAGE(400, "There is no such page"),
  SEEDS_MISSING(400, "The surface needs items to go by"),
  INVALID_RULE(400, "The rule cannot be used"),
  INVALID_CURSOR(400, "The cursor cannot be used"),
  LIST_TOO_LONG(400, "The list is too long"),
  ALL_REJECTED(400, "None of them could be accepted"),
  BAD_REQUEST(400, "The request cannot be read"),
  CROSS_SITE(403, "Pages of other sites may not write here"),
  UNKNOWN_ROUTE(404, "There is no such address"),
  UNKNOWN_ITEM(404, "There is no such item"),
  UNKNOWN_RULE(404, "There is no such rule"),
  UNKNOWN_USER(404, "There is no such user"),
  UNKNOWN_REQUEST(404, "The request is not known, or not any more"),
  METHOD_NOT_ALLOWED(405, "The address does not know this method"),
  NOT_REPLAYABLE(409, "The list cannot be made again"),
  BODY_TOO_LARGE(413, "The body is too large"),
  HEADERS_TOO_LARGE(431, "The address and the headers are too large"),
  INTERNAL(500, "This is a defect of the server"),
  STORAGE_FAILED(503, "The storage failed"),
  BUSY(503, "Another request of this kind is being answered"),
  NOT_READY(503, "The server is not ready yet");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  /** Returns the stable name, such as {@code unknown_field}. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
