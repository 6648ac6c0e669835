package io.cairn.app.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.ItemId;
import io.cairn.core.RequestId;
import io.cairn.recommender.PageOfRows;
import io.cairn.recommender.PageRequest;
import io.cairn.recommender.PageSettings;
import io.cairn.recommender.Surface;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Several lists at once: {@code /v1/page}. */
record PagesResource(Serving serving) {
  private static final int COUNT = 10;
  private static final int ROWS_MAX = 50;
  private static final Set<String> FIELDS =
      Set.of(
          "user", "session", "context", "page", "rows", "items", "rows_max", "items_min", "fields");
  private static final Set<String> ROW = Set.of("surface", "items", "count", "title");

  /** What says something of a page of the configuration only: rows have their own items. */
  private static final List<String> OF_CONFIGURED = List.of("page", "items");

  /**
   * What was asked for.
   *
   * @param bounds where the request says no other
   */
  private record Asked(List<PageRequest.Row> rows, PageRequest.Bounds bounds) {}

  /** Makes the page that the configuration names, or that the request describes. */
  void page(Context context) throws IOException {
    JsonNode body = serving.bodies().read(context);
    RequestFields fields = new RequestFields(body, FIELDS, serving.limits().listMax());
    Asked asked = fields.has("rows") ? described(fields) : configured(fields);
    PageRequest.Bounds bounds =
        new PageRequest.Bounds(
            fields.count("rows_max", asked.bounds().rowsMax(), ROWS_MAX),
            fields.count("items_min", asked.bounds().itemsMin(), serving.limits().countMax()));
    PageRequest request =
        new PageRequest(
            new RequestId(serving.ids().get()),
            fields.visitor(),
            fields.context(),
            asked.rows(),
            bounds,
            serving.clock().instant());
    List<String> wanted = fields.texts("fields");
    ListJson.Show show = new ListJson.Show(false, wanted.isEmpty() ? ListRequests.FIELDS : wanted);
    Bodies.write(context, json(serving.engine().recommender().page(request), show));
  }

  /** Returns the page of the configuration that the request names. */
  private Asked configured(RequestFields fields) {
    Map<String, PageSettings> pages = serving.engine().config().pages();
    String name = fields.text("page").orElse("home");
    PageSettings page = pages.get(name);
    if (page == null) {
      throw RequestFields.unknown(ProblemCode.UNKNOWN_PAGE, "page", name, pages.keySet());
    }
    return new Asked(page.rows(fields.items("items")), page.bounds());
  }

  /** Returns the page whose rows the request has. */
  private Asked described(RequestFields fields) {
    for (String other : OF_CONFIGURED) {
      if (fields.has(other)) {
        throw fields.problem(other, "is about a page of the configuration", "either it or rows");
      }
    }
    List<PageRequest.Row> rows = rows(fields);
    return new Asked(rows, new PageRequest.Bounds(rows.size(), 1));
  }

  private List<PageRequest.Row> rows(RequestFields fields) {
    List<PageRequest.Row> rows = new ArrayList<>();
    for (RequestFields row : fields.objects("rows", ROW)) {
      List<ItemId> seeds = row.items("items");
      String name =
          row.text("surface").orElseThrow(() -> row.problem("surface", "is missing", "a name"));
      Surface surface =
          new ListRequests(serving)
              .surface(name, !seeds.isEmpty(), "rows[%d].".formatted(rows.size()));
      rows.add(
          new PageRequest.Row(
              surface.name(),
              row.text("title").orElse(""),
              seeds,
              row.count("count", COUNT, serving.limits().countMax()),
              0));
    }
    if (rows.isEmpty()) {
      throw fields.problem("rows", "is empty", "the lists of the page");
    }
    if (rows.size() > ROWS_MAX) {
      throw fields.problem(
          "rows", "has %d rows".formatted(rows.size()), "at most %d".formatted(ROWS_MAX));
    }
    return rows;
  }

  private ObjectNode json(PageOfRows page, ListJson.Show show) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("page", page.id().value());
    ArrayNode rows = json.putArray("rows");
    for (PageOfRows.Row row : page.rows()) {
      serving.metrics().list(row.list());
      ObjectNode list = rows.addObject();
      list.put("title", row.asked().title());
      list.put("personal", Numbers.rounded((float) row.personal()));
      list.set("list", ListJson.of(serving.engine()).write(row.list(), show));
    }
    ArrayNode left = json.putArray("left_out");
    for (PageOfRows.Left row : page.left()) {
      left.addObject()
          .put("surface", row.asked().surface())
          .put("title", row.asked().title())
          .put("reason", row.reason());
    }
    return json;
  }
}
