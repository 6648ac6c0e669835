package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.Event;
import io.cairn.core.FeatureMatrix;
import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureReader;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureStore;
import io.cairn.features.Row;
import io.cairn.features.SeenWindow;
import io.cairn.features.Situation;
import io.cairn.features.VectorSpace;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.ranking.Explanation;
import io.cairn.recommender.ranking.Ranker;
import io.cairn.recommender.ranking.Ranking;
import io.cairn.recommender.ranking.ReciprocalRankFusion;
import io.cairn.recommender.reranking.Gate;
import io.cairn.recommender.reranking.Slate;
import io.cairn.recommender.retrieval.CandidateSource;
import io.cairn.recommender.retrieval.Charts;
import io.cairn.recommender.retrieval.IndexedModel;
import io.cairn.recommender.retrieval.Query;
import io.cairn.recommender.retrieval.SourceSettings;
import io.cairn.recommender.rules.RuleRun;
import io.cairn.recommender.rules.Rulebook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * The request path, and the only way to make a list: find out who asks, ask the sources, rank, take
 * out what may not be shown, fill up, and record what was shown. Immutable but for what it reads,
 * and safe for use by multiple threads.
 */
public final class Recommender {
  private final FeatureReader reader;
  private final FeatureSet features;
  private final FeatureStore store;
  private final Map<String, Surface> surfaces;
  private final Retrieval retrieval;
  private final Ranker ranker;
  private final ReciprocalRankFusion fusion;
  private final Map<String, VectorSpace> spaces;
  private final Filling filling;
  private final Answers answers;
  private final Map<String, Integer> versions;
  private final Charts charts;
  private final Onboarding onboarding;
  private final FreshCatalogue freshCatalogue;
  private final Rulebook rulebook;
  private final Map<String, Map<String, SeenWindow>> seenWindows;
  private final int rerankDepth;
  private final LongSupplier nanoClock;
  private final Paging paging;
  private final BiConsumer<Recommendation, Event.Impression> impressions;

  /**
   * Makes the path that the settings describe. Sources whose models are not there are left out.
   *
   * @param trained the models, each under a name of its own; sources are made of the retrieval
   *     models among them
   */
  public static Recommender of(
      PipelineSettings settings,
      Collection<? extends TrainedModel> trained,
      FeatureSet features,
      FeatureStore store,
      Surroundings around) {
    Map<String, IndexedModel> models = around.indexes().of(trained);
    Charts charts = new Charts(features, store, settings.chartsRefresh(), around.executor());
    FeatureReader reader = new FeatureReader(features, store);
    Pipeline pipeline =
        Pipeline.of(settings, new SourceSettings.Parts(models, charts), trained, reader);
    Map<String, Integer> versions = new HashMap<>();
    trained.forEach(m -> versions.put(m.artifact().name(), m.artifact().version()));
    FreshCatalogue fresh = FreshCatalogue.of(models.values(), reader);
    return new Recommender(reader, pipeline, charts, fresh, Map.copyOf(versions), around);
  }

  private Recommender(
      FeatureReader reader,
      Pipeline pipeline,
      Charts charts,
      FreshCatalogue freshCatalogue,
      Map<String, Integer> versions,
      Surroundings around) {
    this.charts = charts;
    this.freshCatalogue = freshCatalogue;
    this.versions = versions;
    this.reader = reader;
    features = reader.features();
    store = reader.store();
    surfaces = pipeline.surfaces();
    ranker = pipeline.ranker();
    fusion = pipeline.fusion();
    spaces = pipeline.spaces();
    answers = new Answers(pipeline, reader);
    onboarding = pipeline.onboarding();
    retrieval = new Retrieval(pipeline.candidatesPerSource(), pipeline.deadline(), around);
    filling = new Filling(retrieval, fusion);
    seenWindows = pipeline.seen();
    rulebook = new Rulebook(pipeline.rules(), reader);
    rerankDepth = pipeline.rerankDepth();
    nanoClock = around.nanoClock();
    paging = new Paging(around.slatesKeptBytes());
    impressions = around.impressions();
  }

  /** Returns the surfaces that lists can be asked for, by name. */
  public Map<String, Surface> surfaces() {
    return surfaces;
  }

  /** Returns the rules that hold for every list. */
  public Rulebook rulebook() {
    return rulebook;
  }

  /** Returns what chooses items to ask new people about. */
  public Onboarding onboarding() {
    return onboarding;
  }

  /** Returns what takes note of items that came after the models were trained. */
  public FreshCatalogue freshCatalogue() {
    return freshCatalogue;
  }

