package io.cairn.app.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers requests that do not get as far as a route, in the form of all problems. */
final class UnreadableRequests extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    ProblemCode code =
        response.getStatus() == ProblemCode.HEADERS_TOO_LARGE.status()
            ? ProblemCode.HEADERS_TOO_LARGE
            : ProblemCode.BAD_REQUEST;
    ApiProblem problem =
        new ApiProblem(code, "the server cannot read the address or the headers of the request");
    response.setStatus(code.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problems.CONTENT_TYPE);
    response.write(true, ByteBuffer.wrap(Bodies.bytes(problem.json())), callback);
    return true;
  }
}
