package io.cairn.app.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.app.config.Configuration;
import io.cairn.app.config.EngineConfig;
import io.cairn.app.engine.Engine;
import io.cairn.core.Event;
import io.cairn.core.Progress;
import io.cairn.training.InteractionTable;
import io.cairn.training.ModelTraining;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A real server on a free port over a home folder, and a client that talks to it. */
final class TestServer implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  /** An answer; the body is a missing node where it is no JSON. */
  record Answer(int status, JsonNode json, String text, HttpResponse<String> raw) {
    String code() {
      return json.path("code").asText();
    }

    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }

    List<String> itemIds() {
      List<String> ids = new ArrayList<>();
      json.path("items").forEach(item -> ids.add(item.path("id").asText()));
      return ids;
    }
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger ids = new AtomicInteger();
  private final Engine engine;
  private final HttpServer server;
  private volatile Instant now = START;

  private static EngineConfig config(String... settings) {
    return Configuration.load(Optional.empty(), List.of(settings)).engine();
  }

  TestServer(Path home, String... settings) {
    engine = Engine.open(home, config(settings), Progress.NONE);
    server =
        HttpServer.start(
            engine,
            new HttpServer.Address("127.0.0.1", 0),
            () -> now,
            () -> "made-" + ids.incrementAndGet());
  }

  Engine engine() {
    return engine;
  }

  int port() {
    return server.address().port();
  }

  String url() {
    return server.url();
  }

  /** Lets so much time pass that charts are made anew. */
  void passTime() {
    now = now.plus(Duration.ofHours(1));
  }

  /** Two tastes: people who view some of a0 to a9, and people who view some of b0 to b9. */
  TestServer withTwoTastes() {
    StringBuilder items = new StringBuilder("[");
    StringBuilder events = new StringBuilder("[");
    for (String taste : List.of("a", "b")) {
      for (int item = 0; item < 10; item++) {
        items.append(
            "{\"id\":\"%1$s%2$d\",\"title\":\"Title %1$s%2$d\","
                .concat("\"categories\":[\"%1$s\"],\"price\":%2$d},")
                .formatted(taste, item));
      }
      for (int user = 0; user < 30; user++) {
        for (int view = 0; view < 5; view++) {
          events.append(
              "{\"type\":\"view\",\"id\":\"%1$s-%2$d-%3$d\","
                  .concat("\"user\":\"%1$s-%2$d\",\"item\":\"%1$s%4$d\"},")
                  .formatted(taste, user, view, (user + view * 3) % 10));
        }
      }
    }
    post("/v1/items", items.replace(items.length() - 1, items.length(), "]").toString());
    post("/v1/events", events.replace(events.length() - 1, events.length(), "]").toString());
    passTime();
    return this;
  }

  /** Trains every model of the configuration and takes them up. */
  TestServer trained() {
    try (Stream<Event> events = engine.log().read(0)) {
      InteractionTable table =
          InteractionTable.of(
              events,
              engine.config().events().eventWeights(),
              Set.copyOf(engine.config().training().basketTypes()));
      new ModelTraining(
              table,
              new ModelTraining.Provenance(0, engine.log().end(), "test", START),
              Progress.NONE)
          .train(engine.config().training())
          .models()
          .forEach(engine.registry()::publish);
    }
    engine.reloadModels();
    return this;
  }

  Answer get(String path) {
    return ask("GET", path, "");
  }

  Answer post(String path, String body) {
    return ask("POST", path, body);
  }

  Answer ask(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(TIMEOUT)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      String type = response.headers().firstValue("Content-Type").orElse("");
      JsonNode json =
          type.contains("json") ? MAPPER.readTree(response.body()) : MAPPER.missingNode();
      return new Answer(response.statusCode(), json, response.body(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
    engine.close();
  }
}
