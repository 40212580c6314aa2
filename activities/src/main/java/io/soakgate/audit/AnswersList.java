package io.soakgate.audit;

import io.soakgate.deployment.Evidence;
import io.soakgate.deployment.Evidence.Said;
import io.soakgate.deployment.Story;
import java.util.List;

/** What people were asked at the end, and what they answered (M-122, M-144). */
final class AnswersList {
  private AnswersList() {}

  static void write(Html html, Story story) {
    if (of(story).isEmpty()) {
      return;
    }
    html.open("section").element("h2", "In their own words").open("dl", "class", "answers");
    for (Said said : of(story)) {
      html.element("dt", said.question());
      html.open("dd").text(said.answer() == null ? "not answered" : said.answer());
      html.element("div", who(said), "class", "hint").close();
    }
    html.close().close();
  }

  /** A question and its answer on one line. */
  static String line(Said said) {
    String answer = said.answer() == null ? "not answered" : said.by() + ": " + said.answer();
    return said.question() + " " + answer;
  }

  static List<Said> of(Story story) {
    Evidence evidence = story.evidence();
    return evidence == null ? List.of() : evidence.answers();
  }

  private static String who(Said said) {
    return said.by() == null
        ? "asked of " + said.role()
        : said.by() + " as " + said.role() + ", " + Format.time(said.at()) + " UTC";
  }
}
