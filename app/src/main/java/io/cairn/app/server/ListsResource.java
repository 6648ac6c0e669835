package io.cairn.app.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.recommender.Part;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Recommender;
import io.cairn.recommender.ShownPages;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Lists: {@code /v1/recommend}, {@code /v1/rank} and {@code /v1/items/{id}/similar}. */
record ListsResource(Serving serving) {
  private static final int COUNT = 10;

  /** Makes the list of a surface, or the next page of one. */
  void recommend(Context context) throws IOException {
    JsonNode body = serving.bodies().read(context);
    if (body.has("cursor")) {
      next(context, requests().next(body));
    } else {
      answer(context, requests().recommend(body));
    }
  }

  /** Goes on with a list or, where it is no longer kept, with a new one without what was shown. */
  private void next(Context context, ListRequests.Next asked) {
    Recommender recommender = serving.engine().recommender();
    Optional<Recommendation> kept = recommender.next(asked.cursor(), asked.turn());
    Recommendation made = kept.orElseGet(() -> anew(recommender, asked));
    serving.metrics().list(made);
    ObjectNode json = ListJson.of(serving.engine()).write(made, asked.show());
    Bodies.write(context, json.put("continued", kept.isPresent()));
  }

  private Recommendation anew(Recommender recommender, ListRequests.Next asked) {
    RecommendationRequest request =
        new ShownPages(serving.engine().log())
            .after(asked.cursor(), asked.turn())
            .filter(found -> recommender.surfaces().containsKey(found.surface()))
            .orElseThrow(ListRequests::unknown);
    return recommender.recommend(request, Part.after(asked.cursor()));
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
