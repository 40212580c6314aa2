package io.soakgate.audit;

import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Story;
import io.soakgate.deployment.Story.Decision;
import io.soakgate.deployment.Story.EnvironmentStory;
import java.util.List;

/** Who decided what, the decisions that were refused among them, and what people commanded. */
final class PeopleTable {
  private PeopleTable() {}

  static void write(Html html, Story story) {
    boolean decided = story.environments().stream().anyMatch(e -> !e.decisions().isEmpty());
    List<Entry> commands = commands(story);
    if (!decided && commands.isEmpty()) {
      return;
    }
    html.open("section").element("h2", "People and decisions");
    Tables.open(html, "At", "Where", "Who", "Decision", "", "In words");
    for (EnvironmentStory environment : story.environments()) {
      environment.decisions().forEach(d -> decision(html, environment.environment(), d));
    }
    commands.forEach(c -> command(html, c));
    Tables.close(html);
    html.close();
  }

  /** Every command, refused ones too. */
  static List<Entry> commands(Story story) {
    return story.timeline().stream().filter(e -> e.kind().equals("command")).toList();
  }

  /** {@code counted}, {@code counted, unverified} or {@code refused}. */
  static String weight(Decision decision) {
    if (!decision.counted()) {
      return "refused";
    }
    return decision.verified() ? "counted" : "counted, unverified";
  }

  private static void decision(Html html, String environment, Decision decision) {
    html.open("tr");
    html.element("td", Format.time(decision.at()), "class", "nowrap");
    html.element("td", environment + " · " + decision.gate());
    html.open("td").element("b", decision.by() == null ? "nobody named" : decision.by());
    if (decision.role() != null) {
      html.element("div", decision.role(), "class", "hint");
    }
    html.close();
    html.element("td", decision.decision());
    String tone = decision.counted() ? (decision.verified() ? "good" : "calm") : "bad";
    Tables.mark(html, tone, weight(decision));
    html.open("td").element("div", decision.words());
    if (!decision.words().contains(decision.proof())) {
      html.element("div", decision.proof(), "class", "hint");
    }
    html.close().close();
  }

  private static void command(Html html, Entry command) {
    html.open("tr");
    html.element("td", Format.time(command.at()), "class", "nowrap");
    html.element("td", command.environment() == null ? "–" : command.environment());
    html.element("td", "").element("td", "command");
    Tables.mark(html, Tables.tone(command.outcome()), command.outcome());
    html.element("td", command.words()).close();
  }
}
