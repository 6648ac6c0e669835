package io.cairn.app.engine;

import io.cairn.app.config.EngineConfig;
import io.cairn.app.config.InvalidConfigException;
import io.cairn.core.Event;
import io.cairn.core.FeatureMatrix;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.Rule;
import io.cairn.events.EventLog;
import io.cairn.events.RuleRevision;
import io.cairn.events.SqliteRules;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureFolder;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureStore;
import io.cairn.features.Row;
import io.cairn.features.SqliteFeatureStore;
import io.cairn.index.IndexPlan;
import io.cairn.index.UpdatableIndex;
import io.cairn.models.ModelRegistry;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.PipelineSettings;
import io.cairn.recommender.Recommender;
import io.cairn.recommender.Surroundings;
import io.cairn.recommender.ranking.RankingScore;
import io.cairn.recommender.retrieval.IndexedModel;
import io.cairn.recommender.retrieval.ModelIndexes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The engine over one home folder: log, rows, models and the path from a request to a list, put
 * together as the configuration says. Safe for use by multiple threads.
 */
public final class Engine implements AutoCloseable {

  /*
   * Opened for reading, nothing is written: events that are in the log but not yet in the stored
   * rows are folded into the heap, and made lists are not recorded. Another process may write
   * meanwhile. No source is late then: nobody waits for a page, and the code is not warm.
   */

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration NEVER = Duration.ofDays(36_500);

  /**
   * What was found of the rows when the engine was opened, before it folded the rest of the log.
   *
   * @param offset how much of the log they had seen
   * @param resetReason why rows that had been stored were given up; empty where none were
   */
  public record StoredRows(long offset, Optional<String> resetReason) {}

  private final EngineConfig config;
  private final Home home;
  private final StoredRows storedRows;
  private final FeatureSet features;
  private final FeatureStore store;
  private final FeatureFolder folder;
  private final SqliteRules rules;
  private final int lanes = Runtime.getRuntime().availableProcessors();
  private final ExecutorService executor =
      Executors.newFixedThreadPool(lanes, Thread.ofPlatform().daemon().name("lane-", 1).factory());

  /** Indexes are rebuilt by one thread of a pool of its own, so that requests keep the others. */
  private final ExecutorService rebuilding = new ForkJoinPool(1);

  private final Queue<String> indexNews = new ConcurrentLinkedQueue<>();
  private final AtomicLong indexRebuildsFailed = new AtomicLong();
  private final ModelIndexes indexes;
  private final Optional<ImpressionWriter> impressions;
  private final Optional<SkewCheck> skew;
  private final RecentRequests requests;
  private volatile Recommender recommender;
  private volatile Map<String, TrainedModel> models = Map.of();
  private volatile Map<String, String> refusedModels = Map.of();

  private Engine(Home home, EngineConfig config, Progress progress) {
    this.config = config;
    this.home = home;
    features = config.featureSet();
    SqliteFeatureStore stored =
        new SqliteFeatureStore(
            home.file(), features.schema(), config.storage().usersCache().count());
    storedRows = new StoredRows(stored.offset(), stored.resetReason());
    store = stored;
    folder = new FeatureFolder(features, store, home.log());
    folder.catchUp(progress);
    rules = new SqliteRules(home.file());
    impressions = isReadOnly() ? Optional.empty() : Optional.of(new ImpressionWriter(this::append));
    skew =
        isReadOnly() || config.skew().every().isZero()
            ? Optional.empty()
            : Optional.of(new SkewCheck(features, log(), registry(), config.skew().sample()));
    requests =
        new RecentRequests(config.server().requestsKept().count(), features.columns().size());
    indexes =
        new ModelIndexes(
            new IndexFolder(home.indexes(), isReadOnly(), IndexPlan::of, indexNews::add),
            new UpdatableIndex.Rebuilds(rebuilding, this::rebuildFailed));
    try {
      recommender = assemble(models);
      takeUpModels();
    } catch (IllegalArgumentException e) { // the models are others than the path wants
      throw new InvalidConfigException(List.of("pipeline." + e.getMessage()), e);
    }
  }

