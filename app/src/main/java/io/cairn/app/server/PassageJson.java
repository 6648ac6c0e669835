package io.cairn.app.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.recommender.Passage;
import io.cairn.recommender.Place;
import io.cairn.recommender.reranking.Effect;
import java.util.List;

/** Writes the way of a candidate as JSON. */
final class PassageJson {
  private PassageJson() {}

  /**
   * Adds where the candidate stood after each step, what steps did to it, and whether it came only
   * because the list was short.
   *
   * @param relaxed what was let go so that the list is full
   */
  static void add(ObjectNode json, Passage passage, List<String> relaxed) {
    ArrayNode path = json.putArray("path");
    for (Place place : passage.places()) {
      ObjectNode step = path.addObject().put("step", place.step());
      if (place.before() > 0) {
        step.put("before", place.before());
      }
      step.put("place", place.position()).put("score", Numbers.rounded(place.score()));
    }
    ArrayNode effects = json.putArray("effects");
    for (Effect effect : passage.effects()) {
      ObjectNode node = effects.addObject().put("step", effect.step()).put("what", effect.what());
      if (!Float.isNaN(effect.amount())) {
        node.put("amount", Numbers.rounded(effect.amount()));
      }
    }
    json.put("filled", passage.isFilled());
    passage.effects().stream()
        .map(Effect::step)
        .filter(relaxed::contains)
        .findFirst()
        .ifPresent(name -> json.put("relaxed", name));
  }
}
