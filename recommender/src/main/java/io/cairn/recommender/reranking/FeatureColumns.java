package io.cairn.recommender.reranking;

import io.cairn.core.RecommendationRequest;
import io.cairn.features.CandidateRow;
import io.cairn.features.Feature;
import io.cairn.features.FeatureReader;
import io.cairn.features.Situation;
import io.cairn.features.VectorSpace;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The features of one list that somebody asks for: each is prepared when it is first asked for, and
 * who asks is looked up once for all of them. For use by one thread.
 */
final class FeatureColumns {
  private final RecommendationRequest request;
  private final FeatureReader reader;
  private final Map<String, VectorSpace> spaces;
  private final Map<String, Feature.Cells> cells = new HashMap<>();
  private @Nullable Situation situation;

  FeatureColumns(
      RecommendationRequest request, FeatureReader reader, Map<String, VectorSpace> spaces) {
    this.request = request;
    this.reader = reader;
    this.spaces = spaces;
  }

  /** Returns a feature of a candidate; {@link Float#NaN} where the value is not known. */
  float value(String feature, CandidateRow candidate) {
    return cells
        .computeIfAbsent(feature, name -> reader.features().cells(situation(), name))
        .value(candidate);
  }

  /** Returns what the candidates of the list have in common. */
  Situation situation() {
    Situation known = situation;
    if (known == null) {
      known = reader.situation(Situation.Occasion.of(request), spaces);
      situation = known;
    }
    return known;
  }
}
