package io.soakgate.deployment;

import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.plan.Spec;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.util.List;

/**
 * Whether a target is fit to be changed now, and whose it is (F-24, F-29, F-63, F-64). Runs on the
 * target's queue.
 */
@ActivityInterface
public interface ConditionActivity {

  /**
   * Looks at everything that would make a change fail, wait, or meet another database than the one
   * that was admitted. Reads only, except that it keeps the catalog it saw in Soakgate's own
   * database and renews the lease. What one look cannot see is a condition that says so; only a
   * target that cannot be reached is a failure.
   */
  @ActivityMethod(name = "conditions")
  Conditions look(ConditionsRequest request);

  /** Takes the lease of a target for a deployment; also after it ran out. */
  @ActivityMethod(name = "lease")
  Leased take(LeaseRequest request);

  /** Makes the lease longer while the deployment lives; nothing when it is not its own any more. */
  @ActivityMethod(name = "renew")
  void renew(LeaseRequest request);

  /** Gives the lease back, if it is still this deployment's. */
  @ActivityMethod(name = "release")
  void release(LeaseRequest request);

  /** What a condition means for the change that would follow; ordered, the worst last. */
  enum Level {
    FINE,
    /** Told, never in the way; also what cannot be seen. */
    WARN,
    /** In the way, and likely to end by itself: waited for, then a person is asked. */
    WAIT,
    /** In the way until a person does something, or says that it may go on. */
    HOLD,
    /** In the way, and nobody can say that it may go on. */
    BAR
  }

  /**
   * @param when at what point, in words: {@code before gate go}, {@code before rls}
   * @param next the action that would follow, or null for all of the plan's
   * @param backup the backup that is still to be taken, or null
   * @param scripts the admitted scripts; schemas and tables they name are what counts
   * @param server what the first look saw of the server, or null
   * @param catalog the catalog as the last look or the last own step left it, or null
   * @param elsewhere what to compare with in an earlier environment, or null
   */
  record ConditionsRequest(
      Scope scope,
      String when,
      Spec next,
      Spec backup,
      List<Script> scripts,
      String server,
      String catalog,
      Elsewhere elsewhere) {}

  /**
   * The catalog of an earlier environment at the same point.
   *
   * @param environment its name
   * @param catalog its catalog, by digest
   * @param before its catalog before its first change; null while there is only that one
   * @param ownBefore this environment's catalog before its first change; null likewise
   */
  record Elsewhere(String environment, String catalog, String before, String ownBefore) {}

  /**
   * One thing that was looked at.
   *
   * @param what which
   * @param figure what was seen, with its unit; null when nothing was counted
   * @param limit what it is held against, with its unit; null when nothing is
   * @param words one sentence for people; holds no row data
   * @param rows who or what in particular, at most 10; no row data
   */
  record Condition(
      String what, Level level, String figure, String limit, String words, List<String> rows) {}

  /**
   * What a look saw.
   *
   * @param server the server's and database's identity
   * @param catalog digest of the catalog lines, kept in Soakgate's own database
   * @param patience how long to wait for what is likely to end by itself
   */
  record Conditions(String server, String catalog, Duration patience, List<Condition> list) {}

  /** A deployment and the target it wants. */
  record LeaseRequest(String deployment, String target) {}

  /**
   * @param held whether it is this deployment's now
   * @param words who holds it; or, when it is held now, from whom it was taken over, or null
   * @param todo how to come to it, or null
   */
  record Leased(boolean held, String words, String todo) {}
}
