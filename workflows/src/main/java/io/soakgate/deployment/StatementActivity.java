package io.soakgate.deployment;

import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.plan.Spec;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/**
 * Which statements of a target's applications take longer than before the changes, and which
 * changes are about the tables that they read. Runs on the target's queue. A target that does not
 * count its statements, or hides them, says so; it never fails for that.
 */
@ActivityInterface
public interface StatementActivity {

  /** What the target has counted so far; no statement's text, only its number. */
  @ActivityMethod(name = "statements")
  Statements statements(Scope scope);

  /** What it has counted since, held against before; the worst first. */
  @ActivityMethod(name = "slower")
  Slower slower(SlowerQuestion question);

  /**
   * @param counters of the statements that took most
   * @param whole whether these are all
   * @param unseen why nothing was seen, or null
   */
  record Statements(List<Counter> counters, boolean whole, String unseen) {

    /** Nothing was seen. */
    public static Statements unseen(String why) {
      return new Statements(List.of(), false, why);
    }
  }

  /**
   * @param id the number that the server knows a statement by
   * @param calls how often it ran
   * @param millis how long all of them took together
   */
  record Counter(String id, long calls, double millis) {}

  /**
   * @param before what was counted before the changes
   * @param changes the changes that were made
   * @param scripts the admitted scripts
   */
  record SlowerQuestion(
      Scope scope, Statements before, List<Touching> changes, List<Script> scripts) {}

  /**
   * @param change a change's name
   * @param apply what made it
   * @param migrations the files of the plan's history that it ran
   */
  record Touching(String change, Spec apply, List<String> migrations) {}

  /**
   * @param suspects the worst first; at most 3
   * @param unseen why nothing was seen, or null
   */
  record Slower(List<Suspect> suspects, String unseen) {

    /** Nothing was seen. */
    public static Slower unseen(String why) {
      return new Slower(List.of(), why);
    }
  }

  /**
   * A statement that got slower.
   *
   * @param query its text with placeholders where values stood, shortened
   * @param before how long it took on average before the changes, in ms; null when it is new
   * @param now how long it took on average since, in ms
   * @param calls how often it ran since
   * @param changes the changes whose scripts name a table that it names
   */
  record Suspect(String query, Double before, double now, long calls, List<String> changes) {}
}
