package io.cairn.app.cli;

import io.cairn.core.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Shows how long work proceeds: one bar that moves on a terminal; in a pipe a line when a step
 * begins, when another quarter or ten seconds have passed, and when it ends. A step ends when all
 * of it is done, when its total is unknown and another step begins, or when this is closed. The
 * changing detail of a step stands behind the rest.
 *
 * <p>Safe for use by multiple threads.
 */
public final class TerminalProgress implements Progress, AutoCloseable {
  private static final Duration REDRAW_EVERY = Duration.ofMillis(100);
  private static final Duration LINE_EVERY = Duration.ofSeconds(10);
  private static final Duration QUARTER_LINE_EVERY = Duration.ofSeconds(1);
  private static final int BAR_WIDTH = 24;
  private static final int BAR_WIDTH_MIN = 5;
  private static final String CLEAR_LINE = "\r\u001b[K";

  /** How far a step is. */
  private static final class Step {
    private final Instant begun;
    private Instant shown;
    private long shownQuarter;
    private long done;
    private long total = -1;
    private String detail = "";

    Step(Instant now) {
      begun = now;
      shown = now;
    }

    long quarter() {
      return total > 0 ? 4 * done / total : 0;
    }

    boolean isComplete() {
      return total >= 0 && done >= total;
    }

    /** Returns the detail behind a separator; empty where there is none. */
    String detailAfter(String separator) {
      return detail.isEmpty() ? "" : separator + detail;
    }
  }

  private final PrintWriter out;
  private final int columns;
  private final InstantSource clock;
  private final Map<String, Step> running = new LinkedHashMap<>();
  private String lastCompleted = "";

  /**
   * Makes a progress with nothing to show yet.
   *
   * @param columns the width of the terminal behind {@code out}; 0 where it is a file or a pipe
   * @param clock tells when to print and how long a step took
   */
  public TerminalProgress(PrintWriter out, int columns, InstantSource clock) {
    this.out = out;
    this.columns = columns;
    this.clock = clock;
  }

  @Override
  public synchronized void at(String told, long done, long total) {
    Instant now = clock.instant();
    String[] parts = told.split(", ", 2);
    String step = parts[0];
    Step state = running.get(step);
    if (state == null) {
      boolean isNothing = total == 0 || (step.equals(lastCompleted) && done == total);
      if (isNothing) {
        return;
      }
      state = begin(step, now);
    }
    state.done = done;
    state.total = total;
    state.detail = parts.length > 1 ? parts[1] : state.detail;
    if (state.isComplete()) {
      end(step, state, now);
    } else if (columns > 0) {
      redraw(step, state, now);
    } else {
      printIfDue(step, state, now);
    }
  }

  /** Ends the steps that are still running. */
  @Override
  public synchronized void close() {
    Instant now = clock.instant();
    Map.copyOf(running).forEach((step, state) -> end(step, state, now));
  }

  private Step begin(String step, Instant now) {
    Map.copyOf(running)
        .forEach(
            (name, other) -> {
              if (other.total < 0) {
                end(name, other, now);
              }
            });
    Step state = new Step(now);
    running.put(step, state);
    if (columns == 0) {
      out.println(step);
      out.flush();
    }
    return state;
  }

  private void end(String step, Step state, Instant now) {
    running.remove(step);
    lastCompleted = step;
    Duration took = Duration.between(state.begun, now);
    double seconds = took.toNanos() / 1e9;
    String rate =
        seconds >= 0.05 ? String.format(Locale.ROOT, " (%,.0f/s)", state.done / seconds) : "";
    String how =
        state.total < 0 || state.isComplete()
            ? String.format(Locale.ROOT, "done, %,d", state.done)
            : String.format(Locale.ROOT, "stopped, %,d of %,d", state.done, state.total);
    out.println(
        (columns > 0 ? CLEAR_LINE : "")
            + "%s: %s in %s%s%s".formatted(step, how, text(took), rate, state.detailAfter(", ")));
    out.flush();
  }

  private void printIfDue(String step, Step state, Instant now) {
    Duration silent = Duration.between(state.shown, now);
    boolean quarterPassed =
        state.quarter() > state.shownQuarter && silent.compareTo(QUARTER_LINE_EVERY) >= 0;
    if (quarterPassed || silent.compareTo(LINE_EVERY) >= 0) {
      state.shown = now;
      state.shownQuarter = state.quarter();
      String elapsed = text(Duration.between(state.begun, now));
      out.println(step + ": " + amount(state) + ", " + elapsed + state.detailAfter(", "));
      out.flush();
    }
  }

  private void redraw(String step, Step state, Instant now) {
    if (state.shown.equals(state.begun)
        || Duration.between(state.shown, now).compareTo(REDRAW_EVERY) >= 0) {
      state.shown = now;
      String elapsed = text(Duration.between(state.begun, now));
      String behind = amount(state) + "  " + elapsed + state.detailAfter("  ");
      String bar = bar(state, columns - 1 - step.length() - behind.length());
      String line = step + bar + " " + behind;
      out.print(CLEAR_LINE + line.substring(0, Math.min(line.length(), columns - 1)));
      out.flush();
    }
  }

  /**
   * Returns the bar after a blank; empty where the total is unknown or there is too little room.
   *
   * @param room for the bar, its brackets and the blanks around it
   */
  private static String bar(Step state, int room) {
    int width = Math.min(BAR_WIDTH, room - 4);
    if (state.total <= 0 || width < BAR_WIDTH_MIN) {
      return "";
    }
    int filled = (int) (width * state.done / state.total);
    return " [" + "=".repeat(filled) + " ".repeat(width - filled) + "]";
  }

  private static String amount(Step state) {
    return state.total > 0
        ? String.format(
            Locale.ROOT,
            "%d %% (%,d of %,d)",
            100 * state.done / state.total,
            state.done,
            state.total)
        : String.format(Locale.ROOT, "%,d", state.done);
  }

  private static String text(Duration duration) {
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : String.format(Locale.ROOT, "%.1f s", duration.toNanos() / 1e9);
  }
}
