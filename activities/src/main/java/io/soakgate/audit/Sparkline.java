package io.soakgate.audit;

import io.soakgate.audit.Series.Point;
import io.soakgate.verdict.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One series as a picture: the line with its unit, its limit, the time, what broke it, what that
 * led to, and what was not seen. Buckets are as wide as each other, however long they are.
 */
final class Sparkline {
  private static final double WIDTH = 380;
  private static final double HEIGHT = 104;
  private static final double TOP = 16;
  private static final double FLOOR = HEIGHT - 17;
  private static final double PAD = 4;
  private static final int TIMES = 4;

  private final List<Point> points;
  private final double low;
  private final double high;
  private final Amount most;

  private Sparkline(List<Point> points) {
    this.points = points;
    Comparator<Amount> order = Comparator.comparingDouble(Amount::value);
    this.most = figures().max(order).orElse(null);
    this.low = Math.min(0, figures().min(order).map(Amount::value).orElse(0.0));
    double top = most == null ? 1 : most.value();
    this.high = top > low ? top : low + 1;
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
    marked(html, Outcome.INCONCLUSIVE, "unseen");
    marked(html, Outcome.FAIL, "breach");
    edge(html, "rule", 0, WIDTH, FLOOR, FLOOR);
    line(html, "limit", Point::limit);
    line(html, "seen", Point::seen);
    dots(html);
    led(html);
    scale(html);
    times(html);
    html.close();
  }

  private void marked(Html html, Outcome outcome, String style) {
    for (int i = 0; i < points.size(); i++) {
      if (points.get(i).outcome() == outcome) {
        html.empty(
            "rect",
            "class",
            style,
            "x",
            number(i * wide()),
            "y",
            number(TOP),
            "width",
            number(wide()),
            "height",
            number(FLOOR - TOP));
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

  private void led(Html html) {
    for (int i = 0; i < points.size(); i++) {
      if (points.get(i).led() != null) {
        edge(html, "led", x(i), x(i), TOP, FLOOR);
        String at = number(x(i)) + " " + number(TOP + 1);
        html.open("path", "class", "arrow", "d", "M" + at + "l-5 -8h10z");
        html.element("title", "bucket " + points.get(i).bucket() + ": " + points.get(i).led());
        html.close();
      }
    }
  }

  /** What the highest point of the picture stands for, and what its floor. */
  private void scale(Html html) {
    if (most != null && most.value() != 0) {
      words(html, most.words(), "when", 2, 10);
    }
    if (low == 0) {
      words(html, "0", "when", 2, FLOOR - 3);
    }
  }

  private void times(Html html) {
    int step = Math.max(1, (points.size() + TIMES - 1) / TIMES);
    String day = "";
    for (int i = 0; i < points.size(); i += step) {
      Point point = points.get(i);
      boolean sameDay = point.from().toString().startsWith(day) && !day.isEmpty();
      day = point.from().toString().substring(0, 10);
      edge(html, "tick", i * wide(), i * wide(), FLOOR, FLOOR + 4);
      String time = sameDay ? Format.clock(point.from()) : Format.shortTime(point.from());
      words(html, time, "when", i * wide() + 2, HEIGHT - 3);
    }
  }

  private static void words(Html html, String words, String style, double x, double y) {
    html.element("text", words, "class", style, "x", number(x), "y", number(y));
  }

  private static void edge(Html html, String style, double x, double to, double y, double down) {
    html.empty(
        "line",
        "class",
        style,
        "x1",
        number(x),
        "x2",
        number(to),
        "y1",
        number(y),
        "y2",
        number(down));
  }

  private double wide() {
    return WIDTH / points.size();
  }

  private double x(int i) {
    return wide() * (i + 0.5);
  }

  private double y(Amount amount) {
    return FLOOR - PAD - (amount.value() - low) / (high - low) * (FLOOR - TOP - 2 * PAD);
  }

  private Stream<Amount> figures() {
    return points.stream().flatMap(p -> Stream.of(p.seen(), p.limit())).filter(Objects::nonNull);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
