package io.soakgate.deployment;

import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.AfterwardsWorkflow.Seen;
import io.soakgate.plan.Plan;
import java.time.Instant;
import java.util.List;

/**
 * What a deployment left behind when it ended, kept in Soakgate's own database: all that a rollback
 * after the ending needs, when Temporal has long forgotten the deployment (ADR 0028).
 *
 * @param deployment the workflow id, in whose name the ledgers of the targets stand
 * @param by the workflow that says so: the deployment, or a rollback after its ending
 * @param plan the plan as it was walked
 * @param digest the plan digest
 * @param scripts the admitted scripts, whose bytes are kept by digest
 * @param origin where the plan's folder stood in Git
 * @param ended the wall clock at the deployment's ending
 * @param pace how much faster than life its waits passed
 * @param asks every ask of a target so far has a lower number: a later one begins here, so that it
 *     is known as the later one
 * @param environments where anything was changed, in the order of the plan
 */
public record Left(
    String deployment,
    String by,
    Plan plan,
    String digest,
    List<Script> scripts,
    Origin origin,
    Instant ended,
    int pace,
    int asks,
    List<LeftIn> environments) {

  /** So many asks of one subject no workflow makes. */
  public static final int ASKS = 1_000;

  /** The same as another workflow leaves it. */
  public Left from(String by, int asks, List<LeftIn> environments) {
    return new Left(deployment, by, plan, digest, scripts, origin, ended, pace, asks, environments);
  }

  /**
   * What was left in one environment.
   *
   * @param applied the changes that are still there, in the order they were begun
   * @param backup the backup from before the first change, or null
   * @param baselines what probes saw before the first change
   * @param before the fingerprint before the first change, or null
   * @param catalog the digest of the catalog as the last look or own step left it, or null
   */
  public record LeftIn(
      String environment,
      List<String> applied,
      BackupResult backup,
      List<Seen> baselines,
      String before,
      String catalog) {

    /** The same with other changes still there, and another catalog. */
    public LeftIn with(List<String> applied, String catalog) {
      return new LeftIn(environment, applied, backup, baselines, before, catalog);
    }
  }
}
