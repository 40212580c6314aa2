package io.soakgate.intake;

import io.soakgate.deployment.Approval;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.identity.People;
import io.soakgate.slack.Pressed;
import java.util.List;
import java.util.Set;

/** What pressing a button means. The role is never among it: that follows from who pressed. */
final class Meaning {
  /** What is said with a reason, in a modal: it changes what happens, or is read later. */
  private static final Set<Act> WITH_REASON =
      Set.of(
          Act.ROLLBACK,
          Act.ABORT,
          Act.SKIP,
          Act.WAIVE,
          Act.SNOOZE,
          Act.EXTEND,
          Act.ANSWER,
          Act.ISSUE,
          Act.BREACH,
          Act.DO);

  private static final String USUAL_SNOOZE = "/1h";

  private Meaning() {}

  /** Whether a modal asks for a reason first. */
  static boolean asks(Act act) {
    return WITH_REASON.contains(act);
  }

  /**
   * A decision at the gate that the button was of. Whoever presses confirms what the card lists.
   *
   * @param reason why, or null
   */
  static Approval decision(Pressed pressed, String person, String reason) {
    return new Approval(
        person,
        null,
        pressed.environment(),
        pressed.gate(),
        pressed.attempt(),
        pressed.digest(),
        reason == null ? List.of("all") : List.of(),
        reason,
        People.SLACK);
  }

  /**
   * A command about what the button was about.
   *
   * @param reason why, or null where none is asked for
   */
  static Command command(Act act, Pressed pressed, String person, String reason) {
    String about = pressed.about();
    boolean answers = act == Act.RETRY || act == Act.RESUME;
    boolean named = answers || act == Act.SKIP || act == Act.WAIVE;
    return new Command(
            act,
            person,
            reason == null ? "pressed in Slack" : reason,
            named ? null : option(act, about),
            People.SLACK,
            act == Act.SKIP ? about : null,
            null,
            null,
            act == Act.WAIVE ? about : null)
        .to(answers ? pressed.question() : null);
  }

  private static String option(Act act, String about) {
    boolean lasting = act == Act.SNOOZE && about != null && !about.contains("/");
    return lasting ? about + USUAL_SNOOZE : about;
  }

  /** What a modal's title and button say. */
  static String verb(Act act) {
    return switch (act) {
      case ROLLBACK -> "Roll back";
      case ISSUE -> "Log an issue";
      case BREACH -> "Report a breach";
      case EXTEND -> "Watch longer";
      default ->
          act.word().substring(0, 1).toUpperCase(java.util.Locale.ROOT) + act.word().substring(1);
    };
  }
}
