package io.cairn.recommender.ranking;

import io.cairn.core.Candidate;
import io.cairn.core.FeatureMatrix;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.features.FeatureReader;
import io.cairn.features.Situation;
import io.cairn.features.VectorSpace;
import io.cairn.models.ModelArtifact;
import io.cairn.models.RankingModel;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.retrieval.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Orders by a trained model: the features of every candidate are read as of one moment, the model
 * scores each objective, calibrations make probabilities of the scores, and a formula makes one
 * score of those and the features. A candidate for which the formula has no number, because a
 * feature that it names is missing, comes last. Immutable, and safe for use by multiple threads.
 */
public final class ModelRanker implements Ranker {
  private final TrainedModel.Ranker trained;
  private final FeatureReader reader;
  private final Map<String, VectorSpace> spaces;
  private final RankingScore score;
  private final ReciprocalRankFusion fusion;

  /**
   * Makes a ranker.
   *
   * @param formula over the model's objectives and the features, such as {@code click * margin}
   * @param spaces the vectors of models, by the models' names
   * @param fusion says which proposal counts most
   * @throws io.cairn.models.SchemaMismatchException if the model was trained with other features
   * @throws IllegalArgumentException if the formula cannot be read, or names what is neither an
   *     objective nor a feature
   */
  public ModelRanker(
      TrainedModel.Ranker trained,
      String formula,
      FeatureReader reader,
      Map<String, VectorSpace> spaces,
      ReciprocalRankFusion fusion) {
    RankingModel model = trained.model();
    model.score(new FeatureMatrix(reader.features().columns(), 0, new float[0]));
    this.trained = trained;
    this.reader = reader;
    this.spaces = Map.copyOf(spaces);
    this.fusion = fusion;
    score = new RankingScore(trained, formula);
  }

  @Override
  public String name() {
    return trained.artifact().name() + " " + trained.artifact().version();
  }

  /** Returns what is known of the model. */
  public ModelArtifact artifact() {
    return trained.artifact();
  }

  @Override
  public boolean ranksUnproposed() {
    return true;
  }

  @Override
  public Proposal strongest(Candidate candidate) {
    return fusion.strongest(candidate);
  }

  @Override
  public Ranking rank(Query query, List<Candidate> candidates) {
    Situation.Occasion occasion = Situation.Occasion.of(query.request());
    FeatureReader.Reading reading = reader.read(occasion, candidates, spaces);
    float[] scores = score.scores(reading.matrix());
    List<Candidate> ranked = new ArrayList<>(candidates.size());
    for (int row = 0; row < scores.length; row++) {
      ranked.add(candidates.get(row).withScore(scores[row]));
    }
    ranked.sort(ReciprocalRankFusion::betterFirst);
    return new Ranking(ranked, Optional.of(new Read(candidates, reading)));
  }

  /** The candidates of one list, and the features that were read of them. */
  private final class Read implements Ranking.Basis {
    private final List<Candidate> candidates;
    private final FeatureReader.Reading reading;

    Read(List<Candidate> candidates, FeatureReader.Reading reading) {
      this.candidates = List.copyOf(candidates);
      this.reading = reading;
    }

    @Override
    public long offset() {
      return reading.offset();
    }

    @Override
    public FeatureMatrix features(List<ItemId> items) {
      Map<ItemId, Integer> rows = HashMap.newHashMap(candidates.size());
      candidates.forEach(candidate -> rows.put(candidate.item(), rows.size()));
      int width = reading.matrix().columns().size();
      float[] values = new float[items.size() * width];
      Arrays.fill(values, Float.NaN);
      for (int item = 0; item < items.size(); item++) {
        Integer row = rows.get(items.get(item));
        if (row != null) {
          System.arraycopy(reading.matrix().values(), row * width, values, item * width, width);
        }
      }
      return new FeatureMatrix(reading.matrix().columns(), items.size(), values);
    }

    @Override
    public Explanation explain(List<ItemId> items) {
      FeatureMatrix features = features(items);
      List<FeatureMatrix> contributions = new ArrayList<>();
      for (int objective = 0; objective < trained.model().objectives().size(); objective++) {
        contributions.add(trained.model().contributions(features, objective));
      }
      return new Explanation(name(), features, score.predictions(features), contributions);
    }
  }
}