  /**
   * Returns the list to show, and records that it is shown.
   *
   * @throws IllegalArgumentException if there is no such surface, or it needs seeds and got none
   */
  public Recommendation recommend(RecommendationRequest request) {
    return recommend(request, Part.FIRST);
  }

  /**
   * Returns a page of a list that is no longer kept: of a new list, without what its request says
   * was shown on earlier pages; and records that it is shown.
   *
   * @throws IllegalArgumentException if there is no such surface, or it needs seeds and got none
   */
  public Recommendation recommend(RecommendationRequest request, Part part) {
    Stopwatch watch = stopwatch();
    Draft draft = draft(request, watch);
    return record(draft, finish(draft, part, watch));
  }

  /** Records that a list is shown, and keeps it for its next page. */
  Recommendation record(Draft draft, Recommendation made) {
    Recommendation shown = paging.first(draft, made, made.trace().asOf());
    impressions.accept(shown, Impressions.of(shown, draft.others()));
    return shown;
  }

  /**
   * Returns the next page of a list, and records that it is shown. Whatever happened meanwhile, the
   * list goes on as it was; but what may no longer be shown is left out.
   *
   * @return empty where the list is no longer kept
   */
  public Optional<Recommendation> next(Cursor cursor, Part.Turn turn) {
    return paging.next(cursor, turn, (list, page) -> next(list, cursor, page));
  }

  private Recommendation next(Unfinished list, Cursor cursor, Part.Turn turn) {
    Stopwatch watch = stopwatch();
    Draft first = list.draft();
    Query query = first.query().asking(list.request(cursor, turn));
    List<Gate> gates = rulebook.begin(query).gates();
    first.list().goOn(cursor.from(), turn.count(), turn.exclude(), gates);
    Draft page = first.later(query);
    List<Trace.SourceCall> calls = filled(page, watch);
    Recommendation made = answer(page, trace(page, watch, calls, list.asOf()), Part.after(cursor));
    impressions.accept(made, Impressions.of(made, page.others()));
    return made;
  }

  /**
   * Returns the list that would be shown now; nothing is recorded as shown.
   *
   * @throws IllegalArgumentException if there is no such surface, or it needs seeds and got none
   */
  public Recommendation preview(RecommendationRequest request) {
    Stopwatch watch = stopwatch();
    return finish(draft(request, watch), Part.FIRST, watch);
  }

  /**
   * Returns the same for a row of a page, beside rows of other items.
   *
   * @throws IllegalArgumentException as above
   */
  public Recommendation preview(RecommendationRequest request, List<ItemId> others) {
    Stopwatch watch = stopwatch();
    Beside beside = new Beside(List.copyOf(surfaces.values()));
    Asking asking = asking(request);
    watch.lap("rows");
    Draft draft = draft(surface(request), asking, Optional.of(beside), watch);
    beside.add(others);
    draft.recheck();
    return finish(draft, Part.FIRST, watch);
  }

  /**
   * Returns a page of several lists, and records that each of them is shown.
   *
   * @throws IllegalArgumentException if there is no such surface, or it needs seeds and got none
   */
  public PageOfRows page(PageRequest request) {
    return new PageMaking(this, request).make();
  }

  Stopwatch stopwatch() {
    return new Stopwatch(nanoClock);
  }

  /** Finds out what is known of whoever asks. */
  Asking asking(RecommendationRequest request) {
    Reads reads = new Reads(store);
    return new Asking(queries(reads).query(request, Optional.empty()), reads);
  }

  /** Finds out the same for another request of the same visitor, with what is known already. */
  Asking asking(RecommendationRequest request, Asking known) {
    boolean isSeenAlike =
        Objects.equals(
            seenWindows.get(request.surface()), seenWindows.get(known.query().request().surface()));
    return isSeenAlike
        ? new Asking(known.query().asking(request), known.reads().again())
        : asking(request);
  }

  private Queries queries(FeatureStore reads) {
    return new Queries(features, reads, seenWindows);
  }

  private Draft draft(RecommendationRequest request, Stopwatch watch) {
    Surface surface = surface(request);
    Asking asking = asking(request);
    watch.lap("rows");
    return draft(surface, asking, Optional.empty(), watch);
  }

