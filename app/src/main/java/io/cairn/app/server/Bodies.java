package io.cairn.app.server;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cairn.events.JsonSyntax;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the bodies of requests, whatever their content type says, and writes those of answers.
 * Immutable.
 *
 * @param bytesMax the largest body that is read
 */
record Bodies(long bytesMax) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads one JSON value.
   *
   * @throws ApiProblem if it is none, or too large
   */
  JsonNode read(Context context) throws IOException {
    byte[] body = bytes(context);
    try {
      JsonNode json = MAPPER.readTree(body);
      if (json.isMissingNode()) {
        throw new ApiProblem(
            ProblemCode.MALFORMED_JSON, "the body is empty, expected JSON: an object {…}");
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new ApiProblem(ProblemCode.MALFORMED_JSON, sentence(e));
    } catch (IOException e) {
      throw new ApiProblem(
          ProblemCode.MALFORMED_JSON, "the body is not UTF-8 text: " + e.getMessage());
    }
  }

  /** Answers with a JSON value. */
  static void write(Context context, JsonNode json) {
    context.contentType("application/json").result(bytes(json));
  }

  static byte[] bytes(JsonNode json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write JSON", e);
    }
  }

  private byte[] bytes(Context context) throws IOException {
    if (context.req().getContentLengthLong() > bytesMax) {
      throw tooLarge();
    }
    try (InputStream in = context.bodyInputStream()) {
      byte[] body = in.readNBytes(Math.toIntExact(Math.min(bytesMax + 1, Integer.MAX_VALUE - 8)));
      if (body.length > bytesMax) {
        throw tooLarge();
      }
      return body;
    }
  }

  private ApiProblem tooLarge() {
    return new ApiProblem(
        ProblemCode.BODY_TOO_LARGE,
        "the body may have at most %d bytes: send less at once, or raise server.body-bytes-max"
            .formatted(bytesMax));
  }

  private static String sentence(JsonProcessingException failure) {
    JsonLocation at = failure.getLocation();
    String place =
        at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    return "the body is not valid JSON%s: %s".formatted(place, JsonSyntax.problem(failure));
  }
}
