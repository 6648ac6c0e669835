package io.cairn.features;

import static io.cairn.features.Script.SETTINGS;
import static io.cairn.features.Script.day;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Candidate;
import io.cairn.core.Context;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;

/** For each feature: these events, then this value for ada and the item a. */
abstract class FeatureValues {
  static final Offset<Float> TINY = within(1e-5f);
  static final Visitor ADA = Visitor.of(new UserId("ada"));
  static final Aggregate.Subject ITEM = Aggregate.Subject.ITEM;
  static final Aggregate.Subject ACTOR = Aggregate.Subject.ACTOR;

  final Script script = new Script();
  final Map<String, VectorSpace> spaces = new HashMap<>();
  private final List<Proposal> proposals = new ArrayList<>();

  void proposed(String source, int rank, float score) {
    proposals.add(new Proposal(source, rank, score, Optional.empty()));
  }

  float value(Feature feature, double day) {
    return value(feature, day, ADA, Context.NONE);
  }

  float value(Feature feature, double day, Visitor visitor, Context context) {
    return value(
        feature, new Situation.Occasion(visitor, "home", context, day(day), 0), List.of("a"));
  }

  /** Returns the value for the last of the items. */
  float value(Feature feature, Situation.Occasion occasion, List<String> items) {
    FeatureSet features = new FeatureSet(SETTINGS, List.of(feature));
    List<Candidate> candidates =
        items.stream().map(item -> new Candidate(new ItemId(item), proposals, 0)).toList();
    float[] values =
        new FeatureReader(features, script.fold(features))
            .read(occasion, candidates, spaces)
            .matrix()
            .values();
    return values[values.length - 1];
  }

  static float log1p(double count) {
    return (float) Math.log1p(count);
  }
}
