package io.cairn.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.app.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/api.md} says what the server does: its examples are sent in their order. */
final class ApiPageTest {
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "```http\\n(\\w+) (\\S+)\\n\\n?(.*?)```\\n\\n```json\\n(.*?)```", Pattern.DOTALL);
  private static final int EXAMPLES = 19;

  @TempDir private Path home;

  @Test
  void examples_areAnsweredAsWritten() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    Matcher example = EXAMPLE.matcher(Files.readString(Sources.root().resolve("docs/api.md")));
    int count = 0;
    try (TestServer server = new TestServer(home)) {
      for (; example.find(); count++) {
        server.passTime();
        TestServer.Answer answer =
            server.ask(example.group(1), example.group(2), example.group(3).strip());
        assertThat(withoutTimings(answer.json()))
            .as(example.group(1) + " " + example.group(2))
            .isEqualTo(withoutTimings(mapper.readTree(example.group(4))));
      }
    }
    assertThat(count).isEqualTo(EXAMPLES);
  }

  /** Times differ, and a cursor says how much of the log there was, impressions included. */
  private static JsonNode withoutTimings(JsonNode json) {
    for (JsonNode list : json.findParents("next")) {
      ((ObjectNode) list).put("next", "");
    }
    for (JsonNode timings : json.findValues("timings_ms")) {
      timings.properties().forEach(stage -> stage.setValue(IntNode.valueOf(0)));
    }
    return json;
  }
}
