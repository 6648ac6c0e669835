package io.cairn.app.doctor;

import static io.cairn.app.doctor.Texts.percent;
import static io.cairn.app.doctor.Texts.text;

import io.cairn.app.config.EngineConfig;
import io.cairn.features.EntityKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judges what the log holds. */
final class EventFindings {
  private static final String TOPIC = "events";
  private static final double MANY = 0.5;
  private static final Duration OLD = Duration.ofDays(30);

  private final LogCensus census;
  private final List<Finding> findings = new ArrayList<>();

  private EventFindings(LogCensus census) {
    this.census = census;
  }

  static List<Finding> of(LogCensus census, EngineConfig.Events weights, Instant now) {
    EventFindings judged = new EventFindings(census);
    if (census.interactionsTotal() == 0) {
      judged.add(
          Severity.SERIOUS,
          "the log has no interactions, so nothing is known of anybody's taste",
          "import events with: cairn import FILE");
      return judged.findings;
    }
    judged.people();
    judged.types(weights);
    judged.times(now);
    return judged.findings;
  }

  private void people() {
    double one = census.oneEventShare();
    if (one > MANY) {
      add(
          Severity.WARNING,
          text(
              "%s of %s have one event: their lists are little more than what is similar to it",
              percent(one), census.who()),
          "send more kinds of events (view, click, dwell), and one user id on every visit");
    }
    long users = census.active(EntityKey.Kind.USER);
    long sessions = census.active(EntityKey.Kind.SESSION);
    if (users > 0 && sessions > users) {
      add(
          Severity.NOTE,
          text("%,d sessions are of nobody known, beside %,d users", sessions, users),
          "send the user id with the session once somebody signs in");
    }
  }

  private void types(EngineConfig.Events weights) {
    for (Map.Entry<String, Long> type : census.interactions().entrySet()) {
      if (!weights.weights().containsKey(type.getKey())) {
        add(
            Severity.WARNING,
            text(
                "%,d events have the type '%s', which no weight names: each counts %s",
                type.getValue(), type.getKey(), weights.unknownWeight()),
            text("set events.weights.\"%s\" in the configuration", type.getKey()));
      }
    }
  }

  private void times(Instant now) {
    Instant first = census.first().orElse(now);
    Instant last = census.last().orElse(now);
    if (census.inFuture() > 0) {
      add(
          Severity.WARNING,
          text("%,d events are in the future, the last at %s", census.inFuture(), last),
          "correct the clocks and time zones of what sends events");
    }
    if (first.equals(last) && census.interactionsTotal() > 1) {
      add(
          Severity.WARNING,
          "all events have one time: trends and an evaluation by time mean nothing",
          "import events with the time at which each happened");
    }
    Duration age = Duration.between(last, now);
    if (age.compareTo(OLD) > 0) {
      add(
          Severity.NOTE,
          text("the newest event is %,d days old: nothing trends now", age.toDays()),
          "send new events over HTTP, or import them");
    }
  }

  private void add(Severity severity, String sentence, String remedy) {
    findings.add(new Finding(severity, TOPIC, sentence, remedy));
  }
}
