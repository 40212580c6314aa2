package io.soakgate.audit;

import io.soakgate.deployment.Evidence.Timed;
import io.soakgate.deployment.Story;
import java.util.List;

/** How long phases took, against what the plan expected (M-001, S-068 to S-070). */
final class PhasesTable {
  private PhasesTable() {}

  static void write(Html html, Story story) {
    if (of(story).isEmpty()) {
      return;
    }
    html.open("section").element("h2", "Phases");
    Tables.open(html, "Phase", "Took", "Expected", "");
    for (Timed timed : of(story)) {
      html.open("tr").element("td", timed.phase());
      html.element("td", Format.length(timed.took()), "class", "nowrap");
      html.element("td", Format.length(timed.expected()), "class", "nowrap");
      Tables.mark(html, late(timed) ? "unsure" : "calm", verdict(timed));
      html.close();
    }
    Tables.close(html);
    html.close();
  }

  /** A phase on one line. */
  static String line(Timed timed) {
    return timed.phase()
        + ": "
        + Format.length(timed.took())
        + " of "
        + Format.length(timed.expected())
        + " expected: "
        + verdict(timed);
  }

  static List<Timed> of(Story story) {
    return story.evidence() == null ? List.of() : story.evidence().phases();
  }

  private static String verdict(Timed timed) {
    return timed.took() == null ? "not begun" : late(timed) ? "longer" : "in time";
  }

  private static boolean late(Timed timed) {
    return timed.took() != null && timed.took().compareTo(timed.expected()) > 0;
  }
}
