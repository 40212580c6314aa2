package io.soakgate.audit;

import io.soakgate.deployment.Finding;
import io.soakgate.deployment.Story;
import java.util.List;

/** What the lint found in the scripts, with why the plan accepts it. */
final class LintTable {
  private LintTable() {}

  static void write(Html html, Story story) {
    if (of(story).isEmpty()) {
      return;
    }
    html.open("section").element("h2", "What the lint found");
    Tables.open(html, "Danger", "Change", "Statements", "Where", "What it does");
    for (Finding finding : of(story)) {
      html.open("tr");
      Tables.mark(html, tone(finding), finding.danger());
      html.open("td").element("b", finding.change());
      html.element("div", finding.purpose() + " · " + finding.rule(), "class", "hint").close();
      html.element("td", Integer.toString(finding.statements()));
      html.open("td").element("code", finding.script() + ":" + finding.line()).close();
      html.open("td").text(finding.says());
      if (finding.accepted() != null) {
        html.element("div", "accepted: " + finding.accepted(), "class", "hint");
      }
      html.close().close();
    }
    Tables.close(html);
    html.close();
  }

  static List<Finding> of(Story story) {
    return story.lint() == null ? List.of() : story.lint();
  }

  private static String tone(Finding finding) {
    boolean takesAway = finding.danger().equals("destructive");
    return finding.accepted() != null ? "calm" : takesAway ? "bad" : "unsure";
  }
}
