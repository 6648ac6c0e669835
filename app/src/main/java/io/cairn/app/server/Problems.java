package io.cairn.app.server;

import io.cairn.events.InvalidEventException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what cannot be answered as asked: a problem in JSON, never a stack trace. Immutable.
 *
 * @param ids names unexpected failures in the answer and in the log
 */
record Problems(Supplier<String> ids) {
  private static final Logger LOGGER = LoggerFactory.getLogger(Problems.class);
  static final String CONTENT_TYPE = "application/problem+json";

  void register(RoutesConfig routes) {
    routes.exception(ApiProblem.class, (e, context) -> write(context, e));
    routes.exception(InvalidEventException.class, (e, context) -> write(context, ApiProblem.of(e)));
    routes.exception(UncheckedIOException.class, (e, context) -> write(context, storage(e)));
    routes.exception(MethodNotAllowedResponse.class, this::methodNotAllowed);
    routes.exception(EndpointNotFound.class, (_, context) -> unknownRoute(context));
    routes.exception(HttpResponseException.class, (e, context) -> write(context, other(e)));
    routes.exception(Exception.class, (e, context) -> write(context, unexpected(e)));
  }

  static void write(Context context, ApiProblem problem) {
    context
        .status(problem.code().status())
        .contentType(CONTENT_TYPE)
        .result(Bodies.bytes(problem.json()));
  }

  private static ApiProblem storage(UncheckedIOException failure) {
    LOGGER.error("the storage failed: {}", failure.getMessage());
    return new ApiProblem(
        ProblemCode.STORAGE_FAILED, "nothing was acknowledged: " + failure.getMessage());
  }

  private void methodNotAllowed(MethodNotAllowedResponse e, Context context) {
    String allowed = e.getDetails().getOrDefault("availableMethods", "");
    context.header("Allow", allowed);
    write(
        context,
        new ApiProblem(
            ProblemCode.METHOD_NOT_ALLOWED,
            "%s does not know %s, it knows %s"
                .formatted(context.path(), context.method(), allowed)));
  }

  private static void unknownRoute(Context context) {
    write(
        context,
        new ApiProblem(
            ProblemCode.UNKNOWN_ROUTE,
            "there is nothing at %s, see /openapi.json for what there is"
                .formatted(context.path())));
  }

  private static ApiProblem other(HttpResponseException e) {
    return e.getStatus() == 404
        ? new ApiProblem(ProblemCode.UNKNOWN_ROUTE, "there is nothing here, see /openapi.json")
        : new ApiProblem(ProblemCode.BAD_REQUEST, String.valueOf(e.getMessage()));
  }

  private ApiProblem unexpected(Exception failure) {
    if (failure instanceof EOFException || failure.getCause() instanceof TimeoutException) {
      return new ApiProblem(
          ProblemCode.BAD_REQUEST, "the body ended early or came too slowly: send it again");
    }
    String id = ids.get();
    LOGGER.error("unexpected failure {}", id, failure);
    return new ApiProblem(
        ProblemCode.INTERNAL,
        "something went wrong that should not; the log of the server has it under " + id);
  }
}
