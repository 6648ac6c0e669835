package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureReader;
import io.cairn.models.ModelArtifact;
import io.cairn.recommender.ranking.ModelRanker;
import io.cairn.recommender.ranking.Ranking;
import io.cairn.recommender.retrieval.CandidateSource;
import io.cairn.recommender.retrieval.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes finished lists of what was placed: with reasons for people, the models behind them, and
 * what is missing for a personal one. Safe for use by multiple threads.
 */
record Answers(Pipeline pipeline, FeatureReader reader) {

  Recommendation of(
      Surface surface,
      Query query,
      List<Assembly.Placed> page,
      Optional<Ranking.Basis> basis,
      Trace trace,
      Part part) {
    Map<ItemId, String> titles = titles(page);
    List<Recommended> items = new ArrayList<>(page.size());
    Set<String> used = new HashSet<>();
    for (Assembly.Placed placed : page) {
      Candidate candidate = placed.candidate();
      String reason = reason(query, candidate, titles);
      int position = part.skipped() + items.size() + 1;
      items.add(new Recommended(candidate, position, placed.propensity(), reason));
      candidate.proposals().forEach(proposal -> used.add(proposal.source()));
    }
    String missing = Personalization.missing(query, surface, used, trace.sources());
    return new Recommendation(
        query.request(),
        items,
        query.rung(),
        missing.isEmpty(),
        missing,
        basis,
        models(trace),
        trace,
        part);
  }

  private Map<String, Integer> models(Trace trace) {
    Map<String, Integer> versions = new HashMap<>();
    for (Trace.SourceCall call : trace.sources()) {
      ModelArtifact model = pipeline.models().get(call.source());
      if (model != null) {
        versions.put(model.name(), model.version());
      }
    }
    boolean isByRanker = trace.ranker().name().equals(pipeline.ranker().name());
    if (isByRanker && pipeline.ranker() instanceof ModelRanker model) {
      versions.put(model.artifact().name(), model.artifact().version());
    }
    return versions;
  }

  private String reason(Query query, Candidate candidate, Map<ItemId, String> titles) {
    if (candidate.proposals().isEmpty()) {
      return "";
    }
    Proposal strongest = pipeline.ranker().strongest(candidate);
    CandidateSource source = pipeline.sources().get(strongest.source());
    return source == null
        ? ""
        : source.reason(query, strongest, item -> titles.getOrDefault(item, item.value()));
  }

  /** Returns what people call the items that led to the candidates. */
  private Map<ItemId, String> titles(List<Assembly.Placed> page) {
    Set<ItemId> anchors = new HashSet<>();
    for (Assembly.Placed placed : page) {
      placed
          .candidate()
          .proposals()
          .forEach(proposal -> proposal.because().ifPresent(anchors::add));
    }
    Map<ItemId, String> titles = new HashMap<>();
    reader
        .store()
        .get(anchors.stream().map(EntityKey::of).toList())
        .values()
        .forEach(
            row ->
                reader
                    .features()
                    .entry(row)
                    .ifPresent(e -> titles.put(e.item().id(), e.item().title())));
    return titles;
  }
}
