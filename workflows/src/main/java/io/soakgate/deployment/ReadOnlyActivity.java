package io.soakgate.deployment;

import io.soakgate.deployment.ActActivity.Scope;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Keeps the application's writes out of a target, as a lease (decision 15, INV-10). Runs on the
 * target's queue; each is safe to ask for again. Failures of the type {@code "refused"} cannot be
 * mended by asking again; then the target is as it was before.
 */
@ActivityInterface
public interface ReadOnlyActivity {

  /**
   * Makes the target read-only, sees to the sessions that were open before, and proves that the
   * application cannot write. What was set before is remembered in the same transaction. Asking
   * again while it is on makes the lease longer and proves it anew. Heartbeats.
   */
  @ActivityMethod(name = "engageReadOnly")
  Engaged engage(ReadOnlyRequest request);

  /**
   * Makes the lease longer while the deployment lives, and looks for sessions that write all the
   * same; never makes a target read-only that is not.
   */
  @ActivityMethod(name = "renewReadOnly")
  Renewed renew(ReadOnlyRequest request);

  /**
   * Puts back what was set before, sees to the sessions that began meanwhile, and proves with an
   * INSERT that is rolled back that the application can write. Does nothing to a read-only mode
   * that is not this deployment's. Heartbeats.
   */
  @ActivityMethod(name = "releaseReadOnly")
  Released release(ReadOnlyRequest request);

  /**
   * @param lease how long it lasts from now on without a renewal; whole seconds
   * @param end whether sessions that are open are ended at once; else each is waited for until it
   *     has ended its transaction
   * @param proveAs the database role that must not be able to write, and then must; null proves it
   *     as the login itself
   */
  record ReadOnlyRequest(Scope scope, Duration lease, boolean end, String proveAs) {}

  /**
   * @param since when the target became read-only, by its own clock
   * @param until when the lease runs out
   * @param words one sentence: what was done and how it was proven
   * @param notes what else there is to say, a line each
   */
  record Engaged(Instant since, Instant until, String words, List<String> notes) {}

  /**
   * @param on whether it still is this deployment's
   * @param until when the lease runs out now; null when it is not on
   * @param writers sessions that write all the same, in words; at most 10
   * @param words one sentence: why it is off; null when it is on
   */
  record Renewed(boolean on, Instant until, List<String> writers, String words) {}

  /**
   * @param was whether there was anything to release
   * @param words one sentence: what was put back and how it was proven
   * @param notes what else there is to say, a line each
   */
  record Released(boolean was, String words, List<String> notes) {}
}
