package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.features.CatalogueEntry;
import io.cairn.recommender.reranking.Distinct;
import io.cairn.recommender.reranking.Gate;
import io.cairn.recommender.reranking.Slate;
import io.cairn.recommender.retrieval.NearDuplicates;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps what stands in another row of the page out of a list, and what is nearly the same. For use
 * by one thread at a time.
 */
final class Beside implements Gate {
  private final Set<ItemId> shown = new LinkedHashSet<>();
  private final OptionalDouble overlapMin;
  private Optional<NearDuplicates> near = Optional.empty();

  /** Begins a page without rows, which is as strict with near duplicates as the surfaces are. */
  Beside(List<Surface> surfaces) {
    overlapMin =
        surfaces.stream()
            .flatMap(surface -> surface.placements().stream())
            .filter(control -> control.reranker() instanceof Distinct)
            .mapToDouble(control -> ((Distinct) control.reranker()).overlapMin())
            .min();
  }

  @Override
  public String name() {
    return "page";
  }

  @Override
  public Optional<String> against(Candidate candidate, CatalogueEntry entry) {
    return shown.contains(candidate.item())
        ? Optional.of("in another row of the page")
        : near.flatMap(others -> others.near(entry.item()))
            .map(other -> "nearly the same as another in a row of the page, " + other);
  }

  /** Returns what was taken note of, in that order. */
  Stream<ItemId> items() {
    return shown.stream();
  }

  /** Takes note of the items of a row. */
  void add(List<ItemId> items) {
    shown.addAll(items);
  }

  /** Whether no row was filled yet. */
  boolean isEmpty() {
    return shown.isEmpty();
  }

  /**
   * Reads what the items are like, if that matters: as of the moment at which the list that they
   * stand beside is looked at, which is recorded with the list.
   */
  void look(Slate slate) {
    if (overlapMin.isPresent()) {
      NearDuplicates others = new NearDuplicates(overlapMin.getAsDouble());
      slate.knowItems(shown);
      shown.forEach(item -> others.add(slate.item(item)));
      near = Optional.of(others);
    }
  }
}
