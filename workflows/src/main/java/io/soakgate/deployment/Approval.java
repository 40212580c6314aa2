package io.soakgate.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One person's decision at a gate, by signal or update {@code approve}, {@code reject} or {@code
 * revoke}.
 *
 * @param by who decides; mandatory
 * @param role the role they decide as; null means the first role of the gate that they hold and
 *     that is still missing
 * @param environment null means the open gate's
 * @param gate the moment; null means the open gate's
 * @param attempt the gate's attempt; null means the open gate's
 * @param digest the plan digest they looked at, or its first 12 or more characters; null means the
 *     running one
 * @param attest names of the attestations they tick; {@code all} ticks every one of their role
 * @param reason why; mandatory when rejecting
 * @param source where it came from ({@code ui}, {@code cli}, {@code slack}); a claim until signed
 * @param signature proves who decides; null when unsigned. What is signed names environment, gate,
 *     attempt and digest
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Approval(
    String by,
    String role,
    String environment,
    String gate,
    Integer attempt,
    String digest,
    List<String> attest,
    String reason,
    String source,
    Signature signature) {

  /** An unsigned one. */
  public Approval(
      String by,
      String role,
      String environment,
      String gate,
      Integer attempt,
      String digest,
      List<String> attest,
      String reason,
      String source) {
    this(by, role, environment, gate, attempt, digest, attest, reason, source, null);
  }

  /** The same, signed. */
  public Approval with(Signature signature) {
    return new Approval(
        by, role, environment, gate, attempt, digest, attest, reason, source, signature);
  }
}