  /**
   * Retrieves and orders candidates.
   *
   * @param beside what stands in other rows of the page; empty where it is no row of a page
   */
  Draft draft(Surface surface, Asking asking, Optional<Beside> beside, Stopwatch watch) {
    RuleRun rules = rulebook.begin(asking.query());
    Query query = asking.query().within(rules.admission());
    if (!rules.isEmpty()) {
      watch.lap("rules");
    }
    Retrieval.Result retrieved = retrieval.retrieve(surface.sources(), query);
    watch.lap("retrieval");
    Ordered ordered = order(query, retrieved.candidates());
    watch.lap("ranking");
    Reads reads = asking.reads();
    ordered.ranking().basis().ifPresent(basis -> reads.note(basis.offset()));
    Composition list = composition(surface, query, reads, rules, beside);
    list.order(ordered.ranking().candidates(), rerankDepth);
    watch.lap("reranking");
    return new Draft(
        surface,
        query,
        list,
        rules,
        retrieved.calls(),
        ordered.call(),
        ordered.ranking().basis(),
        reads,
        beside);
  }

  /** Places what is in order, fills up, and answers. */
  Recommendation finish(Draft draft, Part part, Stopwatch watch) {
    List<Trace.SourceCall> calls = filled(draft, watch);
    int revision = draft.rules().revision();
    Event.AsOf asOf = asOf(draft.reads(), draft.query(), draft.basis(), calls, revision);
    return answer(draft, trace(draft, watch, calls, asOf), part);
  }

  /** Places what is in order, and fills up; returns what sources did. */
  private List<Trace.SourceCall> filled(Draft draft, Stopwatch watch) {
    draft.list().fill();
    watch.lap("placing");
    List<Trace.SourceCall> calls = new ArrayList<>(draft.calls());
    filling.fill(draft, calls);
    watch.lap("fill");
    return calls;
  }

  private static Trace trace(
      Draft draft, Stopwatch watch, List<Trace.SourceCall> calls, Event.AsOf asOf) {
    Trace.RuleCalls called = new Trace.RuleCalls(draft.rules().revision(), draft.rules().calls());
    return new Trace(watch.laps(), calls, draft.ranker(), draft.list().course(), asOf, called);
  }

  /**
   * Orders the caller's own list, best first. None is dropped: items that no source has a word on
   * follow in the order of the caller, those that are not in the catalogue last. Nothing is
   * recorded as shown.
   *
   * @param request whose count and exclusions do not matter
   * @throws IllegalArgumentException if there is no such surface
   */
  public Recommendation rank(RecommendationRequest request, List<ItemId> items) {
    Stopwatch watch = stopwatch();
    Surface surface = surface(request);
    Set<ItemId> distinct = new LinkedHashSet<>(items);
    Reads reads = new Reads(store);
    Query query = queries(reads).query(request, Optional.of(distinct));
    watch.lap("rows");
    Retrieval.Result retrieved = retrieval.retrieve(surface.all(), query);
    watch.lap("retrieval");
    List<Candidate> candidates = new ArrayList<>(retrieved.candidates());
    Unproposed rest = unproposed(distinct, candidates);
    if (ranker.ranksUnproposed()) {
      candidates.addAll(rest.known());
    }
    Ordered ordered = order(query, candidates);
    List<Candidate> ranked = new ArrayList<>(ordered.ranking().candidates());
    if (!ranker.ranksUnproposed()) {
      ranked.addAll(rest.known());
    }
    ranked.addAll(rest.unknown());
    watch.lap("ranking");
    Event.AsOf asOf = asOf(reads, query, ordered.ranking().basis(), retrieved.calls(), 0);
    Trace trace =
        new Trace(
            watch.laps(),
            retrieved.calls(),
            ordered.call(),
            Course.NONE,
            asOf,
            Trace.RuleCalls.NONE);
    List<Assembly.Placed> placed = ranked.stream().map(c -> new Assembly.Placed(c, 1)).toList();
    return answers.of(surface, query, placed, ordered.ranking().basis(), trace, Part.FIRST);
  }

  /**
   * Returns what the sources of the surface propose, in no order: what a ranker is asked to order,
   * and what it is trained on.
   *
   * @param only the items that may be proposed; empty where all may
   * @throws IllegalArgumentException if there is no such surface, or it needs seeds and got none
   */
  public List<Candidate> candidates(RecommendationRequest request, Optional<Set<ItemId>> only) {
    Query query = queries(store).query(request, only);
    return retrieval.retrieve(surface(request).sources(), query).candidates();
  }