  private void rebuildFailed(Throwable problem) {
    indexRebuildsFailed.incrementAndGet();
    indexNews.add("rebuilding an index failed, the one in use stays: " + problem.getMessage());
  }

  /**
   * Opens a home folder for reading and writing, and makes it where it is missing.
   *
   * @throws InvalidConfigException if the path cannot be made with the models that are there
   * @throws UncheckedIOException if it cannot be used, or another process has it open for writing
   */
  public static Engine open(Path home, EngineConfig config, Progress progress) {
    return over(Home.open(home), config, progress);
  }

  /**
   * Opens a home folder for reading.
   *
   * @throws InvalidConfigException if the path cannot be made with the models that are there
   * @throws UncheckedIOException if there is no such home, or it cannot be read
   */
  public static Engine openReadOnly(Path home, EngineConfig config, Progress progress) {
    return over(Home.openReadOnly(home), config, progress);
  }

  private static Engine over(Home home, EngineConfig config, Progress progress) {
    try {
      return new Engine(home, config, progress);
    } catch (RuntimeException e) {
      home.close();
      throw e;
    }
  }

  private boolean isReadOnly() {
    return home.file().isReadOnly();
  }

  /**
   * Appends events and folds them: when it returns they are durable, and the next list knows them.
   *
   * @return one offset per event as {@link EventLog#append} says
   */
  public long[] append(List<Event> events) {
    long[] offsets = log().append(events);
    folder.catchUp(Progress.NONE);
    List<Item> items = items(events);
    recommender.rulebook().changed(events.stream().flatMap(Engine::itemOf).toList());
    recommender.freshCatalogue().arrived(items);
    recommender.freshCatalogue().touched(interactions(events.stream()));
    return offsets;
  }

  private static Stream<Event.Interaction> interactions(Stream<Event> events) {
    return events.filter(Event.Interaction.class::isInstance).map(Event.Interaction.class::cast);
  }

  private Stream<Event.Interaction> interactionsFrom(long from) {
    Stream<Event> events = log().read(Math.min(from, log().end()));
    return interactions(events).onClose(events::close);
  }

  private static List<Item> items(List<Event> events) {
    return events.stream()
        .filter(Event.ItemUpdated.class::isInstance)
        .map(event -> ((Event.ItemUpdated) event).item())
        .toList();
  }

  /** Returns the item that was put or removed. */
  private static Stream<ItemId> itemOf(Event event) {
    return switch (event) {
      case Event.ItemUpdated updated -> Stream.of(updated.item().id());
      case Event.ItemRemoved removed -> Stream.of(removed.item());
      default -> Stream.empty();
    };
  }

  /**
   * Lets the work append many events, and folds them meanwhile; when it returns, they are durable
   * and folded.
   *
   * @param work is given the log to append to
   */
  public <T> T importing(Function<EventLog, T> work, Progress progress) {
    T result;
    long before = log().end();
    try (EventLog folding = new FoldingLog(log(), folder)) {
      result = work.apply(folding);
    }
    folder.catchUp(progress);
    recommender.rulebook().catalogueChanged();
    recommender.freshCatalogue().findArrivals();
    try (Stream<Event.Interaction> imported = interactionsFrom(before)) {
      recommender.freshCatalogue().touched(imported);
    }
    return result;
  }

  /**
   * Takes up models that were published since the last call, and goes on with the ones it has where
   * a new one cannot be used.
   *
   * @return what happened, one sentence a model that changed or was refused, and what happened to
   *     indexes since the last call; none where nothing did
   */
  public synchronized List<String> reloadModels() {
    List<String> news = takeUpModels();
    for (String one = indexNews.poll(); one != null; one = indexNews.poll()) {
      news.add(one);
    }
    return news;
  }

