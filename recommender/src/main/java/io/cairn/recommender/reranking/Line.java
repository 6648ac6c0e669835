package io.cairn.recommender.reranking;

import java.util.List;

/**
 * Points at equal distances on the part of a line where the largest of some posteriors can be.
 * Immutable.
 */
final class Line {

  /*
   * The points of angles are some of those of one fine table, so that no sine is computed for a
   * list: every stride-th of it.
   */

  private static final double SPREADS = 6;
  private static final int POINTS_MIN = 32;
  private static final int POINTS_MAX = 256;

  private static final int ANGLES = 8_192;
  private static final double ANGLE = Math.PI / 2 / ANGLES;
  private static final double[] LOG_SINES = new double[ANGLES];
  private static final double[] LOG_COSINES = new double[ANGLES];

  static {
    for (int angle = 1; angle < ANGLES; angle++) {
      LOG_SINES[angle] = Math.log(Math.sin(angle * ANGLE));
      LOG_COSINES[angle] = Math.log(Math.cos(angle * ANGLE));
    }
  }

  private final double from;
  private final double step;
  private final int size;
  private final int firstAngle;
  private final int stride;

  private Line(double from, double step, int size, int firstAngle, int stride) {
    this.from = from;
    this.step = step;
    this.size = size;
    this.firstAngle = firstAngle;
    this.stride = stride;
  }

  /** Returns the line where the largest of posteriors of one kind can be. */
  static Line ofLargest(List<? extends Posterior> posteriors) {
    double from = Double.NEGATIVE_INFINITY;
    double to = Double.NEGATIVE_INFINITY;
    for (Posterior posterior : posteriors) {
      from = Math.max(from, posterior.centre() - SPREADS * posterior.spread());
      to = Math.max(to, posterior.centre() + SPREADS * posterior.spread());
    }
    double narrowest = to - from;
    for (Posterior posterior : posteriors) {
      boolean reaches = posterior.centre() + SPREADS * posterior.spread() > from;
      narrowest = reaches ? Math.min(narrowest, posterior.spread()) : narrowest;
    }
    return posteriors.getFirst().isAngle()
        ? ofAngles(Math.max(from, 0), Math.min(to, Math.PI / 2), narrowest)
        : of(from, to, narrowest);
  }

  /** Returns the line where nearly all of a posterior is. */
  static Line around(Posterior posterior) {
    return ofLargest(List.of(posterior));
  }

  private static Line of(double from, double to, double narrowest) {
    int size = size(from, to, narrowest);
    return new Line(from, (to - from) / size, size, 0, 0);
  }

  private static Line ofAngles(double from, double to, double narrowest) {
    int stride = (int) Math.max(1, (to - from) / size(from, to, narrowest) / ANGLE);
    int first = (int) Math.clamp(from / ANGLE, 1, ANGLES - 1);
    int last = (int) Math.min(Math.ceil(to / ANGLE), ANGLES - 1);
    int middle = Math.min(first + (stride - 1) / 2, last);
    int size = (last - middle) / stride + 1;
    return new Line((first - 0.5) * ANGLE, stride * ANGLE, size, middle, stride);
  }

  private static int size(double from, double to, double narrowest) {
    return (int) Math.clamp((to - from) / narrowest, POINTS_MIN, POINTS_MAX);
  }

  int size() {
    return size;
  }

  double step() {
    return step;
  }

  /** Returns the first point at which a posterior is, or the size where it is above the line. */
  int first(Posterior posterior) {
    return point(posterior.centre() - SPREADS * posterior.spread());
  }

  /** Returns the point after the last at which a posterior is, 0 where it is below the line. */
  int end(Posterior posterior) {
    return point(posterior.centre() + SPREADS * posterior.spread());
  }

  private int point(double at) {
    return (int) Math.clamp(Math.ceil((at - from) / step), 0, size);
  }

  /** Returns where a point is: in the middle of its step, or next to it. */
  double at(int point) {
    return from + (point + 0.5) * step;
  }

  double logSine(int point) {
    return LOG_SINES[firstAngle + point * stride];
  }

  double logCosine(int point) {
    return LOG_COSINES[firstAngle + point * stride];
  }
}
