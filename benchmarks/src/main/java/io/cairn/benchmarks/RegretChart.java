package io.cairn.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Draws curves with the range around each as an SVG. */
final class RegretChart {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 420;
  private static final int LEFT = 70;
  private static final int RIGHT = 170;
  private static final int TOP = 30;
  private static final int BOTTOM = 50;
  private static final String[] COLOURS = {
    "#444444", "#c0392b", "#d68910", "#7d3c98", "#1f618d", "#148f77", "#6e8b3d", "#b03a72"
  };

  /** One line: mean and range at equal distances. */
  @SuppressWarnings("ArrayRecordComponent") // drawn at once
  record Curve(String name, double[] mean, double[] low, double[] high) {}

  private final List<Curve> curves;
  private final int requests;
  private final double most;

  RegretChart(List<Curve> curves, int requests) {
    this.curves = List.copyOf(curves);
    this.requests = requests;
    most =
        curves.stream().mapToDouble(curve -> curve.high()[curve.high().length - 1]).max().orElse(1);
  }

  String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                .formatted(WIDTH, HEIGHT)
            + " font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    axes(svg);
    List<Double> labels = new ArrayList<>();
    for (int curve : highestFirst()) {
      curve(svg, curves.get(curve), COLOURS[curve % COLOURS.length], labels);
    }
    return svg.append("</svg>\n").toString();
  }

  /** Labels that would meet are moved down, so those of higher curves are placed first. */
  private List<Integer> highestFirst() {
    return IntStream.range(0, curves.size())
        .boxed()
        .sorted(Comparator.comparingDouble(curve -> -last(curves.get(curve))))
        .toList();
  }

  private static double last(Curve curve) {
    return curve.mean()[curve.mean().length - 1];
  }

  private void axes(StringBuilder svg) {
    text(svg, LEFT, TOP - 12, "start", "#000", "clicks lost to the best list, summed up");
    text(svg, WIDTH - RIGHT, HEIGHT - 12, "end", "#000", "requests");
    double unit = Math.pow(10, Math.floor(Math.log10(most)));
    double tick = most / unit > 5 ? unit : unit / 2;
    for (double value = 0; value <= most; value += tick) {
      line(svg, y(value));
      text(svg, LEFT - 8, y(value) + 4, "end", "#555", String.format(Locale.ROOT, "%,.0f", value));
    }
    for (int fifth = 0; fifth <= 5; fifth++) {
      double x = LEFT + (WIDTH - LEFT - RIGHT) * fifth / 5.0;
      String label = String.format(Locale.ROOT, "%,d", requests * fifth / 5);
      text(svg, x, HEIGHT - BOTTOM + 18, "middle", "#555", label);
    }
  }

  private void curve(StringBuilder svg, Curve curve, String colour, List<Double> labels) {
    int n = curve.mean().length;
    StringBuilder band = new StringBuilder(points(curve.low()));
    for (int i = n - 1; i >= 0; i--) {
      band.append(point(i, n, curve.high()[i]));
    }
    svg.append(
        "<polygon points=\"%s\" fill=\"%s\" fill-opacity=\"0.15\"/>\n"
            .formatted(band.toString().strip(), colour));
    svg.append(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.8\"/>\n"
            .formatted(points(curve.mean()).strip(), colour));
    double at = y(last(curve)) + 4;
    while (isTaken(labels, at)) {
      at += 2;
    }
    labels.add(at);
    text(svg, WIDTH - RIGHT + 8, at, "start", colour, curve.name());
  }

  private static boolean isTaken(List<Double> labels, double at) {
    return labels.stream().anyMatch(label -> Math.abs(label - at) < 13);
  }

  private String points(double[] values) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      points.append(point(i, values.length, values[i]));
    }
    return points.toString();
  }

  private String point(int i, int n, double value) {
    double x = LEFT + (WIDTH - LEFT - RIGHT) * (i + 1.0) / n;
    return String.format(Locale.ROOT, "%.1f,%.1f ", x, y(value));
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / most;
  }

  private static void line(StringBuilder svg, double y) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
            LEFT,
            WIDTH - RIGHT,
            y,
            y));
  }

  private static void text(
      StringBuilder svg, double x, double y, String anchor, String colour, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            colour,
            text));
  }
}
