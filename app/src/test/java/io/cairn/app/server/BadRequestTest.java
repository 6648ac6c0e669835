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
import org.junit.jupiter.params.provider.CsvSource;

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
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST /v1/recommend | {"user":                      | 400 | malformed_json | '' | line 1, column
          POST /v1/recommend | ''                            | 400 | malformed_json | '' | body is empty
          POST /v1/recommend | {} {}                         | 400 | malformed_json | '' | not valid JSON
          POST /v1/recommend | {"user":"u","user":"v"}       | 400 | malformed_json | '' | Duplicate
          POST /v1/recommend | []                            | 400 | invalid_field  | '' | is a list
          POST /v1/recommend | {"coun":3}                    | 400 | unknown_field  | coun | did you mean 'count'
          POST /v1/recommend | {"context":{"devise":"x"}}    | 400 | unknown_field  | context.devise | 'device'
          POST /v1/recommend | {"context":"phone"}           | 400 | invalid_field  | context | an object
          POST /v1/recommend | {"count":0}                   | 400 | invalid_field  | count | from 1 to 500
          POST /v1/recommend | {"count":1000000}             | 400 | invalid_field  | count | from 1 to 500
          POST /v1/recommend | {"count":2.5}                 | 400 | invalid_field  | count | whole number
          POST /v1/recommend | {"count":"5"}                 | 400 | invalid_field  | count | whole number
          POST /v1/recommend | {"user":""}                   | 400 | invalid_field  | user | is blank
          POST /v1/recommend | {"user":[1]}                  | 400 | invalid_field  | user | an id
          POST /v1/recommend | {"user":"\\ud800"}            | 400 | invalid_field  | user | half a character
          POST /v1/recommend | {"explain":"yes"}             | 400 | invalid_field  | explain | true or false
          POST /v1/recommend | {"fields":"title"}            | 400 | invalid_field  | fields | a list
          POST /v1/recommend | {"fields":[{}]}               | 400 | invalid_field  | fields | texts
          POST /v1/recommend | {"exclude":[" "]}             | 400 | invalid_field  | exclude[0] | is blank
          POST /v1/recommend | {"exclude":[1,2,3,4]}         | 400 | list_too_long  | exclude | the most are 3
          POST /v1/recommend | {"surface":"hom"}             | 400 | unknown_surface | surface | did you mean 'home'
          POST /v1/recommend | {"surface":"zzz"}             | 400 | unknown_surface | surface | bought-together
          POST /v1/recommend | {"surface":"similar"}         | 400 | seeds_missing  | items | needs items
          POST /v1/rank      | {"user":"u"}                  | 400 | invalid_field  | items | missing or empty
          POST /v1/rank      | {"items":["a"],"count":3}     | 400 | unknown_field  | count | there is no
          POST /v1/events    | {"item":"i","user":"u"}       | 400 | invalid_field  | type | is missing
          POST /v1/events    | {"type":"view","item":"i"}    | 400 | invalid_field  | user | a user or a session
          POST /v1/events    | {"type":"view","user":"u"}    | 400 | invalid_field  | item | is missing
          POST /v1/events    | {"type":"view","user":"u","item":"i","tiem":1} | 400 | unknown_field | tiem | time
          POST /v1/events    | {"type":"view","user":"u","item":"i","time":"x"} | 400 | invalid_field | time | ISO-8601
          POST /v1/events    | {"type":"view","user":"u","item":"i","time":"2099-01-01"} | 400 | invalid_field | time | future
          POST /v1/events    | {"type":"rating","user":"u","item":"i","value":9} | 400 | invalid_field | value | 0 to 5
          POST /v1/events    | 7                             | 400 | invalid_field  | '' | an object
          POST /v1/events    | [{"type":"view"},3]           | 400 | all_rejected   | '' | all 2 were rejected
          POST /v1/events    | [1,2,3,4]                     | 400 | list_too_long  | '' | the most are 3
          POST /v1/items     | {"title":"no id"}             | 400 | invalid_field  | id | is missing
          POST /v1/items     | {"id":"i","type":"user"}      | 400 | invalid_field  | type | item or none
          POST /v1/items     | {"id":"i","arrival":"soon"}   | 400 | invalid_field  | arrival | ISO-8601
          PUT /v1/items/a    | {"id":"b"}                    | 400 | invalid_field  | id | as in the address
          PUT /v1/items/a    | {"available":"no"}            | 400 | invalid_field  | available | true or false
          PUT /v1/items/%20  | {}                            | 400 | invalid_field  | id | is blank
          PUT /v1/users/a    | {"age":{"x":1}}               | 400 | invalid_field  | age | is an object
          GET /v1/items/none | ''                            | 404 | unknown_item   | id | no item 'none'
          DELETE /v1/items/n | ''                            | 404 | unknown_item   | id | no item 'n'
          GET /v1/items/none/similar | ''                    | 404 | unknown_item   | id | no item 'none'
          GET /v1/users/none | ''                            | 404 | unknown_user   | id | no user 'none'
          DELETE /v1/users/n | ''                            | 404 | unknown_user   | id | no user 'n'
          GET /v1/items?count=0 | ''                         | 400 | invalid_field  | count | from 1 to 500
          GET /v1/users?count=x | ''                         | 400 | invalid_field  | count | from 1 to 500
          GET /v1/users?cuont=1 | ''                         | 400 | unknown_field  | cuont | did you mean 'count'
          GET /v2/users      | ''                            | 404 | unknown_route  | '' | openapi.json
          PATCH /v1/items    | {}                            | 405 | method_not_allowed | '' | GET, POST
          """)
  void badRequest_isRefusedWithCodeFieldAndSentence(
      String request, String body, int status, String code, String field, String sentence) {
    String[] parts = request.split(" ", 2);
    TestServer.Answer answer = server.ask(parts[0], parts[1].strip(), body.replace("\\\\", "\\"));
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
        "POST /v1/recommend HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
            .formatted(body.length(), body);
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
