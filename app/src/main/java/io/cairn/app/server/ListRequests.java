package io.cairn.app.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.core.Context;
import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.Visitor;
import io.cairn.recommender.Cursor;
import io.cairn.recommender.Part;
import io.cairn.recommender.Surface;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes requests for lists of what was sent, and checks them. Immutable. */
record ListRequests(Serving serving) {
  private static final Set<String> RECOMMEND =
      Set.of(
          "surface", "user", "session", "items", "count", "context", "exclude", "explain", "fields",
          "rules");
  private static final Set<String> NEXT = Set.of("cursor", "count", "exclude", "explain", "fields");
  private static final Set<String> RANK =
      Set.of("surface", "user", "session", "items", "context", "explain", "fields");
  static final List<String> FIELDS = List.of("title", "categories");
  private static final String HOME = "home";
  private static final int COUNT = 10;

  /**
   * What was asked for.
   *
   * @param show what to say of each item
   */
  record Asked(RecommendationRequest request, ListJson.Show show) {}

  /** Reads the body of {@code POST /v1/recommend}. */
  Asked recommend(JsonNode body) {
    RequestFields fields = new RequestFields(body, RECOMMEND, serving.limits().listMax());
    List<ItemId> seeds = fields.items("items");
    Surface surface = surface(fields.text("surface").orElse(HOME), !seeds.isEmpty());
    int count = fields.count("count", COUNT, serving.limits().countMax());
    RecommendationRequest request =
        new RecommendationRequest(
            newId(),
            surface.name(),
            fields.visitor(),
            seeds,
            count,
            fields.context(),
            Set.copyOf(fields.items("exclude")),
            serving.clock().instant(),
            new Rules(serving).ofRequest(fields.list("rules")));
    return new Asked(request, show(fields));
  }

  /**
   * What was asked for of the next page.
   *
   * @param show what to say of each item
   */
  record Next(Cursor cursor, Part.Turn turn, ListJson.Show show) {}

  /** Reads the body of {@code POST /v1/recommend} that has a cursor. */
  Next next(JsonNode body) {
    RequestFields fields = new RequestFields(body, NEXT, serving.limits().listMax());
    Cursor cursor = fields.text("cursor").flatMap(Cursor::of).orElseThrow(ListRequests::unknown);
    Part.Turn turn =
        new Part.Turn(
            fields.count("count", COUNT, serving.limits().countMax()),
            Set.copyOf(fields.items("exclude")),
            serving.clock().instant());
    return new Next(cursor, turn, show(fields));
  }

  /** Returns the problem of a cursor that was not given out, or of a list that nobody knows. */
  static ApiProblem unknown() {
    return new ApiProblem(
        ProblemCode.INVALID_CURSOR,
        "cursor",
        "cursor is none that this server gave out, or of a list that it cannot find any more:"
            + " ask for a new list");
  }

  /** Reads the body of {@code POST /v1/rank}; its seeds are the items to be ranked. */
  Asked rank(JsonNode body) {
    RequestFields fields = new RequestFields(body, RANK, serving.limits().listMax());
    List<ItemId> items = fields.items("items");
    if (items.isEmpty()) {
      throw fields.problem("items", "is missing or empty", "the ids of the items to be ordered");
    }
    Surface surface = surface(fields.text("surface").orElse(HOME), true);
    RecommendationRequest request =
        new RecommendationRequest(
            newId(),
            surface.name(),
            fields.visitor(),
            items,
            items.size(),
            fields.context(),
            Set.of(),
            serving.clock().instant());
    return new Asked(request, show(fields));
  }

  /** Returns a request for items similar to one. */
  Asked similar(ItemId item, Visitor visitor, int count) {
    RecommendationRequest request =
        new RecommendationRequest(
            newId(),
            surface("similar", true).name(),
            visitor,
            List.of(item),
            count,
            Context.NONE,
            Set.of(),
            serving.clock().instant());
    return new Asked(request, new ListJson.Show(false, FIELDS));
  }

  private RequestId newId() {
    return new RequestId(serving.ids().get());
  }

  private static ListJson.Show show(RequestFields fields) {
    List<String> wanted = fields.texts("fields");
    return new ListJson.Show(fields.flag("explain"), wanted.isEmpty() ? FIELDS : wanted);
  }

  private Surface surface(String name, boolean hasSeeds) {
    return surface(name, hasSeeds, "");
  }

  /**
   * Returns the surface of a name.
   *
   * @param prefix what stands before the fields of the list in the body
   * @throws ApiProblem if there is none, or it needs seeds
   */
  Surface surface(String name, boolean hasSeeds, String prefix) {
    Map<String, Surface> surfaces = serving.engine().recommender().surfaces();
    Surface surface =
        Optional.ofNullable(surfaces.get(name))
            .orElseThrow(
                () ->
                    RequestFields.unknown(
                        ProblemCode.UNKNOWN_SURFACE, prefix + "surface", name, surfaces.keySet()));
    if (surface.needsSeeds() && !hasSeeds) {
      throw new ApiProblem(
          ProblemCode.SEEDS_MISSING,
          prefix + "items",
          "surface '%s' needs items: the ids of what the list is about".formatted(name));
    }
    return surface;
  }
}
