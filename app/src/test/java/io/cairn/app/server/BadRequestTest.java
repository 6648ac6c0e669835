package io.cairn.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What is wrong is refused with a stable code, the field, and a sentence; nothing is changed. */
final class BadRequestTest {
  @TempDir private static Path home;
  private static TestServer server;
  private final Contract contract = new Contract();

  @BeforeAll
  static void start() {
    server = new TestServer(home, "server.body-bytes-max=2KiB", "server.list-max=3");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "/io/cairn/app/server/bad-requests.csv",
      delimiter = '|',
      quoteCharacter = '\'',
      maxCharsPerColumn = 1_000)
  void badRequest_isRefusedWithCodeFieldAndSentence(
      String request, String body, int status, String code, String field, String sentence) {
    String[] parts = request.split(" ", 2);
    TestServer.Answer answer = server.ask(parts[0], parts[1].strip(), body);
    assertThat(answer.json().path("detail").asText()).contains(sentence);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().path("field").asText()).isEqualTo(field);
    assertThat(answer.status()).isEqualTo(status).isEqualTo(answer.json().path("status").asInt());
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    contract.check("Problem", answer.json());
    assertThat(server.engine().log().end()).isZero();
  }

  @Test
  void wrongMethod_namesTheRightOnes() {
    assertThat(server.ask("PATCH", "/v1/items", "{}").header("Allow")).isEqualTo("GET, POST");
  }

  @Test
  void largeBody_isRefused_withAndWithoutItsLength() throws IOException {
    String body = "{\"user\":\"" + "x".repeat(3_000) + "\"}";
    TestServer.Answer answer = server.post("/v1/recommend", body);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("body_too_large");
    String chunked =
        "POST /v1/recommend HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "%x\r\n%s\r\n0\r\n\r\n".formatted(body.length(), body);
    assertThat(raw(chunked)).startsWith("HTTP/1.1 413");
  }

  @Test
  void largeHeaders_areRefusedAsProblem() throws IOException {
    String answer =
        raw("GET /v1/items HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 431").contains("headers_too_large");
  }

  @Test
  void unreadableRequest_isAProblem() throws IOException {
    String answer = raw("GET /v1/items/%zz HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 400").contains("bad_request").doesNotContain("\tat ");
  }

  @Test
  void writeFromAnotherSite_isRefused_readIsNot() {
    assertThat(server.ask("POST", "/v1/events", "{}", "Sec-Fetch-Site", "cross-site").code())
        .isEqualTo("cross_site");
    assertThat(server.ask("GET", "/v1/items", "", "Sec-Fetch-Site", "cross-site").status())
        .isEqualTo(200);
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.UTF_8));
      out.flush();
      byte[] head = new byte[4_096];
      int length = 0;
      int read;
      while (length < head.length
          && !new String(head, 0, length, StandardCharsets.UTF_8).contains("\"code\"")
          && (read = socket.getInputStream().read(head, length, head.length - length)) > 0) {
        length += read;
      }
      return new String(head, 0, length, StandardCharsets.UTF_8);
    }
  }
}
