package io.cairn.app.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.Event;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Visitor;
import io.cairn.recommender.Onboarding;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What to ask new people, and what they answer: {@code /v1/onboarding}. */
record OnboardingResource(Serving serving) {
  private static final int COUNT = 10;
  private static final String PAGE = "onboarding";
  private static final List<String> FIELDS = List.of("title", "categories");

  /** The types of the events that answers become. */
  private static final Map<String, String> TYPES =
      Map.of(
          "like",
          "like",
          "dislike",
          "dislike",
          Event.Interaction.UNKNOWN,
          Event.Interaction.UNKNOWN);

  private static final Set<String> POST = Set.of("user", "session", "answers", "count", "fields");

  /** Says which items to ask about. */
  void get(Context context) {
    Parameters parameters = new Parameters(context, Set.of("count", "user", "session"));
    int count = parameters.count(COUNT, serving.limits().countMax());
    Bodies.write(context, questions(parameters.visitor(), count, FIELDS));
  }

  /** Takes in answers, and says what to ask next. */
  void post(Context context) throws IOException {
    JsonNode body = serving.bodies().read(context);
    RequestFields fields = new RequestFields(body, POST, serving.limits().listMax());
    Visitor visitor = fields.visitor();
    if (visitor.isAnonymous()) {
      throw fields.problem("user", "is missing", "a user or a session: whose answers these are");
    }
    int count = fields.count("count", COUNT, serving.limits().countMax());
    List<String> wanted = fields.texts("fields");
    List<Event> events = events(fields, visitor);
    if (!events.isEmpty()) {
      serving.engine().append(events);
      serving.metrics().events(Verdict.Status.ACCEPTED, events.size());
    }
    Bodies.write(context, questions(visitor, count, wanted.isEmpty() ? FIELDS : wanted));
  }

  private List<Event> events(RequestFields fields, Visitor visitor) {
    Instant time = serving.clock().instant();
    List<Event> events = new ArrayList<>();
    for (RequestFields answer : fields.objects("answers", Set.of("item", "answer"))) {
      ItemId item =
          answer.item("item").orElseThrow(() -> answer.problem("item", "is missing", "an id"));
      String said = answer.text("answer").orElse("");
      String type = TYPES.get(said);
      if (type == null) {
        throw answer.problem("answer", "is '" + said + "'", "like, dislike or unknown");
      }
      new ItemsResource(serving).requireKnown(item);
      events.add(
          new Event.Interaction(
              serving.newEventId(),
              time,
              visitor,
              item,
              type,
              1,
              new io.cairn.core.Context("", PAGE, "", 0, Optional.empty())));
    }
    return events;
  }

  private ObjectNode questions(Visitor visitor, int count, List<String> fields) {
    Onboarding.Questions asked =
        serving
            .engine()
            .recommender()
            .onboarding()
            .questions(visitor, serving.clock().instant(), count);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode questions = json.putArray("questions");
    for (Item item : asked.items()) {
      questions
          .addObject()
          .put("id", item.id().value())
          .put("position", questions.size())
          .set("fields", ItemFields.of(item, fields));
    }
    json.put("answered", asked.answered());
    ObjectNode models = json.putObject("models");
    asked.model().ifPresent(model -> models.put(model.name(), model.version()));
    return json;
  }
}
