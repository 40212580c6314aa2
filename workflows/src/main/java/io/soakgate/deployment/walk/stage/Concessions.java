package io.soakgate.deployment.walk.stage;

import io.soakgate.deployment.Command;
import io.soakgate.verdict.Snooze;
import java.util.ArrayList;
import java.util.List;

/**
 * What people let pass: checks waived, rules snoozed, statements resolved by hand, changes and
 * steps left out. None of it is forgotten: it stands in the timeline, the status, the report and
 * the ending.
 */
public final class Concessions {
  private final Chronicle chronicle;
  private final List<String> all = new ArrayList<>();
  private final List<String> stayed = new ArrayList<>();

  public Concessions(Chronicle chronicle) {
    this.chronicle = chronicle;
  }

  /**
   * A must that did not hold and was let pass.
   *
   * @param asked who asked for it first, or null
   */
  public void waived(Stage stage, String check, String verdict, Command by, String asked) {
    String first = asked == null ? "" : ", asked for by " + asked;
    add(
        stage,
        "check " + check,
        "waived",
        "check "
            + check
            + " waived by "
            + by.by()
            + first
            + ": "
            + by.reason()
            + " ("
            + verdict
            + ")");
  }

  /** A rule whose breaches lead to nothing for a while. */
  public void snoozed(Stage stage, Snooze snooze) {
    add(stage, "rule " + snooze.rule(), "snoozed", snooze.words());
  }

  /** A statement that is not run again. */
  public void resolved(Stage stage, Command by, String ledger) {
    String what = by.change() + " statement " + by.statement();
    String words =
        what
            + " resolved as "
            + by.as()
            + " by "
            + by.by()
            + ": "
            + by.reason()
            + " ("
            + ledger
            + ")";
    add(stage, by.change(), "resolved", words);
    if (by.as().equals("skipped")) {
      stayed.add(stage.name() + ": " + what + " was skipped");
    }
  }

  /** A change or a step that was left out; what it had done by then stays. */
  public void skipped(Stage stage, String what, Command by) {
    String words = what + " left out by " + by.by() + ": " + by.reason();
    add(stage, what, "skipped", words);
    stayed.add(stage.name() + ": " + words);
  }

  /**
   * An action that was left out because somebody who is asked before it runs said no.
   *
   * @param gate the action's gate
   */
  public void refused(Stage stage, String gate, String why) {
    add(stage, gate, "skipped", gate + " left out: " + why);
  }

  /**
   * An environment that was opened without a drill.
   *
   * @param who agreed to it
   */
  public void undrilled(Stage stage, String why, List<String> who) {
    String words = "opened without a drill by " + Words.list(who) + ": " + why;
    all.add(stage.name() + ": " + words);
    chronicle.note(stage.name(), "drill", "drill", "ok", words);
  }

  /** A way back that would take longer than the plan lets it. */
  public void slow(Stage stage, String subject, String late, Command by) {
    add(stage, subject, "skipped", late + ": accepted by " + by.by() + ": " + by.reason());
  }

  private void add(Stage stage, String subject, String kind, String words) {
    all.add(stage.name() + ": " + words);
    chronicle.note(stage.name(), subject, kind, "ok", words);
  }

  /** All of it, in order. */
  public List<String> list() {
    return List.copyOf(all);
  }

  /** What a success leaves behind that the plan did not mean to. */
  public List<String> stayed() {
    return List.copyOf(stayed);
  }
}
