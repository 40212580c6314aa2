package io.soakgate.audit;

import io.soakgate.deployment.DrillActivity.Locked;
import io.soakgate.deployment.DrillStory;
import io.soakgate.deployment.DrillStory.Certificate;
import io.soakgate.deployment.DrillStory.Grade;
import io.soakgate.deployment.DrillStory.Way;
import io.soakgate.deployment.Story.EnvironmentStory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every way back was worth before people agreed: the certificates, and how long each took. */
final class DrillSection {
  private static final double WIDTH = 120;

  private DrillSection() {}

  static void write(Html html, EnvironmentStory environment) {
    DrillStory drill = environment.drill();
    if (drill == null) {
      return;
    }
    html.element("h3", "Ways back, drilled");
    if (drill.none() != null) {
      html.open("p");
      html.element("span", "not drilled", "class", "mark unsure").text(" " + drill.none()).close();
      return;
    }
    html.element("p", drill.head(), "class", "hint");
    Duration longest = longest(drill);
    Tables.open(html, "Change", "Reversible", "Applied", "Taken back", "Locks", "In words");
    drill.certificates().forEach(c -> certificate(html, c, longest));
    Tables.close(html);
    if (!drill.ways().isEmpty()) {
      Tables.open(html, "Rollback option", "Outcome", "Took", "Fingerprint", "In words");
      drill.ways().forEach(w -> way(html, w, longest));
      Tables.close(html);
    }
  }

  private static void certificate(Html html, Certificate c, Duration longest) {
    html.open("tr").open("td").element("b", c.change()).close();
    Tables.mark(html, tone(c.grade()), c.grade().word());
    took(html, c.apply(), longest);
    took(html, c.undo(), longest);
    html.open("td").text(locks(c.locks()));
    if (!c.rewritten().isEmpty()) {
      html.element("div", "writes anew " + String.join(", ", c.rewritten()), "class", "hint");
    }
    html.close();
    words(html, c.words(), c.differences(), c.left());
    html.close();
  }

  private static void way(Html html, Way w, Duration longest) {
    html.open("tr").open("td").element("b", w.option()).close();
    Tables.mark(html, tone(w.grade()), w.grade().word());
    took(html, w.took(), longest);
    html.open("td");
    html.element("code", w.fingerprint() == null ? "–" : w.fingerprint()).close();
    words(html, w.words(), w.differences(), w.left());
    html.close();
  }

  private static void words(Html html, String words, List<String> differences, List<String> left) {
    html.open("td").text(words);
    List<String> more = Stream.concat(differences.stream(), left.stream()).toList();
    if (!more.isEmpty()) {
      html.element("pre", String.join("\n", more));
    }
    html.close();
  }

  /** A bar beside each time, all of them to one scale. */
  private static void took(Html html, Duration took, Duration longest) {
    html.open("td", "class", "nowrap").text(took == null ? "–" : DrillStory.seconds(took));
    if (took != null) {
      double width = Math.max(1.5, WIDTH * took.toMillis() / Math.max(1, longest.toMillis()));
      html.open("svg", "viewBox", "0 0 120 8", "class", "meter", "aria-hidden", "true");
      html.empty(
          "rect",
          "class",
          "bar good",
          "y",
          "2",
          "width",
          String.format(Locale.ROOT, "%.1f", width),
          "height",
          "4");
      html.close();
    }
    html.close();
  }

  private static Duration longest(DrillStory drill) {
    return Stream.concat(
            drill.certificates().stream().flatMap(c -> Stream.of(c.apply(), zero(c.undo()))),
            Stream.of(drill.longest()))
        .filter(Objects::nonNull)
        .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b);
  }

  private static Duration zero(Duration undo) {
    return undo == null ? Duration.ZERO : undo;
  }

  private static String locks(List<Locked> locks) {
    return locks.isEmpty()
        ? "–"
        : locks.stream()
            .collect(Collectors.groupingBy(Locked::mode, LinkedHashMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(e -> e.getKey() + ": " + e.getValue() + (e.getValue() == 1 ? " table" : " tables"))
            .collect(Collectors.joining(", "));
  }

  private static String tone(Grade grade) {
    return switch (grade) {
      case EXACT -> "good";
      case BROKEN -> "bad";
      case LOSSY, IRREVERSIBLE, NOT_DRILLED -> "unsure";
      case PARTIAL -> "calm";
    };
  }

  /** The same for a terminal, a line each. */
  static List<String> lines(EnvironmentStory environment) {
    return environment.drill() == null ? List.of() : environment.drill().lines();
  }
}
