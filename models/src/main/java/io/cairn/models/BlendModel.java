package io.cairn.models;

import io.cairn.core.FeatureMatrix;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Several models that decide together: scores and contributions are the means of theirs.
 *
 * @see BlendTrainer
 */
final class BlendModel implements RankingModel {
  static final String KIND = "blend";
  static final int FORM = 1;

  private final List<RankingModel> members;

  /** Makes a model of at least one, all of the same columns and objectives. */
  BlendModel(List<RankingModel> members) {
    this.members = List.copyOf(members);
  }

  static BlendModel read(ModelReader in) throws IOException {
    int count = in.readCount();
    List<RankingModel> members = new ArrayList<>();
    for (int member = 0; member < count; member++) {
      members.add(RankingModelCodec.read(in));
    }
    BlendModel blend = new BlendModel(members);
    if (members.isEmpty() || !members.stream().allMatch(blend::isLikeTheFirst)) {
      throw ModelReader.damaged("its members are not alike");
    }
    return blend;
  }

  private boolean isLikeTheFirst(RankingModel member) {
    return member.columns().equals(columns()) && member.objectives().equals(objectives());
  }

  List<RankingModel> members() {
    return members;
  }

  @Override
  public List<String> columns() {
    return members.getFirst().columns();
  }

  @Override
  public List<String> objectives() {
    return members.getFirst().objectives();
  }

  @Override
  public FeatureMatrix score(FeatureMatrix features) {
    return mean(member -> member.score(features));
  }

  @Override
  public FeatureMatrix contributions(FeatureMatrix features, int objective) {
    return mean(member -> member.contributions(features, objective));
  }

  private FeatureMatrix mean(Function<RankingModel, FeatureMatrix> of) {
    FeatureMatrix first = of.apply(members.getFirst());
    float[] mean = first.values().clone();
    for (RankingModel member : members.subList(1, members.size())) {
      float[] values = of.apply(member).values();
      for (int cell = 0; cell < mean.length; cell++) {
        mean[cell] += values[cell];
      }
    }
    for (int cell = 0; cell < mean.length; cell++) {
      mean[cell] /= members.size();
    }
    return new FeatureMatrix(first.columns(), first.rows(), mean);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ModelWriter.begin(out, KIND, FORM).writeInt(members.size());
    for (RankingModel member : members) {
      member.write(out);
    }
  }
}
