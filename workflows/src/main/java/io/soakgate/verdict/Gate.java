package io.soakgate.verdict;

import java.time.Instant;
import java.util.List;

/**
 * A gate: roles that must each agree on this digest, environment, moment and attempt.
 *
 * @param environment where it stands
 * @param moment the moment it holds
 * @param attempt from 1; an approval of another attempt does not count here
 * @param digest the plan digest that is agreed on
 * @param roles every one is given by a different person
 * @param ticks what the people confirm when they agree
 * @param opened when it opened, plan time
 * @param expires when it closes unanswered; null means never
 * @param starter who started the deployment; null when unknown
 * @param starterMayApprove whether the starter counts here (disposable targets)
 * @param unverifiedCounts whether a decision whose source is not proven counts here
 * @param given who agreed so far, in the order they did
 * @param rejectedBy who rejected it, else null
 * @param rejectedWhy why, else null
 */
public record Gate(
    String environment,
    String moment,
    int attempt,
    String digest,
    List<String> roles,
    List<Tick> ticks,
    Instant opened,
    Instant expires,
    String starter,
    boolean starterMayApprove,
    boolean unverifiedCounts,
    List<Given> given,
    String rejectedBy,
    String rejectedWhy) {

  /** An attestation: what {@code role} confirms when it agrees; role null means every role. */
  public record Tick(String name, String role, String words) {}

  /** One role given by one person. */
  public record Given(String role, String by, Instant at, boolean verified) {}

  /**
   * What one person says. Null {@code role, environment, moment, attempt, digest} mean "the open
   * gate's"; {@code attest} holds names of ticks, or {@code all}.
   */
  public record Say(
      String by,
      String role,
      String environment,
      String moment,
      Integer attempt,
      String digest,
      List<String> attest,
      String reason,
      boolean approve,
      boolean verified) {}

  /** The people who hold a role; nobody when empty. */
  public record Holder(String role, List<String> people) {}

  /**
   * What a decision led to.
   *
   * @param gate the gate afterwards; unchanged when refused
   * @param recorded whether it was taken
   * @param role the role it was taken as; null when refused
   * @param words {@code recorded: …} or {@code refused: why; what to do}, complete
   */
  public record Decided(Gate gate, boolean recorded, String role, String words) {}

  /** One person's decision; every refusal names why and what to do, and changes nothing. */
  public Decided decide(Say say, List<Holder> holders, Instant now) {
    throw new UnsupportedOperationException();
  }

  /** The roles still to be given, in the plan's order; a role that two people must give twice. */
  public List<String> missing() {
    throw new UnsupportedOperationException();
  }

  /** True while somebody may still decide. */
  public boolean open(Instant now) {
    return !agreed() && !rejected() && !expired(now);
  }

  /** True when every role was given. */
  public boolean agreed() {
    return !roles.isEmpty() && !rejected() && missing().isEmpty();
  }

  /** True when somebody rejected it. */
  public boolean rejected() {
    return rejectedBy != null;
  }

  /** True when its time passed before it was decided. */
  public boolean expired(Instant now) {
    return expires != null && !now.isBefore(expires) && !agreed() && !rejected();
  }
}
