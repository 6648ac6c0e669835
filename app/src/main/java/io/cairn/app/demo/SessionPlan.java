package io.cairn.app.demo;

import io.cairn.core.SessionId;
import io.cairn.core.Visitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Decides who comes when. For use by one thread. */
final class SessionPlan {
  /** The share of sessions without an account. */
  static final double ANONYMOUS_SHARE = 0.15;

  /** The share of users who come once and never again. */
  static final double COLD_SHARE = 0.35;

  /** The share of users who were there before the start; the others join on any day. */
  static final double FOUNDER_SHARE = 0.5;

  /** The shape of the Pareto distribution of the number of sessions, and its cut. */
  static final double ACTIVITY_SHAPE = 1.0;

  static final double ACTIVITY_MAX = 80;

  /** How many interactions a session has in the mean; set from runs of the simulation. */
  static final double INTERACTIONS_PER_SESSION = 4.9;

  private final WorldSettings settings;
  private final People people;
  private final Calendar calendar;
  private final RandomGenerator random;

  SessionPlan(WorldSettings settings, People people, Calendar calendar) {
    this.settings = settings;
    this.people = people;
    this.calendar = calendar;
    random = Seeds.random(settings.seed(), "sessions");
  }

  /** Returns all sessions by the time of their start. */
  List<Session> sessions() {
    double total = settings.events() / INTERACTIONS_PER_SESSION;
    List<Start> starts = new ArrayList<>();
    for (int anonymous = 0; anonymous < total * ANONYMOUS_SHARE; anonymous++) {
      starts.add(new Start(0, calendar.draw(random, 0)));
    }
    addUsers(starts, total * (1 - ANONYMOUS_SHARE));
    starts.sort(Comparator.comparing(Start::time));
    List<Session> sessions = new ArrayList<>(starts.size());
    starts.forEach(start -> sessions.add(session(start, sessions.size() + 1)));
    return sessions;
  }

  private void addUsers(List<Start> starts, double total) {
    double[] activity = new double[settings.users() + 1];
    double sum = 0;
    for (int user = 1; user < activity.length; user++) {
      activity[user] = activity();
      sum += activity[user];
    }
    double scale = Math.max(0, total - settings.users()) / sum;
    for (int user = 1; user < activity.length; user++) {
      int firstDay = firstDay();
      double sessions = 1 + scale * activity[user] + random.nextDouble();
      for (int session = 1; session <= sessions; session++) {
        starts.add(new Start(user, calendar.draw(random, firstDay)));
      }
    }
  }

  /** Draws how active a user is: 0 for those who come once, else Pareto. */
  private double activity() {
    if (random.nextDouble() < COLD_SHARE) {
      return 0;
    }
    double pareto = StrictMath.pow(1 - random.nextDouble(), -1 / ACTIVITY_SHAPE);
    return Math.min(pareto, ACTIVITY_MAX);
  }

  private int firstDay() {
    return random.nextDouble() < FOUNDER_SHARE ? 0 : random.nextInt(settings.days());
  }

  private Session session(Start start, int number) {
    Optional<SessionId> id = Optional.of(new SessionId(Seeds.numbered("s", number, 6)));
    if (start.user() == 0) {
      Visitor visitor = new Visitor(Optional.empty(), id);
      return new Session(visitor, 0, people.person(visitor), start.time());
    }
    Visitor visitor = new Visitor(Optional.of(People.id(start.user())), id);
    return new Session(visitor, start.user(), people.person(start.user()), start.time());
  }

  private record Start(int user, Instant time) {}
}
