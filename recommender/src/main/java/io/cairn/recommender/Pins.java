package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.recommender.reranking.Effect;
import io.cairn.recommender.reranking.Slate;
import io.cairn.recommender.rules.RuleRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives places of a list away, as rules say. An item that is pinned needs no source to propose it,
 * but is shown only if it may be. For use by one thread.
 */
record Pins(RuleRun rules, Slate slate, Eligible eligible) {

  /**
   * Gives the places away, before other candidates are offered.
   *
   * @param ranked what the sources proposed
   */
  void pin(List<Candidate> ranked, Assembly assembly) {
    List<RuleRun.Pinned> pins = rules.pins();
    if (pins.isEmpty()) {
      return;
    }
    Map<ItemId, Candidate> offered = offer(pins, ranked);
    for (RuleRun.Pinned pin : pins) {
      if (pin.item().isEmpty()) {
        assembly.pin(pin.slot(), new Assembly.Pin(pin.rule(), Optional.empty(), c -> fits(pin, c)));
      }
      pin.item()
          .map(offered::remove)
          .ifPresent(
              candidate -> {
                note(pin, candidate.item());
                assembly.pin(
                    pin.slot(), new Assembly.Pin(pin.rule(), Optional.of(candidate), _ -> true));
              });
    }
  }

  private boolean fits(RuleRun.Pinned pin, Candidate candidate) {
    boolean fits = rules.fits(pin, candidate.item(), slate.entry(candidate.item()));
    if (fits) {
      note(pin, candidate.item());
    }
    return fits;
  }

  private void note(RuleRun.Pinned pin, ItemId item) {
    slate.note(new Effect(pin.rule(), item, "pinned to place " + pin.slot(), Float.NaN));
  }

  /** Returns the pinned items that fit their pins and may be shown. */
  private Map<ItemId, Candidate> offer(List<RuleRun.Pinned> pins, List<Candidate> ranked) {
    Map<ItemId, Candidate> wanted = new HashMap<>();
    pins.forEach(
        pin -> pin.item().ifPresent(id -> wanted.put(id, new Candidate(id, List.of(), 0))));
    ranked.forEach(candidate -> wanted.computeIfPresent(candidate.item(), (_, _) -> candidate));
    slate.know(wanted.values());
    List<Candidate> fitting = new ArrayList<>();
    for (RuleRun.Pinned pin : pins) {
      pin.item()
          .filter(id -> rules.fits(pin, id, slate.entry(id)))
          .map(wanted::remove)
          .ifPresent(fitting::add);
    }
    eligible.offer(fitting);
    Map<ItemId, Candidate> offered = new HashMap<>();
    if (!fitting.isEmpty()) {
      eligible.next(fitting.size()).forEach(c -> offered.put(c.item(), c));
    }
    return offered;
  }
}
