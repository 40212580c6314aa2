package io.soakgate.audit;

import io.soakgate.audit.Series.Point;
import io.soakgate.verdict.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** One series as a small picture: the line, its limit, what broke it and what was not seen. */
final class Sparkline {
  private static final double WIDTH = 340;
  private static final double HEIGHT = 54;
  private static final double PAD = 5;

  private final List<Point> points;
  private final double low;
  private final double high;

  private Sparkline(List<Point> points) {
    this.points = points;
    double least = figures().min().orElse(0);
    double most = figures().max().orElse(1);
    this.low = Math.min(0, least);
    this.high = most > low ? most : low + 1;
  }

  static void write(Html html, Series series) {
    new Sparkline(series.points()).draw(html, series.rule() + " " + series.value());
  }

  private void draw(Html html, String what) {
    html.open(
        "svg",
        "viewBox",
        "0 0 " + (int) WIDTH + " " + (int) HEIGHT,
        "class",
        "spark",
        "role",
        "img",
        "aria-label",
        what + " by bucket");
    unseen(html);
    html.empty(
        "line",
        "class",
        "rule",
        "x1",
        "0",
        "x2",
        number(WIDTH),
        "y1",
        number(HEIGHT - 1),
        "y2",
        number(HEIGHT - 1));
    line(html, "limit", p -> p.limit());
    line(html, "seen", p -> p.seen());
    dots(html);
    html.close();
  }

  private void unseen(Html html) {
    double wide = WIDTH / points.size();
    for (int i = 0; i < points.size(); i++) {
      if (points.get(i).outcome() == Outcome.INCONCLUSIVE) {
        html.empty(
            "rect",
            "class",
            "unseen",
            "x",
            number(i * wide),
            "y",
            "0",
            "width",
            number(wide),
            "height",
            number(HEIGHT));
      }
    }
  }

  private interface Drawn {
    Amount of(Point point);
  }

  // A line breaks where there is nothing to draw: it never bridges what was not seen.
  private void line(Html html, String style, Drawn drawn) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (int i = 0; i < points.size(); i++) {
      Amount amount = drawn.of(points.get(i));
      if (amount != null) {
        path.append(pen ? "L" : "M").append(number(x(i))).append(' ').append(number(y(amount)));
        path.append(points.size() == 1 ? "h6" : "");
      }
      pen = amount != null;
    }
    if (path.length() > 0) {
      html.empty("path", "class", style, "d", path.toString());
    }
  }

  private void dots(Html html) {
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      boolean broken = point.outcome() == Outcome.FAIL;
      if (point.seen() != null && (broken || points.size() <= 40)) {
        html.open(
            "circle",
            "class",
            broken ? "broken" : "dot",
            "cx",
            number(x(i)),
            "cy",
            number(y(point.seen())),
            "r",
            broken ? "3.5" : "1.6");
        html.element("title", "bucket " + point.bucket() + ": " + point.seen().words());
        html.close();
      }
    }
  }

  private double x(int i) {
    double wide = WIDTH / points.size();
    return wide * (i + 0.5);
  }

  private double y(Amount amount) {
    return HEIGHT - PAD - (amount.value() - low) / (high - low) * (HEIGHT - 2 * PAD);
  }

  private DoubleStream figures() {
    return points.stream()
        .flatMap(p -> Stream.of(p.seen(), p.limit()))
        .filter(Objects::nonNull)
        .mapToDouble(Amount::value);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
