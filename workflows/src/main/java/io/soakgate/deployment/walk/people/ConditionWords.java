package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Conditions;
import io.soakgate.deployment.ConditionActivity.Level;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** How conditions read. */
public final class ConditionWords {
  private ConditionWords() {}

  /** The worst level that was seen; fine when nothing was. */
  public static Level worst(Conditions seen) {
    return seen.list().stream()
        .map(Condition::level)
        .max(Comparator.naturalOrder())
        .orElse(Level.FINE);
  }

  /** Everything that is not fine, the worst first; how many are. */
  public static String words(Conditions seen) {
    List<String> told = words(seen, Level.WARN);
    long fine = seen.list().size() - told.size();
    if (told.isEmpty()) {
      return "nothing is in the way; looked at " + fine;
    }
    return String.join("; ", told) + (fine == 0 ? "" : "; " + fine + " more are fine");
  }

  /** What is at least so bad, the worst first. */
  public static List<String> words(Conditions seen, Level least) {
    return seen.list().stream()
        .filter(c -> c.level().compareTo(least) >= 0)
        .sorted(Comparator.comparing(Condition::level).reversed())
        .map(ConditionWords::words)
        .toList();
  }

  /** One condition with what it is about in particular. */
  public static String words(Condition c) {
    String rows =
        c.rows().isEmpty() ? "" : c.rows().stream().collect(Collectors.joining("; ", ": ", ""));
    return c.what() + ": " + c.words() + rows;
  }

  /** The word before it on a gate's card. */
  static String mark(Level level) {
    return switch (level) {
      case FINE -> "fine";
      case WARN -> "note";
      case WAIT -> "in the way now";
      case HOLD, BAR -> "in the way";
    };
  }
}
