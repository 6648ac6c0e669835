package io.cairn.benchmarks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Draws curves of relevance against diversity as SVG, in colours that colour-blind people tell
 * apart.
 */
final class TradeoffChart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 460;
  private static final int LEFT = 70;
  private static final int TOP = 20;
  private static final int RIGHT = 20;
  private static final int BOTTOM = 60;

  /** The palette of Okabe and Ito, without yellow. */
  private static final List<String> COLOURS =
      List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00");

  /**
   * What is drawn with one mark.
   *
   * @param isCurve whether the points are joined, and filled; else they are hollow
   */
  record Series(String name, boolean isCurve, List<Point> points) {}

  /** A list's mean distance and its NDCG. */
  record Point(double x, double y) {}

  private final double xMin;
  private final double xMax;
  private final double yMin;
  private final double yMax;
  private final StringBuilder svg = new StringBuilder();

  TradeoffChart(Point least, Point most) {
    xMin = least.x();
    xMax = most.x();
    yMin = least.y();
    yMax = most.y();
    String size = "width=\"%d\" height=\"%d\"".formatted(WIDTH, HEIGHT);
    add("<svg xmlns=\"http://www.w3.org/2000/svg\" " + size);
    add(" font-family=\"sans-serif\" font-size=\"13\">\n");
    add("<rect " + size + " fill=\"white\"/>\n");
  }

  private void add(String text) {
    svg.append(text);
  }

  /** Returns a number with a point, whatever the language of the machine. */
  private static String number(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String at(double pixels) {
    return number(pixels, 1);
  }

  private double x(double value) {
    return LEFT + (value - xMin) / (xMax - xMin) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - (value - yMin) / (yMax - yMin) * (HEIGHT - TOP - BOTTOM);
  }

  /** Draws both axes with lines at every step. */
  void axes(String xName, String yName, double xStep, double yStep) {
    for (int step = 0; xMin + step * xStep < xMax + xStep / 2; step++) {
      double value = xMin + step * xStep;
      line(x(value), TOP, x(value), HEIGHT - BOTTOM);
      text(x(value), HEIGHT - BOTTOM + 18., "middle", number(value, 2));
    }
    for (int step = 0; yMin + step * yStep < yMax + yStep / 2; step++) {
      double value = yMin + step * yStep;
      line(LEFT, y(value), WIDTH - RIGHT, y(value));
      text(LEFT - 8., y(value) + 4, "end", number(value, 2));
    }
    text((LEFT + WIDTH - RIGHT) / 2., HEIGHT - 16., "middle", xName);
    add(
        "<text transform=\"translate(20 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>\n"
            .formatted((HEIGHT + TOP - BOTTOM) / 2, yName));
  }

  private void line(double x1, double y1, double x2, double y2) {
    add("<path d=\"M%s %sL%s %s\" stroke=\"#ddd\"/>\n".formatted(at(x1), at(y1), at(x2), at(y2)));
  }

  private void text(double x, double y, String anchor, String text) {
    add(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
            .formatted(at(x), at(y), anchor, text));
  }

  private boolean isInside(Point point) {
    return point.x() >= xMin && point.x() <= xMax && point.y() >= yMin && point.y() <= yMax;
  }

  /** Draws series one over the other, without points beyond the axes, and names them. */
  void series(List<Series> all) {
    for (int number = 0; number < all.size(); number++) {
      Series series = all.get(number);
      List<Point> points = series.points().stream().filter(this::isInside).toList();
      String colour = COLOURS.get(number % COLOURS.size());
      if (series.isCurve()) {
        String path =
            points.stream()
                .map(point -> at(x(point.x())) + " " + at(y(point.y())))
                .collect(Collectors.joining(" ", "M", ""));
        add(
            "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n"
                .formatted(path, colour));
      }
      points.forEach(p -> mark(x(p.x()), y(p.y()), colour, series.isCurve()));
      double top = HEIGHT - BOTTOM - 18. * (all.size() - number);
      mark(LEFT + 16., top - 4, colour, series.isCurve());
      text(LEFT + 28., top, "start", series.name());
    }
  }

  private void mark(double x, double y, String colour, boolean isFilled) {
    String form =
        isFilled
            ? "<circle cx=\"%s\" cy=\"%s\" r=\"4\" fill=\"%s\"/>\n".formatted(at(x), at(y), colour)
            : "<rect x=\"%s\" y=\"%s\" width=\"9\" height=\"9\" fill=\"white\" stroke=\"%s\"/>\n"
                .formatted(at(x - 4.5), at(y - 4.5), colour);
    add(form);
  }

  @Override
  public String toString() {
    return svg + "</svg>\n";
  }
}
