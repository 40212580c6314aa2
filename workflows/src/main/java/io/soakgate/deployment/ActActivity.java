package io.soakgate.deployment;

import io.soakgate.plan.Change;
import io.soakgate.plan.History;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Variable;
import io.soakgate.verdict.Value;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Changes the world. Every act is safe to ask for again: what the ledger shows as done is not done
 * twice (decision 8), and undoing what was never done is done at once.
 *
 * <p>Failures are {@code ApplicationFailure}s; type {@code "refused"} and {@code
 * "failed-statement"} are not retryable, anything else is.
 */
@ActivityInterface
public interface ActActivity {

  /** Runs one action. Heartbeats while the database works; cancels the statement when cancelled. */
  @ActivityMethod(name = "act")
  Effect act(ActRequest request);

  /**
   * Writes into the ledger what a person says became of a statement that failed, so that the next
   * ask goes on behind it. Where the catalog shows such a statement's effect, {@code done} is held
   * against it.
   */
  @ActivityMethod(name = "resolve")
  Resolved resolve(ResolveRequest request);

  /** Takes a backup, restores it into a scratch database and counts it (decision 11). */
  @ActivityMethod(name = "backup")
  BackupResult backup(BackupRequest request);

  /**
   * Looks at what an action would break besides what it is for, and at what makes it impossible
   * now. Changes nothing.
   */
  @ActivityMethod(name = "foresee")
  Foreseen foresee(ActRequest request);

  /** Whether this run makes a change, takes it back, or is a step of a rollback option. */
  enum Purpose {
    APPLY,
    UNDO,
    STEP
  }

  /**
   * Who asks, and where: what every request to a target carries.
   *
   * @param deployment the workflow id
   * @param plan the plan's folder name
   * @param environment the environment's name
   * @param target the target's name
   * @param values what {@code ${name}} stands for in this environment
   * @param now plan time when asked
   */
  record Scope(
      String deployment,
      String plan,
      String environment,
      String target,
      List<Variable> values,
      Instant now) {

    /** The same at another time. */
    public Scope at(Instant then) {
      return new Scope(deployment, plan, environment, target, values, then);
    }
  }

  /**
   * @param subject the change's name, or {@code rollback/<option>/<step>}
   * @param purpose what for
   * @param attempt which time the workflow asks for this subject and purpose, from 1; a higher one
   *     fences off a lower one
   * @param spec the action
   * @param scripts the admitted scripts; APPLY refuses a file whose bytes no longer match, UNDO and
   *     STEP run the stored bytes (decision 3)
   * @param backup the backup a {@code restore} restores, else null
   * @param migrations what is written into the application's history in the action's transaction,
   *     or taken out of it; null: nothing
   */
  record ActRequest(
      Scope scope,
      String subject,
      Purpose purpose,
      int attempt,
      Spec spec,
      List<Script> scripts,
      BackupResult backup,
      Migrations migrations) {

    /** An action that is no migration. */
    public ActRequest(
        Scope scope,
        String subject,
        Purpose purpose,
        int attempt,
        Spec spec,
        List<Script> scripts,
        BackupResult backup) {
      this(scope, subject, purpose, attempt, spec, scripts, backup, null);
    }

    /** The same with another action. */
    public ActRequest of(Spec other) {
      return new ActRequest(scope, subject, purpose, attempt, other, scripts, backup, migrations);
    }
  }

  /**
   * The migrations of one change (ADR 0016).
   *
   * @param history whose history it is, and where
   * @param files the migrations, in the order they are applied; never empty
   */
  record Migrations(History history, List<String> files) {

    /**
     * What an action of a change does to the history: its apply writes it, the last action of its
     * undo takes it out, so that it is true once the undo is whole.
     *
     * @return null when it does nothing to it
     */
    public static Migrations of(Plan plan, String subject, Purpose purpose, Spec action) {
      Change change = plan.change(subject);
      if (plan.history() == null || change == null || change.migrations().isEmpty()) {
        return null;
      }
      // By its place: a rollback may have filled in what was chosen for it.
      List<Spec> undo = change.undo();
      boolean last = !undo.isEmpty() && undo.get(undo.size() - 1).at().equals(action.at());
      boolean writes = purpose == Purpose.APPLY || purpose == Purpose.UNDO && last;
      return writes ? new Migrations(plan.history(), change.migrations()) : null;
    }
  }

  /**
   * @param act the action whose statement failed, asked for anew
   * @param statement its number, from 1, over all files of the action
   * @param as {@code done} or {@code skipped}
   * @param by who says so
   * @param reason why
   */
  record ResolveRequest(ActRequest act, int statement, String as, String by, String reason) {}

  /**
   * @param words one sentence: what stands in the ledger now, and what the catalog showed
   */
  record Resolved(String words) {}

  /**
   * @param words one sentence: what was done
   * @param took how long it took
   * @param ran statements run now
   * @param alreadyDone statements the ledger showed as done by an earlier attempt
   * @param values figures ({@code lock-retries}, {@code rebuilt-indexes} …)
   * @param notices the first NOTICEs, at most 100 lines and 16 kB; all of them are in the ledger
   */
  record Effect(
      String words,
      Duration took,
      int ran,
      int alreadyDone,
      List<Value> values,
      List<String> notices) {}

  /**
   * What an action would break, before it is done.
   *
   * @param impossible what makes it impossible now, and what would mend that; a sentence each
   * @param breaks what it breaks, in the order people should read it; a sentence each
   */
  record Foreseen(List<String> impossible, List<String> breaks) {
    /** Of an action that breaks nothing. */
    public static final Foreseen NOTHING = new Foreseen(List.of(), List.of());
  }

  /**
   * @param spec {@code dump} or {@code clone}
   * @param export what is kept beside it as SQL: {@code schema}, {@code policies}
   */
  record BackupRequest(Scope scope, Spec spec, List<String> export) {

    /** A missing list is an empty one. */
    public BackupRequest {
      export = export == null ? List.of() : List.copyOf(export);
    }

    /** One with nothing beside it. */
    public BackupRequest(Scope scope, Spec spec) {
      this(scope, spec, List.of());
    }
  }

  /**
   * @param id names it for ever: {@code <deployment>/<environment>/<label>}
   * @param kind {@code dump} or {@code clone}, or {@code attested}: a provider's, which nobody
   *     restored and people vouch for
   * @param label the name the plan gave, placeholders filled in
   * @param location folder or database, for people
   * @param digest SHA-256 of the dump's manifest, which names every file's, or the clone's row
   *     digest; empty when attested
   * @param values {@code size}, {@code tables}, {@code rows}, {@code took}, {@code restore-took}
   * @param verified whether the trial restore's counts and content hashes matched the snapshot
   * @param words one sentence
   */
  record BackupResult(
      String id,
      String kind,
      String label,
      String location,
      String digest,
      List<Value> values,
      boolean verified,
      String words) {
    /** The kind that nobody restored and people vouch for. */
    public static final String ATTESTED = "attested";

    /** Whether people vouch for it, and nothing else does. */
    public boolean attested() {
      return kind.equals(ATTESTED);
    }

    /** How far it may be relied on, in words. */
    public String standing() {
      return attested() ? ATTESTED : verified ? "verified by a restore" : "not verified";
    }
  }
}
