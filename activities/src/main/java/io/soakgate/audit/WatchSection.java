package io.soakgate.audit;

import io.soakgate.deployment.Story.EnvironmentStory;
import io.soakgate.deployment.Story.WatchStory;
import io.soakgate.verdict.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The watches of an environment: for every value of every rule its course, and how it stood. */
final class WatchSection {
  private WatchSection() {}

  static void write(Html html, EnvironmentStory environment) {
    for (WatchStory watch : environment.watches()) {
      html.open("h3").text("Watch " + watch.watch() + " ");
      html.element("span", outcome(watch), "class", "mark " + tone(watch)).close();
      html.element("p", words(watch), "class", "hint");
      if (!watch.buckets().isEmpty()) {
        table(html, watch);
      }
    }
  }

  private static void table(Html html, WatchStory watch) {
    html.open("div", "class", "watch");
    Tables.open(html, "Rule", "Course", "Seen", "Limit", "Buckets");
    for (Series series : Series.of(watch)) {
      html.open("tr").open("td").element("b", series.rule());
      html.open("div", "class", "hint").text(series.value()).close().close();
      html.open("td", "class", "course");
      if (series.value().isEmpty()) {
        html.element("span", lastWords(watch, series.rule()), "class", "hint");
      } else {
        Sparkline.write(html, series);
        led(html, series);
      }
      html.close();
      html.element("td", range(series), "class", "nowrap", "data-head", "Seen");
      html.element("td", limit(series), "class", "nowrap", "data-head", "Limit");
      html.open("td", "class", "nowrap");
      counts(html, series);
      html.close().close();
    }
    Tables.close(html);
    html.close();
  }

  /** What followed, bucket by bucket; the same each time is said once. */
  private static void led(Html html, Series series) {
    Map<String, List<Series.Point>> all = new LinkedHashMap<>();
    series.points().stream()
        .filter(p -> p.led() != null)
        .forEach(p -> all.computeIfAbsent(p.led(), led -> new ArrayList<>()).add(p));
    all.forEach(
        (led, points) -> {
          Series.Point first = points.get(0);
          String more = points.size() == 1 ? "" : " and " + (points.size() - 1) + " more";
          html.open("div", "class", "led");
          html.element("span", "▼", "class", "arrow");
          html.text(
              " bucket "
                  + first.bucket()
                  + more
                  + ", "
                  + Format.shortTime(first.to())
                  + ": "
                  + led);
          html.close();
        });
  }

  private static void counts(Html html, Series series) {
    long broken = series.count(Outcome.FAIL);
    long unseen = series.count(Outcome.INCONCLUSIVE);
    if (broken == 0 && unseen == 0) {
      html.element("span", "all " + series.points().size() + " good", "class", "mark good");
    }
    if (broken > 0) {
      html.element("span", broken + " bad", "class", "mark bad");
    }
    if (unseen > 0) {
      html.text(" ").element("span", unseen + " not seen", "class", "mark unsure");
    }
  }

  static String range(Series series) {
    List<Amount> seen =
        series.points().stream().map(Series.Point::seen).filter(Objects::nonNull).toList();
    if (seen.isEmpty()) {
      return "–";
    }
    Comparator<Amount> order = Comparator.comparingDouble(Amount::value);
    String least = seen.stream().min(order).orElseThrow().words();
    String most = seen.stream().max(order).orElseThrow().words();
    return least.equals(most) ? least : least + " … " + most;
  }

  static String limit(Series series) {
    return series.points().stream()
        .map(Series.Point::limit)
        .filter(Objects::nonNull)
        .reduce((first, second) -> second)
        .map(Amount::words)
        .orElse("–");
  }

  static String lastWords(WatchStory watch, String rule) {
    return watch.buckets().stream()
        .flatMap(b -> b.figures().stream())
        .filter(f -> f.rule().equals(rule))
        .map(f -> f.verdict().words())
        .reduce((first, second) -> second)
        .orElse("");
  }

  static String outcome(WatchStory watch) {
    return switch (watch.outcome()) {
      case "ok" -> "held";
      case "breach" -> "broken";
      default -> watch.outcome();
    };
  }

  private static String tone(WatchStory watch) {
    return Tables.tone(watch.outcome().equals("breach") ? "failed" : watch.outcome());
  }

  static String words(WatchStory watch) {
    int buckets = watch.buckets().size();
    return Format.time(watch.from())
        + " to "
        + Format.time(watch.to())
        + " UTC, "
        + Format.length(Duration.between(watch.from(), watch.to()))
        + " in "
        + buckets
        + (buckets == 1 ? " bucket" : " buckets")
        + ", each as wide as the other; UTC. The dashed line is the limit, red a bucket that broke"
        + " it, ▼ what that led to, grey a bucket in which nothing could be seen.";
  }
}
