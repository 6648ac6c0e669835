package io.cairn.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventsTest {
  private static final String VIEW =
      "{\"type\":\"view\",\"id\":\"e\",\"user\":\"u\",\"item\":\"i\"}";

  @TempDir private Path home;
  private final Contract contract = new Contract();

  @Test
  void post_givesEachItsVerdict_andAcceptsTheGoodOnes() {
    try (TestServer server = new TestServer(home)) {
      TestServer.Answer answer =
          server.post(
              "/v1/events",
              """
              [{"type":"view","id":"e1","user":"u","item":"i"},
               {"type":"view","id":"e2","user":"u"},
               {"type":"view","id":"e1","user":"u","item":"i"},
               {"type":"like","session":"s","item":"i"}]""");
      contract.check("post", "/v1/events", answer);
      assertThat(answer.text())
          .isEqualTo(
              """
              {"accepted":2,"duplicate":1,"rejected":1,"verdicts":[\
              {"index":0,"id":"e1","status":"accepted"},\
              {"index":1,"id":"e2","status":"rejected","field":"item",\
              "reason":"item is missing, expected an id"},\
              {"index":2,"id":"e1","status":"duplicate"},\
              {"index":3,"id":"made-1","status":"accepted"}]}""");
      assertThat(server.engine().log().end()).isEqualTo(2);
      assertThat(server.engine().store().offset()).isEqualTo(2);
    }
  }

  @Test
  void post_twice_isDuplicate_alsoAfterRestart() {
    try (TestServer server = new TestServer(home)) {
      assertThat(server.post("/v1/events", VIEW).json().path("accepted").asInt()).isEqualTo(1);
      assertThat(server.post("/v1/events", VIEW).json().path("duplicate").asInt()).isEqualTo(1);
    }
    try (TestServer server = new TestServer(home)) {
      assertThat(server.post("/v1/events", VIEW).json().path("duplicate").asInt()).isEqualTo(1);
      assertThat(server.get("/v1/users/u").json().path("profile_size").asInt()).isEqualTo(1);
    }
  }

  @Test
  void post_withAnyContentType_isReadAsJson() {
    try (TestServer server = new TestServer(home)) {
      TestServer.Answer answer =
          server.ask(
              "POST", "/v1/events", VIEW, "Content-Type", "application/x-www-form-urlencoded");
      assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
    }
  }

  @Test
  void post_whenTheStorageFails_acknowledgesNothing_andGoesOnLater() throws SQLException {
    try (TestServer server = new TestServer(home);
        Connection stranger =
            DriverManager.getConnection("jdbc:sqlite:" + home.resolve("cairn.db"));
        Statement statement = stranger.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      TestServer.Answer answer = server.post("/v1/events", VIEW);
      contract.check("post", "/v1/events", answer);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("storage_failed");
      assertThat(answer.json().path("detail").asText()).startsWith("nothing was acknowledged: ");
      statement.execute("ROLLBACK");
      assertThat(server.post("/v1/events", VIEW).json().path("accepted").asInt()).isEqualTo(1);
    }
  }

  @Test
  void post_emptyList_isNothingToDo() {
    try (TestServer server = new TestServer(home)) {
      assertThat(server.post("/v1/events", "[]").text())
          .isEqualTo("{\"accepted\":0,\"duplicate\":0,\"rejected\":0,\"verdicts\":[]}");
    }
  }
}
