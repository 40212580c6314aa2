package io.soakgate.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * Something a person tells a running deployment, by signal or update {@code command}.
 *
 * @param act what to do
 * @param by who says so; mandatory
 * @param reason why; mandatory for everything but {@link Act#RESUME} and {@link Act#LOOK}
 * @param option the rollback option for {@link Act#ROLLBACK}, null meaning {@code everything}; the
 *     question for {@link Act#ANSWER}; the probe or action for {@link Act#LOOK} and {@link Act#DO};
 *     the rule for {@link Act#BREACH}; the window {@code 2026-11-22T02:00/3h} for {@link
 *     Act#WINDOW}; the rule and for how long, {@code slow/2h}, for {@link Act#SNOOZE}; the watch
 *     and how much longer, {@code day/12h}, for {@link Act#EXTEND}
 * @param source where it came from ({@code ui}, {@code cli}, {@code slack}); a claim until signed
 * @param change the change or rollback step that {@link Act#RESOLVE} and {@link Act#SKIP} are about
 * @param statement the number of the statement that {@link Act#RESOLVE} is about, from 1
 * @param as what {@link Act#RESOLVE} makes of it: {@code done} or {@code skipped}
 * @param check the check that {@link Act#WAIVE} is about
 * @param note what {@link Act#ISSUE} says about itself, or null
 * @param signature proves who says so; null when unsigned
 * @param choose what {@link Act#ROLLBACK} chooses for the option's parameters, each {@code
 *     name=value}; null when nothing
 * @param question the number of the question that {@link Act#RESUME} and {@link Act#RETRY} answer,
 *     as its card has it, so that a card that is out of date answers no other one; {@link #PAUSE}
 *     for a pause; null for whatever waits
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Command(
    Act act,
    String by,
    String reason,
    String option,
    String source,
    String change,
    Integer statement,
    String as,
    String check,
    Note note,
    Signature signature,
    List<String> choose,
    Integer question) {

  /** What stands where the number of a question does, for a resume after a pause. */
  public static final int PAUSE = 0;

  /** What the name of an attestation begins with that stands for a question of the report. */
  public static final String ANSWER_PREFIX = "answer.";

  /**
   * What an issue says about itself.
   *
   * @param severity {@code low medium high critical}, or null
   * @param resolution what was done about it, or null
   * @param lost how long it cost, as a duration such as {@code 15m}, or null
   * @param resolves the number of the issue that this one says the end of, or null
   * @param notes what else there is to say about it, or null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Note(
      String severity, String resolution, String lost, Integer resolves, String notes) {
    /** An issue that says nothing about itself. */
    public static final Note NONE = new Note(null, null, null, null, null);
  }

  /** A command that chooses nothing. */
  public Command(
      Act act,
      String by,
      String reason,
      String option,
      String source,
      String change,
      Integer statement,
      String as,
      String check,
      Note note,
      Signature signature) {
    this(
        act, by, reason, option, source, change, statement, as, check, note, signature, null, null);
  }

  /** A command about no change, statement or check. */
  public Command(Act act, String by, String reason, String option, String source) {
    this(act, by, reason, option, source, null, null, null, null, null, null);
  }

  /** A command about a change, a statement or a check. */
  public Command(
      Act act,
      String by,
      String reason,
      String option,
      String source,
      String change,
      Integer statement,
      String as,
      String check) {
    this(act, by, reason, option, source, change, statement, as, check, null, null);
  }

  /** An unsigned command. */
  public Command(
      Act act,
      String by,
      String reason,
      String option,
      String source,
      String change,
      Integer statement,
      String as,
      String check,
      Note note) {
    this(act, by, reason, option, source, change, statement, as, check, note, null);
  }

  /** The same, signed. */
  public Command with(Signature other) {
    return new Command(
        act, by, reason, option, source, change, statement, as, check, note, other, choose,
        question);
  }

  /** The same command with something chosen for the option's parameters. */
  public Command choosing(List<String> chosen) {
    List<String> some = chosen == null || chosen.isEmpty() ? null : List.copyOf(chosen);
    return new Command(
        act, by, reason, option, source, change, statement, as, check, note, signature, some,
        question);
  }

  /** What is chosen, each {@code name=value}; never null. */
  public List<String> chosen() {
    return choose == null ? List.of() : choose;
  }

  /** The same command with another rollback option. */
  public Command withOption(String other) {
    return new Command(
        act, by, reason, other, source, change, statement, as, check, note, signature, choose,
        question);
  }

  /** The same command, to this question and no other; null for whatever waits. */
  public Command to(Integer number) {
    return new Command(
        act, by, reason, option, source, change, statement, as, check, note, signature, choose,
        number);
  }

  /** What an issue says about itself; never null. */
  public Note noted() {
    return note == null ? Note.NONE : note;
  }

  /** The closed set of commands. */
  public enum Act {
    /** Stop before the next step. */
    PAUSE,
    /** Go on after a pause; the answer "keep it" to a question. */
    RESUME,
    /** End it: compensate as the environment says. */
    ABORT,
    /** Roll back with an option; also the answer "yes" to a question. */
    ROLLBACK,
    /** Try a blocked or held step again. */
    RETRY,
    /** Leave a failed change or a blocked rollback step out; named in the report. */
    SKIP,
    /** Write into the ledger what became of a failed statement; it is not run again. */
    RESOLVE,
    /** Let a must that does not hold pass; counts when a second person says so. */
    WAIVE,
    /** Log an issue; starts a watch again that restarts on issues. */
    ISSUE,
    /** Answer a question of the plan's report: {@code option} names it, {@code reason} says it. */
    ANSWER,
    /** Look through a probe of the plan now: {@code option} names it. */
    LOOK,
    /** Run an action of the plan's {@code actions} now: {@code option} names it. */
    DO,
    /** Say that a rule of the watch that runs is broken: {@code option} names it. */
    BREACH,
    /** Let breaches of a rule of the watch that runs lead to nothing for a while. */
    SNOOZE,
    /** Have the watch that runs last longer. */
    EXTEND,
    /** Pick a window: {@code option} says when it opens and how long it lasts. */
    WINDOW;

    /** Whether anybody may say it: it only looks, or makes the deployment wait or look longer. */
    public boolean harmless() {
      return this == PAUSE || this == ISSUE || this == LOOK;
    }

    /** The word people type: {@code pause}. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
