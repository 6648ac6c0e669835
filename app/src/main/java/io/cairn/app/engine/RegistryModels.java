package io.cairn.app.engine;

import io.cairn.core.ItemId;
import io.cairn.features.Profile;
import io.cairn.features.RecentEvents;
import io.cairn.features.VectorSpace;
import io.cairn.models.ModelRegistry;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.retrieval.IndexedModel;
import io.cairn.training.PastModels;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The vectors of models of earlier versions, from the registry; the last version of each is kept. A
 * version that is gone or damaged knows nothing, so features of it are missing: another model that
 * the server did not look at must not take its place. For use by one thread.
 */
final class RegistryModels implements PastModels {
  /** Stands for the vectors of a version that cannot be loaded. */
  static final VectorSpace GONE =
      new VectorSpace() {
        @Override
        public Optional<float[]> ofItem(ItemId item) {
          return Optional.empty();
        }

        @Override
        public Optional<float[]> ofHistory(Profile profile, RecentEvents recent) {
          return Optional.empty();
        }
      };

  private record Version(String name, int number) {}

  private final ModelRegistry registry;
  private final Set<String> names;
  private final Map<String, Version> versions = new HashMap<>();
  private final Map<String, Optional<VectorSpace>> spaces = new HashMap<>();

  /**
   * Makes it.
   *
   * @param names of the models whose vectors features look at
   */
  RegistryModels(ModelRegistry registry, Set<String> names) {
    this.registry = registry;
    this.names = Set.copyOf(names);
  }

  @Override
  public Map<String, VectorSpace> spaces(Map<String, Integer> wanted) {
    Map<String, VectorSpace> found = new HashMap<>();
    for (String name : names) {
      Integer number = wanted.get(name);
      if (number != null) {
        Version version = new Version(name, number);
        if (!version.equals(versions.put(name, version))) {
          spaces.put(name, load(version));
        }
        spaces.getOrDefault(name, Optional.empty()).ifPresent(space -> found.put(name, space));
      }
    }
    return found;
  }

  private Optional<VectorSpace> load(Version version) {
    try {
      TrainedModel model = registry.load(version.name(), version.number());
      return IndexedModel.space(model);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return Optional.of(GONE); // features of it are missing, which training says of each feature
    }
  }
}
