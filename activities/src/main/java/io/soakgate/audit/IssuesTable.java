package io.soakgate.audit;

import io.soakgate.deployment.Evidence;
import io.soakgate.deployment.Evidence.Issue;
import io.soakgate.deployment.Story;
import java.util.List;

/** What people and rules logged, with what was done about it (M-060, M-143). */
final class IssuesTable {
  private IssuesTable() {}

  static void write(Html html, Story story) {
    if (of(story).isEmpty()) {
      return;
    }
    html.open("section").element("h2", "Issues");
    Tables.open(html, "At", "Where", "Issue", "Severity", "Resolution", "Time lost");
    for (Issue issue : of(story)) {
      html.open("tr").element("td", Format.time(issue.at()), "class", "nowrap");
      html.element("td", issue.environment() == null ? "–" : issue.environment());
      html.open("td").element("b", "#" + issue.number() + " ").text(issue.words());
      html.element("div", "by " + issue.by(), "class", "hint").close();
      Tables.mark(html, tone(issue), issue.severity() == null ? "not said" : issue.severity());
      html.element("td", issue.resolution() == null ? "open" : issue.resolution());
      html.element("td", issue.timeLost() == null ? "–" : issue.timeLost(), "class", "nowrap");
      html.close();
    }
    Tables.close(html);
    html.close();
  }

  /** An issue on one line. */
  static String line(Issue issue) {
    return "#"
        + issue.number()
        + " "
        + issue.words()
        + " ("
        + (issue.severity() == null ? "severity not said" : issue.severity())
        + ", "
        + (issue.resolution() == null ? "open" : issue.resolution())
        + (issue.timeLost() == null ? ")" : ", " + issue.timeLost() + " lost)");
  }

  static List<Issue> of(Story story) {
    Evidence evidence = story.evidence();
    return evidence == null ? List.of() : evidence.issues();
  }

  private static String tone(Issue issue) {
    return switch (issue.severity() == null ? "" : issue.severity()) {
      case "critical", "high" -> "bad";
      case "medium" -> "unsure";
      default -> "calm";
    };
  }
}
