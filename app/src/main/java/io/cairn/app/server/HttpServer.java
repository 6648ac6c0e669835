package io.cairn.app.server;

import io.cairn.app.engine.Engine;
import io.cairn.core.Context;
import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.Visitor;
import io.cairn.recommender.Recommender;
import io.cairn.recommender.Surface;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;

/**
 * The engine over HTTP. A request has one thread of a bounded pool from beginning to end; when all
 * are taken, more requests wait. Safe for use by multiple threads.
 */
public final class HttpServer implements AutoCloseable {
  private static final int IDLE_MILLIS_MAX = 30_000;
  private static final int DRAIN_MILLIS_MAX = 10_000;
  private static final int HEADER_BYTES_MAX = 16 * 1024;
  private static final int WARM_UPS = 20;
  private static final String UNMATCHED = "unmatched";

  /**
   * Where to listen.
   *
   * @param host a network address or a name of one
   * @param port in [0, 65535]; 0 takes a free one
   */
  public record Address(String host, int port) {}

  /** The port is taken, or the host is none of this machine. */
  public static final class AddressUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AddressUnavailableException(Address address, Throwable cause) {
      super(
          "cannot listen on %s port %d: it is in use, or not an address of this machine"
              .formatted(address.host(), address.port()),
          cause);
    }
  }

  private final Engine engine;
  private final Serving serving;
  private final AtomicBoolean ready = new AtomicBoolean();
  private final Javalin javalin;
  private final Address address;
  private final Housekeeping housekeeping;

  private HttpServer(Serving serving, Address asked) {
    this.serving = serving;
    engine = serving.engine();
    javalin = Javalin.create(this::configure);
    try {
      javalin.start(asked.host(), asked.port());
    } catch (JavalinBindException e) {
      serving.metrics().close();
      throw new AddressUnavailableException(asked, e);
    }
    address = new Address(asked.host(), javalin.port());
    housekeeping = new Housekeeping(engine);
  }

  /**
   * Begins to listen, and warms up; it is ready when this returns.
   *
   * @param clock the time of requests, and of events that have none
   * @param ids gives an id that nobody had before, to requests and to events that have none
   * @throws AddressUnavailableException if nothing can listen there
   */
  public static HttpServer start(
      Engine engine, Address address, InstantSource clock, Supplier<String> ids) {
    HttpServer server =
        new HttpServer(new Serving(engine, clock, ids, new Metrics(engine)), address);
    server.warmUp();
    server.ready.set(true);
    return server;
  }

  /** Returns where it listens, with the port that it got. */
  public Address address() {
    return address;
  }

  /** Returns the address of the try-it page, for a browser on this machine. */
  public String url() {
    boolean isLocal = Set.of("0.0.0.0", "127.0.0.1", "::").contains(address.host());
    return "http://%s:%d/".formatted(isLocal ? "localhost" : address.host(), address.port());
  }

  /** Refuses new requests, ends when those that came have been answered, or after 10 seconds. */
  @Override
  public void close() {
    ready.set(false);
    javalin.stop();
    housekeeping.close();
    serving.metrics().close();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.generateEtags = false;
    config.jetty.modifyHttpConfiguration(HttpServer::limit);
    config.jetty.modifyServer(HttpServer::limit);
    config.requestLogger.http(
        (context, millis) ->
            serving
                .metrics()
                .request(
                    route(context),
                    String.valueOf(context.method()),
                    context.statusCode(),
                    Duration.ofNanos((long) (millis * 1e6))));
    new Problems(serving.ids()).register(config.routes);
    route(config.routes);
  }

  private static String route(io.javalin.http.Context context) {
    var endpoint = context.endpoints().matchedHttpEndpoint();
    return endpoint == null ? UNMATCHED : endpoint.path;
  }

  private void route(RoutesConfig routes) {
    EventsResource events = new EventsResource(serving);
    ItemsResource items = new ItemsResource(serving);
    UsersResource users = new UsersResource(serving);
    ListsResource lists = new ListsResource(serving);
    RequestsResource requests = new RequestsResource(serving);
    RulesResource rules = new RulesResource(serving);
    OnboardingResource onboarding = new OnboardingResource(serving);
    HealthResource health = new HealthResource(engine, ready);
    WebResource web = WebResource.load();
    routes.before(HttpServer::refuseCrossSiteWrites);
    routes.post("/v1/events", events::post);
    routes.get("/v1/items", items::list);
    routes.post("/v1/items", items::post);
    routes.get("/v1/items/{id}", items::get);
    routes.put("/v1/items/{id}", items::put);
    routes.delete("/v1/items/{id}", items::delete);
    routes.get("/v1/items/{id}/similar", lists::similar);
    routes.get("/v1/users", users::list);
    routes.post("/v1/users", users::post);
    routes.get("/v1/users/{id}", users::get);
    routes.put("/v1/users/{id}", users::put);
    routes.delete("/v1/users/{id}", users::delete);
    routes.post("/v1/recommend", lists::recommend);
    routes.post("/v1/rank", lists::rank);
    routes.get("/v1/surfaces", lists::surfaces);
    routes.get("/v1/requests/{id}", requests::get);
    routes.get("/v1/requests/{id}/why-not/{item}", requests::whyNot);
    routes.get("/v1/rules", rules::list);
    routes.get("/v1/rules/{id}", rules::get);
    routes.put("/v1/rules/{id}", rules::put);
    routes.delete("/v1/rules/{id}", rules::delete);
    routes.post("/v1/page", new PagesResource(serving)::page);
    routes.get("/v1/onboarding", onboarding::get);
    routes.post("/v1/onboarding", onboarding::post);
    routes.get("/health/live", health::live);
    routes.get("/health/ready", health::ready);
    routes.get("/metrics", serving.metrics()::get);
    routes.get("/openapi.yaml", web::yaml);
    routes.get("/openapi.json", web::json);
    routes.get("/api", web::reference);
    routes.get("/", web::page);
  }

  /**
   * Bodies are read whatever their type, so a page of another site could post one without asking
   * first; browsers say that they do.
   */
  private static void refuseCrossSiteWrites(io.javalin.http.Context context) {
    boolean isRead = Set.of("GET", "HEAD").contains(context.req().getMethod());
    if (!isRead && "cross-site".equals(context.header("Sec-Fetch-Site"))) {
      throw new ApiProblem(
          ProblemCode.CROSS_SITE, "send this from your server, not from a page of another site");
    }
  }

  /** Ids may hold anything, so an encoded slash in the path is part of an id. */
  private static void limit(HttpConfiguration http) {
    http.setRequestHeaderSize(HEADER_BYTES_MAX);
    http.setUriCompliance(UriCompliance.UNSAFE);
    http.setSendServerVersion(false);
    http.setIdleTimeout(IDLE_MILLIS_MAX);
  }

  private static void limit(Server server) {
    server.setStopTimeout(DRAIN_MILLIS_MAX);
    server.setErrorHandler(new UnreadableRequests());
    for (var connector : server.getConnectors()) {
      if (connector instanceof AbstractConnector network) {
        network.setIdleTimeout(IDLE_MILLIS_MAX);
      }
    }
  }

  /** Asks for lists that nobody sees, so that the first person does not wait for classes. */
  private void warmUp() {
    Recommender recommender = engine.recommender();
    for (int round = 0; round < WARM_UPS; round++) {
      for (Surface surface : recommender.surfaces().values()) {
        recommender.preview(
            new RecommendationRequest(
                new RequestId("warm-up"),
                surface.name(),
                Visitor.ANONYMOUS,
                List.of(new ItemId("warm-up")),
                1,
                Context.NONE,
                Set.of(),
                serving.clock().instant()));
      }
    }
  }
}
