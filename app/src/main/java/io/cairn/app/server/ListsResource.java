package io.cairn.app.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.recommender.Recommendation;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Set;
import java.util.TreeMap;

/** Lists: {@code /v1/recommend}, {@code /v1/rank} and {@code /v1/items/{id}/similar}. */
record ListsResource(Serving serving) {
  private static final int COUNT = 10;

  /** Makes the list of a surface. */
  void recommend(Context context) throws IOException {
    answer(context, requests().recommend(serving.bodies().read(context)));
  }

  /** Orders the caller's own list. */
  void rank(Context context) throws IOException {
    ListRequests.Asked asked = requests().rank(serving.bodies().read(context));
    RecommendationRequest request = asked.request();
    Recommendation made = serving.engine().recommender().rank(request, request.seeds());
    write(context, made, asked.show());
  }

  /** Makes the list of items similar to one. */
  void similar(Context context) {
    Parameters parameters = new Parameters(context, Set.of("count", "user", "session"));
    ItemId item = parameters.id(ItemId::new);
    new ItemsResource(serving).requireKnown(item);
    int count = parameters.count(COUNT, serving.limits().countMax());
    answer(context, requests().similar(item, parameters.visitor(), count));
  }

  /** Names the places that lists can be asked for. */
  void surfaces(Context context) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode surfaces = json.putArray("surfaces");
    new TreeMap<>(serving.engine().recommender().surfaces())
        .forEach(
            (name, surface) ->
                surfaces.addObject().put("name", name).put("needs_seeds", surface.needsSeeds()));
    Bodies.write(context, json);
  }

  private void answer(Context context, ListRequests.Asked asked) {
    write(context, serving.engine().recommender().recommend(asked.request()), asked.show());
  }

  private void write(Context context, Recommendation made, ListJson.Show show) {
    serving.metrics().list(made);
    Bodies.write(context, ListJson.of(serving.engine()).write(made, show));
  }

  private ListRequests requests() {
    return new ListRequests(serving);
  }
}
