package io.soakgate.audit;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.deployment.Story.ConditionStory;
import io.soakgate.deployment.Story.EnvironmentStory;
import java.util.List;

/** Every look at the target before it was changed: what was in the way, and how much was fine. */
final class ConditionsTable {
  private ConditionsTable() {}

  static void write(Html html, EnvironmentStory environment) {
    if (of(environment).isEmpty()) {
      return;
    }
    html.element("h3", "Conditions");
    Tables.open(html, "At", "When", "", "In words");
    of(environment).forEach(look -> look(html, look));
    Tables.close(html);
  }

  static List<ConditionStory> of(EnvironmentStory environment) {
    return environment.conditions() == null ? List.of() : environment.conditions();
  }

  /** One look in words: what was not fine, and the rest as a number. */
  static String words(ConditionStory look) {
    List<Condition> told = told(look);
    long fine = look.conditions().size() - told.size();
    String others =
        fine
            + (told.isEmpty()
                ? " looked at, all fine"
                : (fine == 1 ? " other fine" : " others fine"));
    return told.isEmpty()
        ? others
        : String.join("; ", told.stream().map(Condition::words).toList()) + "; " + others;
  }

  private static void look(Html html, ConditionStory look) {
    html.open("tr").element("td", Format.time(look.at()), "class", "nowrap");
    html.element("td", look.when());
    Level worst =
        look.conditions().stream().map(Condition::level).max(Level::compareTo).orElse(Level.FINE);
    Tables.mark(html, tone(worst), word(worst));
    html.open("td").text(words(look));
    told(look).stream()
        .flatMap(c -> c.rows().stream())
        .forEach(row -> html.element("div", row, "class", "hint"));
    html.close().close();
  }

  private static List<Condition> told(ConditionStory look) {
    return look.conditions().stream().filter(c -> c.level() != Level.FINE).toList();
  }

  private static String word(Level level) {
    return switch (level) {
      case FINE -> "fine";
      case WARN -> "told";
      case WAIT -> "waited";
      case HOLD -> "held";
      case BAR -> "barred";
    };
  }

  private static String tone(Level level) {
    return switch (level) {
      case FINE -> "good";
      case WARN -> "calm";
      case WAIT, HOLD -> "unsure";
      case BAR -> "bad";
    };
  }
}
