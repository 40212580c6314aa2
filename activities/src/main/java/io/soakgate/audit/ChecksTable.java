package io.soakgate.audit;

import io.soakgate.deployment.Story.CheckStory;
import io.soakgate.deployment.Story.EnvironmentStory;

/** Every check with its figure and its verdict. */
final class ChecksTable {
  private ChecksTable() {}

  static void write(Html html, EnvironmentStory environment) {
    if (environment.checks().isEmpty()) {
      return;
    }
    html.element("h3", "Checks");
    Tables.open(html, "At", "Moment", "Check", "", "Verdict", "Figures");
    for (CheckStory check : environment.checks()) {
      html.open("tr");
      html.element("td", Format.time(check.at()), "class", "nowrap");
      html.element("td", check.moment(), "class", "nowrap");
      html.open("td").element("b", check.check()).close();
      html.element("td", check.must() ? "must" : "should", "class", "hint");
      Tables.mark(html, tone(check), word(check));
      html.element("td", check.verdict().words());
      html.close();
    }
    Tables.close(html);
  }

  static String word(CheckStory check) {
    return switch (check.verdict().outcome()) {
      case PASS -> "holds";
      case FAIL -> check.must() ? "fails" : "warning";
      case INCONCLUSIVE -> "not seen";
    };
  }

  private static String tone(CheckStory check) {
    String tone = Tables.tone(check.verdict().outcome());
    return tone.equals("bad") && !check.must() ? "unsure" : tone;
  }
}
