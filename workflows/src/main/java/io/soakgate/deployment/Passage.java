package io.soakgate.deployment;

import io.soakgate.deployment.Evidence.Said;
import java.time.Instant;
import java.util.List;

/**
 * A step in the course of a plan over all its deployments, kept in Soakgate's own database: what
 * opens production again after a rollback, and what keeps it closed (ADR 0028).
 *
 * @param plan the plan's name, whatever its digest
 * @param digest the plan digest
 * @param environment the environment's name
 * @param target the target's name
 * @param deployment the workflow that says so
 * @param at plan time
 * @param why why it was rolled back; else null
 * @param said what people answered afterwards; empty when nothing
 */
public record Passage(
    What what,
    String plan,
    String digest,
    String environment,
    String target,
    String deployment,
    Instant at,
    String why,
    List<Said> said) {

  /** A missing list is an empty one. */
  public Passage {
    said = said == null ? List.of() : List.copyOf(said);
  }

  /** What happened. */
  public enum What {
    /** The environment was walked to its end, and everything held. */
    PASSED,
    /** A rollback ran there. */
    ROLLED_BACK,
    /** People answered what a rollback asks; the deployment is the one that was rolled back. */
    ANSWERED
  }
}
