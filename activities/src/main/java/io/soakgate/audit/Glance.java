package io.soakgate.audit;

import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.Story;
import io.soakgate.deployment.Story.ChangeStory;
import io.soakgate.deployment.Story.CheckStory;
import io.soakgate.deployment.Story.Decision;
import io.soakgate.deployment.Story.EnvironmentStory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The whole deployment in one row of figures, before anything has to be read. */
final class Glance {
  private static final double WIDTH = 160;

  private Glance() {}

  static void write(Html html, Story story) {
    if (story.environments().isEmpty()) {
      return;
    }
    html.open("section", "class", "glance");
    tile(html, environments(story), "environments", walked(story));
    tile(html, Long.toString(made(story)), "changes made", takenBack(story));
    checks(html, story);
    tile(html, Long.toString(people(story)), "people decided", decisions(story));
    tile(html, backups(story), "backups proven", "by a restore that was counted");
    html.close();
  }

  private static void tile(Html html, String figure, String name, String more) {
    html.open("div", "class", "tile").element("b", figure).element("span", name);
    html.element("small", more).close();
  }

  private static String environments(Story story) {
    return Integer.toString(story.environments().size());
  }

  private static String walked(Story story) {
    return story.environments().stream()
        .map(EnvironmentStory::environment)
        .collect(Collectors.joining(", then "));
  }

  private static long made(Story story) {
    return changes(story).stream()
        .filter(c -> c.purpose().equals(Purpose.APPLY.name()) && c.outcome().equals("ok"))
        .count();
  }

  private static String takenBack(Story story) {
    long back =
        changes(story).stream()
            .filter(c -> !c.purpose().equals(Purpose.APPLY.name()) && c.outcome().equals("ok"))
            .count();
    return back == 0 ? "none taken back" : back + (back == 1 ? " step" : " steps") + " back";
  }

  private static List<ChangeStory> changes(Story story) {
    return story.environments().stream().flatMap(e -> e.changes().stream()).toList();
  }

  private static void checks(Html html, Story story) {
    Map<String, Long> tones = new LinkedHashMap<>();
    for (EnvironmentStory environment : story.environments()) {
      environment.checks().forEach(c -> tones.merge(tone(c), 1L, Long::sum));
    }
    long all = tones.values().stream().mapToLong(Long::longValue).sum();
    long good = tones.getOrDefault("good", 0L);
    html.open("div", "class", "tile").element("b", good + " of " + all);
    html.element("span", "checks hold");
    html.open("svg", "viewBox", "0 0 160 8", "class", "share", "aria-hidden", "true");
    double x = 0;
    for (String tone : List.of("good", "unsure", "bad")) {
      double width = all == 0 ? 0 : WIDTH * tones.getOrDefault(tone, 0L) / all;
      html.empty("rect", "class", "bar " + tone, "x", at(x), "width", at(width), "height", "8");
      x += width;
    }
    html.close();
    html.element("small", words(tones)).close();
  }

  private static String words(Map<String, Long> tones) {
    long bad = tones.getOrDefault("bad", 0L);
    long unsure = tones.getOrDefault("unsure", 0L);
    return bad + unsure == 0
        ? "none failed"
        : bad + " failed, " + unsure + " warned or could not be seen";
  }

  private static String tone(CheckStory check) {
    return switch (check.verdict().outcome()) {
      case PASS -> "good";
      case FAIL -> check.must() ? "bad" : "unsure";
      case INCONCLUSIVE -> "unsure";
    };
  }

  private static String at(double x) {
    return String.format(Locale.ROOT, "%.1f", x);
  }

  private static long people(Story story) {
    return counted(story).stream().map(Decision::by).distinct().count();
  }

  private static String decisions(Story story) {
    long verified = counted(story).stream().filter(Decision::verified).count();
    return verified + " of " + counted(story).size() + " decisions signed";
  }

  private static List<Decision> counted(Story story) {
    return story.environments().stream()
        .flatMap(e -> e.decisions().stream())
        .filter(Decision::counted)
        .toList();
  }

  private static String backups(Story story) {
    List<EnvironmentStory> taken =
        story.environments().stream().filter(e -> e.backup() != null).toList();
    long proven = taken.stream().filter(e -> e.backup().verified()).count();
    long attested = taken.stream().filter(e -> e.backup().attested()).count();
    return taken.isEmpty()
        ? "0"
        : proven + " of " + taken.size() + (attested == 0 ? "" : ", " + attested + " attested");
  }
}
