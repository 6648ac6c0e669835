package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.recommender.retrieval.CandidateSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes one page of rows: the candidates of all rows are put in order first, the rows are ordered
 * by how much they have for this very visitor, and then filled one after the other, each without
 * what stands in those before. For use by one thread.
 */
final class PageMaking {

  /** A row whose candidates are in order. */
  private record Begun(
      PageRequest.Row row, Draft draft, Beside beside, double personal, Stopwatch watch) {}

  private final Recommender lists;
  private final PageRequest request;
  private final List<Begun> begun = new ArrayList<>();
  private final List<PageOfRows.Row> rows = new ArrayList<>();
  private final List<PageOfRows.Left> left = new ArrayList<>();

  PageMaking(Recommender lists, PageRequest request) {
    this.lists = lists;
    this.request = request;
  }

  PageOfRows make() {
    Optional<Asking> visitor = Optional.empty();
    for (PageRequest.Row row : request.rows()) {
      visitor = Optional.of(begin(row, visitor));
    }
    begun.sort(Comparator.comparingDouble(Begun::personal).reversed());
    begun.forEach(this::fill);
    return new PageOfRows(request.id(), rows, left);
  }

  /** Puts the candidates of a row in order; who asks is looked up for the first row only. */
  private Asking begin(PageRequest.Row row, Optional<Asking> visitor) {
    Stopwatch watch = lists.stopwatch();
    RecommendationRequest asked = listRequest(row);
    Surface surface = lists.surface(asked);
    Asking asking =
        visitor.map(known -> lists.asking(asked, known)).orElseGet(() -> lists.asking(asked));
    watch.lap("rows");
    Beside beside = new Beside(List.copyOf(lists.surfaces().values()));
    Draft draft = lists.draft(surface, asking, Optional.of(beside), watch);
    double personal = personal(surface, draft.list().first(), row);
    begun.add(new Begun(row, draft, beside, personal, watch));
    return asking;
  }

  private RecommendationRequest listRequest(PageRequest.Row row) {
    return new RecommendationRequest(
        new RequestId("%s.%d".formatted(request.id(), begun.size() + 1)),
        row.surface(),
        request.visitor(),
        row.seeds(),
        row.count(),
        request.context(),
        Set.of(),
        request.time());
  }

  private static double personal(Surface surface, List<Candidate> candidates, PageRequest.Row row) {
    Set<String> personal =
        surface.all().stream()
            .filter(CandidateSource::isPersonal)
            .map(CandidateSource::name)
            .collect(Collectors.toSet());
    long count =
        candidates.stream()
            .filter(c -> c.proposals().stream().anyMatch(p -> personal.contains(p.source())))
            .count();
    return (double) count / row.count();
  }

  private void fill(Begun row) {
    if (rows.size() == request.bounds().rowsMax()) {
      leave(row, "the page has its %d rows".formatted(rows.size()));
      return;
    }
    row.draft().recheck();
    Recommendation made = lists.finish(row.draft(), Part.FIRST, row.watch());
    int items = made.items().size();
    double personal =
        personal(
            row.draft().surface(),
            made.items().stream().map(Recommended::candidate).toList(),
            row.row());
    if (items < itemsMin()) {
      leave(row, "only %d items, at least %d are needed".formatted(items, itemsMin()));
    } else if (personal < row.row().personalMin()) {
      leave(
          row,
          "a share of %.2f is personal, at least %.2f is needed"
              .formatted(personal, row.row().personalMin()));
    } else {
      rows.add(new PageOfRows.Row(row.row(), lists.record(row.draft(), made), personal));
      List<ItemId> taken = row.draft().list().items();
      begun.stream()
          .map(Begun::beside)
          .filter(other -> other != row.beside())
          .forEach(other -> other.add(taken));
    }
  }

  private int itemsMin() {
    return request.bounds().itemsMin();
  }

  private void leave(Begun row, String reason) {
    left.add(new PageOfRows.Left(row.row(), reason));
  }
}
