package io.cairn.benchmarks;

import io.cairn.app.config.Configuration;
import io.cairn.benchmarks.Split.Pair;
import io.cairn.core.Candidate;
import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.core.Progress;
import io.cairn.core.Proposal;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.TopK;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import io.cairn.events.MemoryEventLog;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureFolder;
import io.cairn.features.FeatureReader;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureStore;
import io.cairn.features.MemoryFeatureStore;
import io.cairn.features.Profile;
import io.cairn.features.RecentEvents;
import io.cairn.features.Row;
import io.cairn.features.VectorSpace;
import io.cairn.models.AlsTrainer;
import io.cairn.models.EaseTrainer;
import io.cairn.models.EmbeddingModel;
import io.cairn.models.RetrievalModel;
import io.cairn.recommender.reranking.Slate;
import io.cairn.recommender.retrieval.Admission;
import io.cairn.recommender.retrieval.ModelView;
import io.cairn.recommender.retrieval.Query;
import io.cairn.recommender.retrieval.Rung;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lists of every third user of MovieLens 1M before re-ranking: the best films by EASE, over the
 * default features. For use by one thread.
 */
final class RerankingLists {
  private static final double REGULARIZATION = 238.56;
  private static final int EVERY = 3;
  private static final Instant NOW = Instant.parse("2001-01-01T00:00:00Z");

  /**
   * What people liked, and what films are.
   *
   * @param genres by film
   */
  record Films(List<Pair> train, List<Pair> test, Map<String, List<String>> genres) {}

  /**
   * One person's list.
   *
   * @param candidates best first
   * @param relevant what is to be found
   */
  record UserList(UserId user, List<Candidate> candidates, Set<ItemId> relevant) {}

  private final Films films;
  private final List<ItemId> items;
  private final FeatureReader reader;
  private final List<UserList> lists;
  private final Map<String, VectorSpace> spaces;

  /** Trains the model, folds what people did, and takes so many candidates for each list. */
  RerankingLists(Films films, int candidates) {
    this.films = films;
    items =
        new LinkedHashSet<>(films.train().stream().map(Pair::item).toList())
            .stream().map(ItemId::new).toList();
    FeatureSet features = Configuration.defaults().engine().featureSet();
    FeatureStore store = new MemoryFeatureStore();
    reader = new FeatureReader(features, store);
    fold(features, store);
    Split split = Split.of("ml-1m topn-quest fold 0", films.train(), films.test(), 1);
    RetrievalModel model = new EaseTrainer(REGULARIZATION).train(split.train(), Progress.NONE);
    lists = lists(split, model, candidates);
    EmbeddingModel als = new AlsTrainer(64, 10, 40, 4, 1).train(split.train(), Progress.NONE);
    spaces = Map.of("als", new Vectors(new ItemVocabulary(items), als));
  }

  /** The vectors of films, by their columns. */
  private record Vectors(ItemVocabulary items, EmbeddingModel model) implements VectorSpace {
    @Override
    public Optional<float[]> ofItem(ItemId item) {
      int from = items.column(item) * model.factors();
      return Optional.of(Arrays.copyOfRange(model.itemVectors(), from, from + model.factors()));
    }

    @Override
    public Optional<float[]> ofHistory(Profile profile, RecentEvents recent) {
      return Optional.empty();
    }
  }

  private void fold(FeatureSet features, FeatureStore store) {
    MemoryEventLog log = new MemoryEventLog();
    List<Event> events = new ArrayList<>();
    for (ItemId item : items) {
      List<String> genres = genres(item);
      Map<String, Value> none = Map.of();
      Item film = new Item(item, none, genres, true, Optional.of(NOW.minusSeconds(86_400)));
      events.add(new Event.ItemUpdated(new EventId("film-" + item), NOW, film));
    }
    for (Pair pair : films.train()) {
      EventId id = new EventId("like-" + events.size());
      Visitor visitor = Visitor.of(new UserId(pair.user()));
      ItemId item = new ItemId(pair.item());
      events.add(new Event.Interaction(id, NOW, visitor, item, "like", 1, Context.NONE));
    }
    log.append(events);
    new FeatureFolder(features, store, log).catchUp(Progress.NONE);
  }

  private List<UserList> lists(Split split, RetrievalModel model, int candidates) {
    List<String> users =
        new ArrayList<>(new LinkedHashSet<>(films.train().stream().map(Pair::user).toList()));
    List<UserList> all = new ArrayList<>();
    for (int row = 0; row < users.size(); row += EVERY) {
      if (split.relevant().get(row).isEmpty()) {
        continue;
      }
      float[] scores = model.score(split.history(row));
      for (int column : split.history(row).columns()) {
        scores[column] = Float.NEGATIVE_INFINITY;
      }
      Set<ItemId> relevant = new HashSet<>();
      split.relevant().get(row).forEach(column -> relevant.add(items.get(column)));
      all.add(
          new UserList(
              new UserId(users.get(row)), best(scores, TopK.of(scores, candidates)), relevant));
    }
    return all;
  }

  private List<Candidate> best(float[] scores, int[] columns) {
    List<Candidate> best = new ArrayList<>(columns.length);
    for (int column : columns) {
      Proposal said = new Proposal("ease", best.size() + 1, scores[column], Optional.empty());
      best.add(new Candidate(items.get(column), List.of(said), scores[column]));
    }
    return best;
  }

  /** Returns the lists. */
  List<UserList> lists() {
    return lists;
  }

  /** Returns every film that can be shown. */
  List<ItemId> items() {
    return items;
  }

  /** Returns the genres of a film. */
  List<String> genres(ItemId item) {
    return films.genres().getOrDefault(item.value(), List.of());
  }

  /** Returns how many people liked each film. */
  Map<ItemId, Integer> popularity() {
    Map<ItemId, Integer> popularity = new HashMap<>();
    films.train().forEach(pair -> popularity.merge(new ItemId(pair.item()), 1, Integer::sum));
    return popularity;
  }

  /** Returns what somebody liked. */
  Set<ItemId> history(UserId user) {
    return Set.of(profile(user).items());
  }

  private Profile profile(UserId user) {
    return reader.features().profile(row(user));
  }

  private Row row(UserId user) {
    EntityKey key = EntityKey.of(user);
    return reader.store().get(List.of(key)).getOrDefault(key, Row.EMPTY);
  }

  /** Begins a list of which no row of a candidate is read. */
  Slate slate(UserId user, int count) {
    RecommendationRequest request =
        new RecommendationRequest(
            new RequestId("request-" + user),
            "home",
            Visitor.of(user),
            List.of(),
            count,
            Context.NONE,
            Set.of(),
            NOW);
    Row row = row(user);
    Profile profile = reader.features().profile(row);
    Query query =
        new Query(
            request,
            Rung.HISTORY,
            profile,
            reader.features().recentEvents(row),
            Set.of(profile.items()),
            List.of(),
            Optional.empty(),
            new ModelView(profile, reader.features().recentEvents(row), new int[0], List.of()),
            Optional.empty(),
            _ -> Optional.empty(),
            Admission.ALL);
    return new Slate(query, reader, spaces).at("step");
  }
}
