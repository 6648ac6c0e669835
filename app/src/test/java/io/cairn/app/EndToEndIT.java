package io.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./cairn serve} as a process that is killed, stopped, and started again. */
final class EndToEndIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long EXIT_SECONDS_MAX = 60;

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Process> started = new ArrayList<>();

  /** A server that said where it is. */
  private record Running(Process process, String url) {}

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
    client.shutdownNow();
  }

  @Test
  void kill_losesNothingAcknowledged_andTheSameListComes() throws Exception {
    Running first = serve();
    post(first, "/v1/items", items());
    for (int event = 0; event < 20; event++) {
      JsonNode verdicts =
          post(
              first,
              "/v1/events",
              """
              {"type":"view","id":"e%1$d","user":"u%2$d","item":"i%1$d","time":"2025-03-%3$02d"}"""
                  .formatted(event, event % 4, event + 1));
      assertThat(verdicts.path("accepted").asInt()).isEqualTo(1);
    }
    JsonNode before = get(first, "/v1/users/u1");
    first.process.destroyForcibly().waitFor();

    Running second = serve();
    assertThat(get(second, "/v1/users/u1")).isEqualTo(before);
    assertThat(get(second, "/health/ready").path("events").asInt()).isGreaterThanOrEqualTo(50);
    JsonNode again =
        post(
            second,
            "/v1/events",
            "{\"type\":\"view\",\"id\":\"e7\",\"user\":\"u3\",\"item\":\"i7\"}");
    assertThat(again.path("duplicate").asInt()).isEqualTo(1);
    List<String> list = list(second);
    assertThat(list).hasSize(10).doesNotContain("i1", "i5", "i9", "i13", "i17");

    second.process.destroy();
    assertThat(second.process.waitFor(EXIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    assertThat(list(serve())).isEqualTo(list);
  }

  @Test
  void secondProcessOnTheHome_isRefusedInOneSentence() throws Exception {
    serve();
    Process second = start("0");
    assertThat(second.waitFor(EXIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(4);
    assertThat(errors()).contains("cairn: ", "is in use by process").doesNotContain("\tat ");
  }

  @Test
  void takenPort_isRefusedInOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process refused = start(String.valueOf(taken.getLocalPort()));
      assertThat(refused.waitFor(EXIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
      assertThat(refused.exitValue()).isEqualTo(4);
      assertThat(errors())
          .contains("port %d: it is in use".formatted(taken.getLocalPort()), "--port")
          .doesNotContain("\tat ");
    }
  }

  /** Far apart in time, so that no two score alike. */
  private static String items() {
    StringBuilder items = new StringBuilder("[");
    for (int item = 0; item < 30; item++) {
      items.append("{\"id\":\"i%d\",\"arrival\":\"2025-01-%02d\"},".formatted(item, item + 1));
    }
    return items.replace(items.length() - 1, items.length(), "]").toString();
  }

  private Running serve() throws IOException {
    Process process = start("0");
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    assertThat(line).as(() -> "said by the server: " + errors()).startsWith("Cairn is at http://");
    return new Running(process, line.replaceAll(".*(http://[^ ]*)/ .*", "$1"));
  }

  private Process start(String port) throws IOException {
    Process process =
        new ProcessBuilder(
                Sources.root().resolve("cairn").toString(),
                "serve",
                "--home",
                folder.resolve("home").toString(),
                "--port",
                port)
            .redirectError(folder.resolve("errors").toFile())
            .start();
    started.add(process);
    return process;
  }

  private String errors() {
    try {
      return Files.readString(folder.resolve("errors"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private List<String> list(Running server) throws Exception {
    List<String> ids = new ArrayList<>();
    post(server, "/v1/recommend", "{\"user\":\"u1\"}")
        .path("items")
        .forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }

  private JsonNode get(Running server, String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(server.url + path)).build());
  }

  private JsonNode post(Running server, String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(server.url + path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private JsonNode send(HttpRequest request) throws Exception {
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return MAPPER.readTree(answer.body());
  }
}
