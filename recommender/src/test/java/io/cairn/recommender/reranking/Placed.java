package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list that was filled under one placement alone.
 *
 * @param items those that found a place, in order
 */
record Placed(List<Candidate> items) {
  static Placed of(Placement.Placing placing, List<Candidate> ranked) {
    List<Candidate> waiting = new ArrayList<>(ranked);
    List<Candidate> items = new ArrayList<>();
    for (int place = 1; place <= ranked.size(); place++) {
      int position = place;
      Optional<Candidate> next =
          waiting.stream()
              .filter(candidate -> placing.against(candidate, position).isEmpty())
              .findFirst();
      if (next.isEmpty()) {
        break;
      }
      waiting.remove(next.get());
      items.add(next.get());
      placing.placed(next.get(), position);
    }
    return new Placed(items);
  }
}
