package io.soakgate.deployment;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.ActActivity.Scope;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.util.List;

/**
 * Walks the ways back on copies of a database that was restored from a verified backup (ADR 0025).
 * The actions are those of {@link ActActivity}, run by the same code; only the database they reach
 * is another one. What they come to is an answer, never a failure: a failure means that the drill
 * itself could not go on, and asking again may mend it.
 *
 * <p>Copies are numbered: {@code 0} is the backup, a higher one is what a drill left behind. Every
 * method may be asked again after a killed worker: it begins anew from the copy it starts from.
 * Runs on the queue of the target whose backup it is; heartbeats.
 */
@ActivityInterface
public interface DrillActivity {

  /**
   * Drops what an earlier drill of this target's database left, and restores the backup as copy 0.
   *
   * @throws io.temporal.failure.ApplicationFailure of the type {@code refused} when the backup is
   *     gone, was changed since it was taken, or cannot be restored here
   */
  @ActivityMethod(name = "drillPrepare")
  Prepared prepare(Ground ground);

  /** Runs legs one after the other on a new copy, up to the first that fails. */
  @ActivityMethod(name = "drill")
  Drilled drill(DrillRequest request);

  /** Drops every copy; done at once when there are none. */
  @ActivityMethod(name = "drillEnd")
  void end(Ground ground);

  /**
   * Where a drill takes place.
   *
   * @param scope whose target's server it is on, and for which environment it is done
   * @param backup what is restored: a {@code dump} or a {@code clone}, taken of that target
   */
  record Ground(Scope scope, BackupResult backup) {}

  /**
   * @param size of the restored database, in bytes
   * @param took how long the restore took
   * @param words one sentence
   */
  record Prepared(long size, Duration took, String words) {}

  /**
   * @param subject the change, or the rollback option
   * @param from the number of the copy it starts from
   * @param to the number of the copy that it leaves behind, higher than {@code from}
   * @param keep whether it is left behind; else it is dropped, and {@code from} stays
   * @param against the number of the copy whose fingerprint the legs are compared with
   * @param legs in the order they run
   * @param instead whether a restore is walked as it is done where a database keeps its name
   */
  record DrillRequest(
      Ground ground,
      String subject,
      int from,
      int to,
      boolean keep,
      int against,
      List<Leg> legs,
      boolean instead) {

    /** One that is walked as the plan says first. */
    public DrillRequest(
        Ground ground,
        String subject,
        int from,
        int to,
        boolean keep,
        int against,
        List<Leg> legs) {
      this(ground, subject, from, to, keep, against, legs, false);
    }
  }

  /**
   * Actions that belong together.
   *
   * @param name {@code apply}, {@code undo}, {@code again}, {@code rollback}
   */
  record Leg(String name, List<ActRequest> acts) {}

  /**
   * @param laps one per leg that was begun
   */
  record Drilled(List<Lap> laps) {}

  /**
   * How one leg went.
   *
   * @param took how long its actions took
   * @param failed why it failed; null when it did not
   * @param left its actions that were left out, each with why: what is no SQL, and what reaches
   *     beyond the database
   * @param fingerprint of the copy behind it, the first 16 hex digits; null when it failed
   * @param differences what differs from the copy it is compared with, one a line, as in {@code
   *     FingerprintDiff}; at most {@link #LINES}
   * @param more how many further differences there are
   * @param locks the strongest lock of each table that was there before, strongest first
   * @param rewritten the tables that were written anew, or emptied
   */
  record Lap(
      String leg,
      Duration took,
      String failed,
      List<String> left,
      String fingerprint,
      List<String> differences,
      int more,
      List<Locked> locks,
      List<String> rewritten) {
    /** So many differences are told at most. */
    public static final int LINES = 300;
  }

  /**
   * A lock that was seen.
   *
   * @param table qualified and quoted
   * @param mode as PostgreSQL calls it, {@code AccessExclusiveLock}
   */
  record Locked(String table, String mode) {}
}