  private synchronized List<String> takeUpModels() {
    List<String> news = new ArrayList<>();
    Map<String, String> refused = new TreeMap<>();
    Map<String, TrainedModel> loaded = new TreeMap<>(models);
    for (String name : watched()) {
      try {
        OptionalInt latest = registry().latest(name);
        if (latest.isPresent() && !isLoaded(loaded, name, latest.getAsInt())) {
          TrainedModel model = load(name, latest.getAsInt());
          String index = index(model);
          loaded.put(name, model);
          news.add("model %s %d is in use%s".formatted(name, latest.getAsInt(), index));
        }
      } catch (IllegalArgumentException | UncheckedIOException e) {
        refused.put(name, reason(e));
        news.add("model %s was refused: %s".formatted(name, reason(e)));
      }
    }
    refusedModels = refused;
    if (!loaded.equals(models)) {
      recommender = assemble(loaded); // where the path cannot use them, those before stay
      models = Map.copyOf(loaded);
      requests.clear();
      recommender
          .freshCatalogue()
          .findArrivals(); // not before: from now on, what is appended is known to it
      recommender.freshCatalogue().findTouched(this::interactionsFrom);
    }
    return news;
  }

  /** Says why a model's vectors are not compared one by one; refuses some that cannot be. */
  private static String index(TrainedModel model) {
    return IndexedModel.plan(model)
        .filter(plan -> plan.kind() != IndexPlan.Kind.EXACT)
        .map(plan -> ": " + plan.reason())
        .orElse("");
  }

  /** Loads a version, and refuses one that cannot be what the configuration wants of the name. */
  private TrainedModel load(String name, int version) {
    TrainedModel model = registry().load(name, version);
    boolean wantsRetrieval = config.training().models().containsKey(name);
    if (wantsRetrieval && !(model instanceof TrainedModel.Retrieval)) {
      throw new IllegalArgumentException(
          "version %d is of kind %s, which proposes no items: train again, or promote another of %s"
              .formatted(version, model.artifact().kind(), registry().versions(name)));
    }
    if (config.pipeline().ranker().models().contains(name)) {
      checkRanker(name, model);
    }
    return model;
  }

  /**
   * Refuses what cannot order lists: another kind, other features, or objectives without a score.
   */
  private void checkRanker(String name, TrainedModel model) {
    if (!(model instanceof TrainedModel.Ranker ranker)) {
      throw new IllegalArgumentException(
          "version %d is of kind %s, which orders no lists: train again, or promote another of %s"
              .formatted(
                  model.artifact().version(), model.artifact().kind(), registry().versions(name)));
    }
    FeatureMatrix nothing = new FeatureMatrix(features.columns(), 0, new float[0]);
    new RankingScore(ranker, config.pipeline().ranker().score()).scores(nothing);
  }

  private static String reason(RuntimeException e) {
    Throwable speaking = e.getCause() instanceof IOException cause ? cause : e;
    return String.valueOf(speaking.getMessage());
  }

  private static boolean isLoaded(Map<String, TrainedModel> loaded, String name, int version) {
    TrainedModel known = loaded.get(name);
    return known != null && known.artifact().version() == version;
  }

  private Recommender assemble(Map<String, TrainedModel> with) {
    PipelineSettings pipeline = config.pipeline();
    return assemble(isReadOnly() ? pipeline.withDeadline(PATIENCE) : pipeline, with);
  }

  /**
   * Returns the path with the models and rules in use, to ask for many lists: no source is late,
   * and nothing is left to chance, which takes its time.
   */
  public Recommender withoutExploration() {
    return assemble(config.pipeline().withDeadline(PATIENCE).withoutExploration(), models);
  }

  private Recommender assemble(PipelineSettings pipeline, Map<String, TrainedModel> with) {
    Recommender made = Recommender.of(pipeline, with.values(), features, store, surroundings());
    RuleRevision latest = rules.latest();
    made.rulebook().follow(latest.number(), latest.plain());
    return made;
  }

