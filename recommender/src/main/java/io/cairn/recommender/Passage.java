package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.recommender.reranking.Effect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The way of one candidate from the ranker to the list, or to where it was lost. Immutable.
 *
 * @param places after each step that looked at it, in the order of the path
 * @param effects what steps did to it
 * @param isFilled whether it came from the fallback because the others were too few
 */
public record Passage(ItemId item, List<Place> places, List<Effect> effects, boolean isFilled) {
  /** Copies the lists. */
  public Passage {
    places = List.copyOf(places);
    effects = List.copyOf(effects);
  }

  /** Returns the way of each item, those that were no candidates with no place. */
  public static Map<ItemId, Passage> of(Recommendation made, Collection<ItemId> items) {
    Course course = made.trace().course();
    Map<ItemId, List<Place>> places = places(made, items);
    Map<ItemId, List<Effect>> effects = new HashMap<>();
    for (Effect effect : course.effects()) {
      if (places.containsKey(effect.item())) {
        effects.computeIfAbsent(effect.item(), _ -> new ArrayList<>()).add(effect);
      }
    }
    Map<ItemId, Passage> passages = new LinkedHashMap<>();
    places.forEach(
        (item, way) ->
            passages.put(
                item,
                new Passage(
                    item,
                    way,
                    effects.getOrDefault(item, List.of()),
                    course.filled().contains(item))));
    return passages;
  }

  private static Map<ItemId, List<Place>> places(Recommendation made, Collection<ItemId> items) {
    Map<ItemId, List<Place>> places = new LinkedHashMap<>();
    items.forEach(item -> places.put(item, new ArrayList<>()));
    List<Candidate> before = List.of();
    for (Course.Step step : made.trace().course().steps()) {
      add(places, step.name(), before, step.candidates());
      before = step.candidates();
    }
    List<Candidate> listed = made.items().stream().map(Recommended::candidate).toList();
    Set<ItemId> lost = made.trace().course().lost().keySet();
    List<Candidate> eligible = before.stream().filter(c -> !lost.contains(c.item())).toList();
    Map<ItemId, Integer> waiting = positions(eligible, places.keySet());
    for (int at = 0; at < listed.size(); at++) {
      Candidate candidate = listed.get(at);
      if (places.containsKey(candidate.item())) {
        int place = waiting.getOrDefault(candidate.item(), 0);
        places.get(candidate.item()).add(new Place(Place.LIST, place, at + 1, candidate.score()));
      }
    }
    return places;
  }

  /** Adds where the items stand after a step. */
  private static void add(
      Map<ItemId, List<Place>> places, String step, List<Candidate> before, List<Candidate> after) {
    Set<ItemId> looked = HashSet.newHashSet(after.size());
    after.forEach(candidate -> looked.add(candidate.item()));
    Map<ItemId, Integer> stood =
        positions(before.stream().filter(c -> looked.contains(c.item())).toList(), places.keySet());
    for (int at = 0; at < after.size(); at++) {
      Candidate candidate = after.get(at);
      List<Place> way = places.get(candidate.item());
      if (way != null) {
        int place = stood.getOrDefault(candidate.item(), 0);
        way.add(new Place(step, place, at + 1, candidate.score()));
      }
    }
  }

  private static Map<ItemId, Integer> positions(List<Candidate> candidates, Set<ItemId> wanted) {
    Map<ItemId, Integer> positions = new HashMap<>();
    for (int at = 0; at < candidates.size(); at++) {
      ItemId item = candidates.get(at).item();
      if (wanted.contains(item)) {
        positions.put(item, at + 1);
      }
    }
    return positions;
  }
}
