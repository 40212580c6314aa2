package io.soakgate.deployment;

import io.soakgate.verdict.Gate.Holder;
import io.soakgate.verdict.Gate.Proof;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;

/**
 * Who says something, by the people and keys that the worker knows at this moment: a key or a role
 * that was taken from somebody counts no more, in deployments under way too (ASVS 8.3.2). Runs on
 * {@link Queues#SOAKGATE}, and its answer stands in the history (ADR 0012).
 */
@ActivityInterface
public interface IdentityActivity {

  /** Whether it is proven who says this; never fails for what is said. */
  @ActivityMethod(name = "identify")
  Identified identify(Claim claim);

  /**
   * What was said, by an approval, a command, a start or the start of a rollback after an ending;
   * the others are null.
   *
   * @param deployment the workflow id
   * @param run the run id
   * @param now the wall clock when it came
   * @param verb {@code approve}, {@code reject}, {@code revoke}, {@code command}, {@code start} or
   *     {@code rollback}
   */
  record Claim(
      String deployment,
      String run,
      Instant now,
      String verb,
      Approval approval,
      Command command,
      StartRequest start,
      RollbackRequest rollback) {

    /** What is no rollback after an ending. */
    public Claim(
        String deployment,
        String run,
        Instant now,
        String verb,
        Approval approval,
        Command command,
        StartRequest start) {
      this(deployment, run, now, verb, approval, command, start, null);
    }

    /** Whether it begins a run, which nobody could know when it was signed. */
    public boolean begins() {
      return start != null || rollback != null;
    }

    /** Who it claims to be. */
    public String by() {
      if (rollback != null) {
        return rollback.by();
      }
      return approval != null ? approval.by() : command != null ? command.by() : start.by();
    }

    /** Where it claims to come from, or null. */
    public String source() {
      if (rollback != null) {
        return rollback.source();
      }
      return approval != null ? approval.source() : command != null ? command.source() : null;
    }

    /** Its signature, or null. */
    public Signature signature() {
      if (rollback != null) {
        return rollback.signature();
      }
      return approval != null
          ? approval.signature()
          : command != null ? command.signature() : start.signature();
    }
  }

  /**
   * @param proof whether it is proven who says it
   * @param token what tells this very message from every other; null when it is not signed
   * @param holders who holds which role now
   */
  record Identified(Proof proof, String token, List<Holder> holders) {}
}
