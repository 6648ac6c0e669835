package io.cairn.app.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.events.InvalidEventException;
import java.util.List;

/**
 * Says why a request was not answered as asked. Carries no stack trace: callers cause it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
 */
final class ApiProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ProblemCode code;
  private final String field;
  private final transient List<Verdict> errors;

  /**
   * Makes a problem.
   *
   * @param field the path of the field that is wrong; empty where it is not about one
   * @param detail what is wrong and what would be right, for people
   * @param errors what is wrong with each part of a list; empty where it is not about several
   */
  ApiProblem(ProblemCode code, String field, String detail, List<Verdict> errors) {
    super(detail);
    this.code = code;
    this.field = field;
    this.errors = List.copyOf(errors);
  }

  ApiProblem(ProblemCode code, String field, String detail) {
    this(code, field, detail, List.of());
  }

  ApiProblem(ProblemCode code, String detail) {
    this(code, "", detail);
  }

  static ApiProblem of(InvalidEventException invalid) {
    boolean isUnknown = invalid.wrong().equals("is not a known field");
    return new ApiProblem(
        isUnknown ? ProblemCode.UNKNOWN_FIELD : ProblemCode.INVALID_FIELD,
        invalid.field(),
        String.valueOf(invalid.getMessage()));
  }

  ProblemCode code() {
    return code;
  }

  /** Returns the body of the answer. */
  ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "urn:cairn:problem:" + code.code())
            .put("title", code.title())
            .put("status", code.status())
            .put("detail", getMessage())
            .put("code", code.code());
    if (!field.isEmpty()) {
      json.put("field", field);
    }
    if (!errors.isEmpty()) {
      errors.forEach(error -> json.withArray("errors").add(error.json()));
    }
    return json;
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing is written
  public Throwable fillInStackTrace() {
    return this;
  }
}
