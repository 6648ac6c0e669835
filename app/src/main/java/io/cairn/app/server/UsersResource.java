package io.cairn.app.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.Event;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.events.EventJson;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureSet;
import io.cairn.features.Row;
import io.cairn.features.UserAttributes;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who is recommended to: {@code /v1/users}. */
record UsersResource(Serving serving) {

  /** Adds a user, or replaces the attributes of one. */
  void put(Context context) throws IOException {
    UserId id = new Parameters(context, Set.of()).id(UserId::new);
    User user = EventJson.readUser(id, serving.bodies().read(context));
    serving.append((event, now) -> new Event.UserUpdated(event, now, user));
    Bodies.write(context, EventJson.node(user));
  }

  /** Adds or replaces several users. */
  void post(Context context) throws IOException {
    new Intake(serving, CatalogueForm.reader(serving.eventJson(), "user")).answer(context);
  }

  /** Shows a user: attributes, last events, and what they are drawn to. */
  void get(Context context) {
    UserId id = new Parameters(context, Set.of()).id(UserId::new);
    Row row = known(id);
    Bodies.write(context, new UserPortrait(serving.engine()).add(json(id, row), row));
  }

  /** Forgets a user: earlier events of theirs count no more. */
  void delete(Context context) {
    UserId id = new Parameters(context, Set.of()).id(UserId::new);
    known(id);
    serving.append((event, now) -> new Event.UserRemoved(event, now, id));
    context.status(204);
  }

  /** Lists the users that were described or did something. */
  void list(Context context) {
    Pages pages = Pages.of("users", context, serving.limits().countMax());
    Bodies.write(
        context,
        pages.read(
            serving.engine().store(),
            EntityKey.Kind.USER,
            (key, row) -> Optional.of(json(new UserId(key.id()), row))));
  }

  private ObjectNode json(UserId id, Row row) {
    FeatureSet features = serving.engine().features();
    User user =
        features.attributes(row).map(UserAttributes::user).orElseGet(() -> new User(id, Map.of()));
    return EventJson.node(user).put("profile_size", features.profile(row).size());
  }

  private Row known(UserId id) {
    Row row = serving.engine().row(EntityKey.of(id));
    if (row.isEmpty()) {
      throw new ApiProblem(ProblemCode.UNKNOWN_USER, "id", "there is no user '" + id + "'");
    }
    return row;
  }
}