  /**
   * Returns the path with the models in use and these rules alone, to compare lists: no source is
   * late, and charts stay as they are first made. What it recommends is recorded.
   */
  public Recommender withRules(List<Rule> only) {
    PipelineSettings pipeline =
        config.pipeline().withDeadline(PATIENCE).withChartsRefresh(NEVER).withRules(only);
    return Recommender.of(pipeline, models.values(), features, store, surroundings());
  }

  /** Returns the stored rules, and every earlier revision of them. */
  public SqliteRules rules() {
    return rules;
  }

  /**
   * Adds or replaces a stored rule, which was checked: it holds for requests that begin after this
   * returns.
   *
   * @return the stored rules after it
   */
  public synchronized RuleRevision putRule(Rule rule, Instant now) {
    return follow(rules.put(rule, now));
  }

  /**
   * Removes a stored rule: it holds no more for requests that begin after this returns.
   *
   * @return the stored rules after it
   */
  public synchronized RuleRevision removeRule(String id, Instant now) {
    return follow(rules.remove(id, now));
  }

  private RuleRevision follow(RuleRevision latest) {
    recommender.rulebook().follow(latest.number(), latest.plain());
    return latest;
  }

  /** Returns what a path needs of this process; lists that are made are recorded. */
  public Surroundings surroundings() {
    return new Surroundings(
        executor,
        lanes,
        System::nanoTime,
        (made, impression) -> {
          impressions.ifPresent(writer -> writer.offer(impression));
          skew.ifPresent(check -> check.offer(made, impression));
          requests.add(made, impression);
        },
        indexes,
        Set.of(),
        isReadOnly() ? 0 : config.server().slatesKept().count());
  }

  /**
   * Returns what watches that served features are those that training reads; empty where it is off.
   */
  public Optional<SkewCheck> skew() {
    return skew;
  }

  /** Returns the last lists that were made, with models that are in use. */
  public RecentRequests requests() {
    return requests;
  }

  /** Begins to make lists again that are in the log. */
  public ListReplay replay(Progress progress) {
    return new ListReplay(home, config, models, progress);
  }

  /** Returns the path with the models in use. */
  public Recommender recommender() {
    return recommender;
  }

  /** Returns the names of the models to take up when they are published. */
  public Set<String> watched() {
    Set<String> names = new TreeSet<>(config.training().models().keySet());
    names.addAll(config.pipeline().ranker().models());
    return names;
  }

  /** Returns the models in use, by name. */
  public Map<String, TrainedModel> models() {
    return models;
  }

  /** Returns why models could not be taken up by the last {@link #reloadModels}, by name. */
  public Map<String, String> refusedModels() {
    return Collections.unmodifiableMap(refusedModels);
  }

  /** Returns what was found of the rows on opening. */
  public StoredRows storedRows() {
    return storedRows;
  }

  /** Returns the configuration. */
  public EngineConfig config() {
    return config;
  }

  /** Returns the log. */
  public EventLog log() {
    return home.log();
  }

  /** Returns what rows hold and how features are read from them. */
  public FeatureSet features() {
    return features;
  }

  /** Returns the rows. */
  public FeatureStore store() {
    return store;
  }

  /** Returns the row of an entity; {@link Row#EMPTY} where it has none. */
  public Row row(EntityKey entity) {
    return store.get(List.of(entity)).getOrDefault(entity, Row.EMPTY);
  }

  /** Returns the models that were published. */
  public ModelRegistry registry() {
    return home.registry();
  }

  /**
   * Returns how many shown lists could not be recorded because too many waited or the disk failed.
   */
  public long impressionsLost() {
    return impressions.map(ImpressionWriter::lost).orElse(0L);
  }

  /** Returns how often an index into which items had arrived could not be rebuilt. */
  public long indexRebuildsFailed() {
    return indexRebuildsFailed.get();
  }

  /** Records what waits to be recorded, writes every row, and releases the home folder. */
  @Override
  public void close() {
    impressions.ifPresent(ImpressionWriter::close);
    skew.ifPresent(SkewCheck::close);
    executor.shutdown();
    rebuilding.shutdownNow();
    store.close();
    home.close();
  }
}
