package io.cairn.app.server;

import io.cairn.core.ItemId;
import io.cairn.core.SessionId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads what stands in the address of a request. For use by one thread. */
final class Parameters {
  private final Context context;

  /**
   * Reads from a request.
   *
   * @param known the parameters after the question mark that may be there
   * @throws ApiProblem if there is another one
   */
  Parameters(Context context, Set<String> known) {
    this.context = context;
    for (String name : context.queryParamMap().keySet()) {
      if (!known.contains(name)) {
        throw RequestFields.unknown(ProblemCode.UNKNOWN_FIELD, name, name, known);
      }
    }
  }

  /** Returns the id in the path, decoded. */
  <T> T id(Function<String, T> type) {
    return id("id", context.pathParam("id"), type);
  }

  /** Returns the id of an item in the path, decoded. */
  ItemId item() {
    return id("item", context.pathParam("item"), ItemId::new);
  }

  /** Returns whether a parameter is {@code true}; false where it is absent. */
  boolean flag(String name) {
    String text = text(name).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      throw new ApiProblem(
          ProblemCode.INVALID_FIELD,
          name,
          "%s is %s, expected true or false".formatted(name, text));
    }
    return text.equals("true");
  }

  /** Returns a text after the question mark; empty where it is absent. */
  Optional<String> text(String name) {
    return Optional.ofNullable(context.queryParam(name));
  }

  /** Returns who asks, as far as it is said. */
  Visitor visitor() {
    return new Visitor(
        text("user").map(user -> id("user", user, UserId::new)),
        text("session").map(session -> id("session", session, SessionId::new)));
  }

  /** Returns the parameter {@code count}, in [1, max]. */
  int count(int absent, int max) {
    Optional<String> text = text("count");
    return text.isPresent() ? number(text.get(), max) : absent;
  }

  private static int number(String text, int max) {
    boolean isNumber = text.matches("\\d{1,9}");
    if (!isNumber || Integer.parseInt(text) < 1 || Integer.parseInt(text) > max) {
      throw new ApiProblem(
          ProblemCode.INVALID_FIELD,
          "count",
          "count is %s, expected a whole number from 1 to %d".formatted(text, max));
    }
    return Integer.parseInt(text);
  }

  private static <T> T id(String field, String text, Function<String, T> type) {
    try {
      return type.apply(text);
    } catch (IllegalArgumentException e) {
      String wrong = text.isBlank() ? "is blank" : "is too long";
      throw new ApiProblem(
          ProblemCode.INVALID_FIELD, field, field + " " + wrong + ", expected 1 to 512 characters");
    }
  }
}
