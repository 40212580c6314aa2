package io.soakgate.audit;

import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Story;
import java.time.Duration;

/** The verdict first: how it ended, why, how long it took against what was expected. */
final class Head {
  private Head() {}

  static void write(Html html, Story story) {
    html.open("header", "class", "verdict " + tone(story.ending()));
    html.element("p", story.title(), "class", "title");
    html.element("h1", Format.words(story.ending().name()));
    if (story.findings() != null && story.findings().result() != null) {
      html.element("p", story.findings().result(), "class", "result");
    }
    html.element("p", story.why(), "class", "why");
    LetPass.of(story.timeline()).forEach(words -> html.element("p", words, "class", "why"));
    html.open("dl", "class", "facts");
    Duration took = Duration.between(story.started(), story.ended());
    fact(html, "took", Format.length(took) + expected(took, story.takes()));
    fact(html, "from", Format.time(story.started()) + " UTC");
    fact(html, "to", Format.time(story.ended()) + " UTC");
    fact(html, "started by", story.startedBy() == null ? "not said" : story.startedBy());
    fact(html, "plan", story.plan() + digest(story.digest()));
    if (story.origin() != null) {
      fact(html, "Git", story.origin().words());
    }
    fact(html, "deployment", story.deployment());
    if (story.audit() != null) {
      fact(html, "audit", story.audit().number() + " entries" + digest(story.audit().hash()));
    }
    html.close();
    if (story.pace() > 1) {
      html.element(
          "p",
          "A rehearsal: waits passed "
              + story.pace()
              + " times faster than life. Times are those of the plan; what ran, ran in its own"
              + " time.",
          "class",
          "pace");
    }
    html.close();
  }

  static String tone(Ending ending) {
    return switch (ending) {
      case SUCCEEDED -> "good";
      case SUCCEEDED_WITH_WARNINGS -> "unsure";
      case ROLLED_BACK, PARTLY_ROLLED_BACK, REFUSED -> "bad";
      case CANCELLED -> "calm";
    };
  }

  private static String expected(Duration took, Duration takes) {
    if (takes == null) {
      return "";
    }
    String more = took.compareTo(takes) > 0 ? ", longer than the " : " of the ";
    return more + Format.length(takes) + " expected";
  }

  private static String digest(String digest) {
    return digest == null ? "" : " · " + digest.substring(0, Math.min(12, digest.length()));
  }

  private static void fact(Html html, String name, String value) {
    html.open("div").element("dt", name).element("dd", value).close();
  }
}
