package io.soakgate.audit;

import io.soakgate.deployment.Story;
import io.soakgate.deployment.Story.EnvironmentStory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened when, as bars: one line for everything that took time. */
final class TimelinePicture {
  private static final int WIDTH = 1040;
  private static final int LABELS = 210;
  private static final int SIDE = 160;
  private static final int LINE = 20;
  private static final int TOP = 26;

  private TimelinePicture() {}

  static void write(Html html, Story story) {
    List<Bar> all = new ArrayList<>();
    story.environments().forEach(e -> all.addAll(Bar.of(story, e)));
    if (all.isEmpty()) {
      return;
    }
    Axis axis = Axis.of(all, LABELS, WIDTH - LABELS - SIDE);
    int height = TOP + (all.size() + story.environments().size()) * LINE + 8;
    html.open("section").element("h2", "When");
    html.element(
        "p",
        "Plan time, UTC. Long stretches are drawn short (by the logarithm of their length); beside"
            + " each bar stands how long it took, of how long was expected.",
        "class",
        "hint");
    html.open("div", "class", "scroll");
    html.open(
        "svg",
        "viewBox",
        "0 0 " + WIDTH + " " + height,
        "class",
        "timeline",
        "role",
        "img",
        "aria-label",
        "Timeline of the deployment");
    ticks(html, axis, height);
    int y = TOP;
    for (EnvironmentStory environment : story.environments()) {
      y = lane(html, axis, environment.environment(), Bar.of(story, environment), y);
    }
    html.close().close().close();
  }

  private static void ticks(Html html, Axis axis, int height) {
    Instant before = null;
    for (Instant tick : axis.ticks(78)) {
      String x = number(axis.x(tick));
      html.empty(
          "line", "class", "tick", "x1", x, "x2", x, "y1", "18", "y2", String.valueOf(height));
      boolean sameDay =
          before != null
              && before.toString().substring(0, 10).equals(tick.toString().substring(0, 10));
      html.element(
          "text",
          sameDay ? Format.clock(tick) : Format.shortTime(tick),
          "class",
          "when",
          "x",
          x,
          "y",
          "12");
      before = tick;
    }
  }

  private static int lane(Html html, Axis axis, String environment, List<Bar> bars, int top) {
    int y = top + LINE;
    html.element("text", environment, "class", "lane", "x", "0", "y", String.valueOf(y - 6));
    html.empty(
        "line",
        "class",
        "rule",
        "x1",
        "0",
        "x2",
        String.valueOf(WIDTH),
        "y1",
        String.valueOf(y - 1),
        "y2",
        String.valueOf(y - 1));
    for (Bar bar : bars) {
      bar(html, axis, bar, y);
      y += LINE;
    }
    return y;
  }

  private static void bar(Html html, Axis axis, Bar bar, int y) {
    double from = axis.x(bar.from());
    double width = Math.max(3, axis.x(bar.to()) - from);
    html.open("g");
    html.element(
        "title",
        bar.label() + ": " + Format.time(bar.from()) + " to " + Format.time(bar.to()) + " UTC");
    html.element(
        "text", shortened(bar.label()), "class", "label", "x", "12", "y", String.valueOf(y + 14));
    html.empty(
        "rect",
        "class",
        "bar " + bar.tone(),
        "x",
        number(from),
        "y",
        String.valueOf(y + 4),
        "width",
        number(width),
        "height",
        String.valueOf(LINE - 8),
        "rx",
        "2");
    html.element(
        "text",
        bar.side(),
        "class",
        "side",
        "x",
        number(from + width + 6),
        "y",
        String.valueOf(y + 14));
    html.close();
  }

  private static String shortened(String label) {
    return label.length() <= 30 ? label : label.substring(0, 29) + "…";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
