package io.soakgate.deployment;

import io.soakgate.deployment.ConditionActivity.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a running deployment answers when asked.
 *
 * @param deployment the workflow id
 * @param plan the plan's name
 * @param digest the plan digest; null before admission
 * @param origin where the plan stood in Git, in words; null before admission
 * @param environment where it is, or null
 * @param doing what runs, in words: {@code production: change rls}
 * @param waitingFor who or what it waits for, in words; null when it works
 * @param since plan time since when
 * @param now plan time of this answer, which is as old as the last thing that happened
 * @param clock the wall clock at {@code now}
 * @param pace how fast plan time runs from there on; 1 while people or databases work
 * @param until the plan time beyond which it does not run before something happens, or null
 * @param window whether it fits the window, in words; null where there is none
 * @param next what to type now, complete; null when nothing is needed
 * @param paused who paused it and why, or null
 * @param signatures whether what is decided or commanded now counts only when it is signed
 * @param gate the open gate, or null
 * @param question the open question, or null
 * @param ending null while it runs
 * @param report path of the report once it ended
 * @param timeline what happened so far, the last 50
 * @param concessions what people let pass so far, in words: checks waived, statements resolved by
 *     hand, changes and steps left out
 * @param audit the last entry the audit is known to hold; null before the first
 * @param readOnly since when writes are kept out of the environment, and until when the lease runs,
 *     in words; null while they are not
 * @param losses what a restore of the backup would lose now, in words; null where no option
 *     restores one, and outside of a watch
 */
public record Status(
    String deployment,
    String plan,
    String digest,
    String origin,
    String environment,
    String doing,
    String waitingFor,
    Instant since,
    Instant now,
    Instant clock,
    int pace,
    Instant until,
    String window,
    String next,
    String paused,
    boolean signatures,
    OpenGate gate,
    String question,
    Ending ending,
    String report,
    List<Entry> timeline,
    List<String> concessions,
    RecordActivity.Head audit,
    String readOnly,
    String losses) {

  /** A null list means none: statuses that were stored before there were any have none. */
  public Status {
    concessions = concessions == null ? List.of() : List.copyOf(concessions);
  }

  /** This answer with plan time gone on to another moment of the wall clock; never back. */
  public Status asOf(Instant wall) {
    if (!wall.isAfter(clock)) {
      return this;
    }
    Instant then = now.plus(Duration.between(clock, wall).multipliedBy(pace));
    return as(until != null && then.isAfter(until) ? until : then, wall, timeline);
  }

  /** The same with another timeline. */
  public Status with(List<Entry> timeline) {
    return as(now, clock, timeline);
  }

  private Status as(Instant now, Instant clock, List<Entry> timeline) {
    return new Status(
        deployment,
        plan,
        digest,
        origin,
        environment,
        doing,
        waitingFor,
        since,
        now,
        clock,
        pace,
        until,
        window,
        next,
        paused,
        signatures,
        gate,
        question,
        ending,
        report,
        timeline,
        concessions,
        audit,
        readOnly,
        losses);
  }

  /**
   * @param missing roles still to be given
   * @param expires plan time, or null
   * @param attestations what each role must tick
   * @param caveats what is not to be counted on in this environment
   * @param proved what checks ticked already, in words
   * @param findings what the lint found, a line each, where this gate opens an environment
   * @param conditions what was seen of the target when the gate opened; empty where none was looked
   *     at
   * @param unattended what runs by itself later on and weakens security or loses data; agreeing at
   *     a gate before the first change allows it
   * @param warnings what ended in a warning in this environment so far, in words
   * @param drill how the drill of the ways back went, a line each, or why there was none
   * @param sql what ways back would send to the database, in short, a line each
   */
  public record OpenGate(
      String environment,
      String moment,
      int attempt,
      String digest,
      List<String> missing,
      List<String> given,
      Instant expires,
      List<Attestation> attestations,
      List<String> caveats,
      List<String> proved,
      List<String> findings,
      List<Condition> conditions,
      List<String> unattended,
      List<String> warnings,
      List<String> drill,
      List<String> sql) {

    /** An answer from before there were caveats, proofs, a lint and conditions has none. */
    public OpenGate {
      unattended = unattended == null ? List.of() : List.copyOf(unattended);
      caveats = caveats == null ? List.of() : List.copyOf(caveats);
      proved = proved == null ? List.of() : List.copyOf(proved);
      findings = findings == null ? List.of() : List.copyOf(findings);
      conditions = conditions == null ? List.of() : List.copyOf(conditions);
      warnings = warnings == null ? List.of() : List.copyOf(warnings);
      drill = drill == null ? List.of() : List.copyOf(drill);
      sql = sql == null ? List.of() : List.copyOf(sql);
    }
  }

  /** Something a role confirms when it approves. */
  public record Attestation(String name, String role, String words) {}
}
