package io.soakgate.audit;

import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Story;
import java.util.List;

/** When the application's writes were kept out, and how that was proven. */
final class KeptOut {
  private static final String KIND = "read-only";

  private KeptOut() {}

  static void write(Html html, Story story) {
    List<Entry> all = of(story);
    if (all.isEmpty()) {
      return;
    }
    html.open("section").element("h2", "Writes kept out").open("ul");
    all.forEach(e -> html.element("li", line(e)));
    html.close().close();
  }

  static String line(Entry entry) {
    return Format.time(entry.at()) + " " + entry.environment() + ": " + entry.words();
  }

  static List<Entry> of(Story story) {
    return story.timeline().stream().filter(e -> e.kind().equals(KIND)).toList();
  }
}