  /**
   * Asks sources for one item, further than for a list, and whether it might be shown at all.
   *
   * @param asked the names of the sources
   * @param depth how far to look in each source
   * @throws IllegalArgumentException if there is no such surface
   */
  public Probe probe(RecommendationRequest request, ItemId item, Set<String> asked, int depth) {
    Surface surface = surface(request);
    Query query = queries(store).query(request, Optional.empty());
    Composition list = composition(surface, query, store, rulebook.begin(query), Optional.empty());
    List<Probe.Found> found = new ArrayList<>();
    for (CandidateSource source : query.allows(item) ? surface.all() : List.<CandidateSource>of()) {
      if (asked.contains(source.name())) {
        found.add(Probe.Found.of(item, retrieval.retrieve(List.of(source), query, depth)));
      }
    }
    int proposable = Math.max(retrieval.limit(), request.count());
    return new Probe(list.against(new Candidate(item, List.of(), 0)), found, proposable);
  }

  /** Returns why the items of a list have their places. */
  public Explanation explain(Recommendation made) {
    List<Candidate> shown = made.items().stream().map(Recommended::candidate).toList();
    return made.basis()
        .map(basis -> basis.explain(shown.stream().map(Candidate::item).toList()))
        .orElseGet(() -> Explanation.of(featuresNow(made.request(), shown)));
  }

  private FeatureMatrix featuresNow(RecommendationRequest request, List<Candidate> shown) {
    return reader.read(Situation.Occasion.of(request), shown, spaces).matrix();
  }

  /** Returns the vectors of the models in use, by the models' names. */
  public Map<String, VectorSpace> spaces() {
    return spaces;
  }

  private Composition composition(
      Surface surface, Query query, FeatureStore reads, RuleRun rules, Optional<Beside> beside) {
    Slate slate = new Slate(query, new FeatureReader(features, reads), spaces);
    return new Composition(surface, slate, rules, beside);
  }

  /** Returns as of when all was read. */
  private Event.AsOf asOf(
      Reads reads,
      Query query,
      Optional<Ranking.Basis> basis,
      List<Trace.SourceCall> calls,
      int rules) {
    Optional<Event.ChartsMade> made =
        query.view().charts().map(c -> new Event.ChartsMade(c.offset(), c.time()));
    Optional<Long> ranked = basis.map(Ranking.Basis::offset);
    Event.AsOf asOf = reads.asOf(ranked, versions, made, Trace.silent(calls));
    return new Event.AsOf(asOf.offset(), asOf.models(), rules, asOf.making());
  }

  /**
   * Makes the charts for the requests that come, from the rows as they are, unless charts are made
   * anew before.
   *
   * @param time back from which ages are measured
   */
  public void makeCharts(Instant time) {
    charts.make(time);
  }

  /**
   * Candidates in order.
   *
   * @param call who ordered them
   */
  private record Ordered(Ranking ranking, Trace.RankerCall call) {}

  /** Orders by the ranker or, where it fails, by fusion: a list is made all the same. */
  private Ordered order(Query query, List<Candidate> candidates) {
    try {
      return new Ordered(ranker.rank(query, candidates), new Trace.RankerCall(ranker.name(), ""));
    } catch (RuntimeException e) {
      String problem = "%s failed: %s".formatted(ranker.name(), e);
      return new Ordered(
          fusion.rank(query, candidates), new Trace.RankerCall(fusion.name(), problem));
    }
  }

  Surface surface(RecommendationRequest request) {
    Surface surface = surfaces.get(request.surface());
    if (surface == null) {
      throw new IllegalArgumentException(
          "unknown surface '%s', there are %s"
              .formatted(request.surface(), surfaces.keySet().stream().sorted().toList()));
    }
    if (surface.needsSeeds() && request.seeds().isEmpty()) {
      throw new IllegalArgumentException(
          "surface '%s' needs the items that the list is about".formatted(surface.name()));
    }
    return surface;
  }

  /**
   * Items that no source proposed, in the order of the caller.
   *
   * @param unknown those that are not in the catalogue
   */
  private record Unproposed(List<Candidate> known, List<Candidate> unknown) {}

  private Unproposed unproposed(Set<ItemId> items, List<Candidate> proposed) {
    Set<ItemId> rest = new LinkedHashSet<>(items);
    proposed.forEach(candidate -> rest.remove(candidate.item()));
    Map<EntityKey, Row> rows = store.get(rest.stream().map(EntityKey::of).toList());
    List<Candidate> known = new ArrayList<>();
    List<Candidate> unknown = new ArrayList<>();
    for (ItemId item : rest) {
      Row row = rows.getOrDefault(EntityKey.of(item), Row.EMPTY);
      (features.entry(row).isPresent() ? known : unknown).add(new Candidate(item, List.of(), 0));
    }
    return new Unproposed(known, unknown);
  }

  private Recommendation answer(Draft draft, Trace trace, Part part) {
    List<Assembly.Placed> page = draft.list().page();
    return answers.of(draft.surface(), draft.query(), page, draft.basis(), trace, part);
  }
}
