package io.cairn.app.server;

import io.javalin.http.Context;
import java.io.IOException;

/** What happened: {@code /v1/events}. */
record EventsResource(Serving serving) {

  /** Takes in one event or a list of them. */
  void post(Context context) throws IOException {
    new Intake(serving, serving.eventJson()::read).answer(context);
  }
}
