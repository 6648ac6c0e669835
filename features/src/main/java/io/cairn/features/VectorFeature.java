package io.cairn.features;

import io.cairn.core.ItemId;
import io.cairn.core.Kernel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How near the item is to the actor in the vectors of a model. */
public sealed interface VectorFeature extends Feature {

  /** What the item is compared with. */
  enum Anchor {
    /** The vector of the whole history. */
    HISTORY,
    /** The last item that the actor had to do with. */
    LAST_ITEM,
    /** The mean of the items of the present session, each of length 1. */
    SESSION
  }

  /**
   * The cosine of the item's vector and the anchor's, in [-1, 1]; missing where the model does not
   * know one of them, or there is no model.
   *
   * @param models the one to prefer first
   * @param gap a session ends when the actor does nothing for longer
   */
  record VectorSimilarity(String name, List<String> models, Anchor anchor, Duration gap)
      implements VectorFeature {
    private static final Kernel KERNEL = Kernel.FASTEST;

    /** Checks the settings, and copies the list. */
    public VectorSimilarity {
      Checks.text("name", name);
      models = Checks.texts("models", models);
      Checks.time("gap", gap);
    }

    @Override
    public Column column(int[] slots) {
      return situation ->
          models.stream()
              .map(situation.spaces()::get)
              .filter(space -> space != null)
              .findFirst()
              .map(space -> cells(situation, space))
              .orElseGet(() -> Cells.same(Float.NaN));
    }

    private Cells cells(Situation situation, VectorSpace space) {
      Optional<float[]> anchor = unit(anchor(situation, space));
      if (anchor.isEmpty()) {
        return Cells.same(Float.NaN);
      }
      float[] direction = anchor.get();
      return candidate -> space.cosine(candidate.candidate().item(), direction);
    }

    private Optional<float[]> anchor(Situation situation, VectorSpace space) {
      RecentEvents recent = situation.recent();
      return switch (anchor) {
        case HISTORY -> space.ofHistory(situation.profile(), recent);
        case LAST_ITEM ->
            recent.size() == 0 ? Optional.empty() : space.ofItem(recent.items()[recent.size() - 1]);
        case SESSION -> {
          int from = recent.size() - recent.lastSession(situation.time(), gap);
          yield mean(space, List.of(recent.items()).subList(from, recent.size()));
        }
      };
    }

    private static Optional<float[]> mean(VectorSpace space, List<ItemId> items) {
      List<float[]> units =
          items.stream().map(item -> unit(space.ofItem(item))).flatMap(Optional::stream).toList();
      if (units.isEmpty()) {
        return Optional.empty();
      }
      float[] sum = new float[units.getFirst().length];
      for (float[] unit : units) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += unit[i];
        }
      }
      return Optional.of(sum);
    }

    private static Optional<float[]> unit(Optional<float[]> vector) {
      return vector
          .filter(v -> length(v) > 0)
          .map(
              v -> {
                float[] unit = v.clone();
                float length = length(v);
                for (int i = 0; i < unit.length; i++) {
                  unit[i] /= length;
                }
                return unit;
              });
    }

    private static float length(float[] vector) {
      return (float) Math.sqrt(KERNEL.dot(vector, 0, vector, 0, vector.length));
    }
  }
}
