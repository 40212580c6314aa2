package io.soakgate.verdict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A gate: roles that must each agree on this digest, environment, moment and attempt. Immutable: a
 * decision leads to another gate.
 *
 * <p>One person gives one role, whatever else they hold. The starter gives none, unless {@code
 * starterMayApprove}. Where the starter is excluded but unknown, two different people must agree,
 * so that one of them at least is not the starter (decision 1): a gate of several roles has them
 * anyway, a gate of a single role asks two different holders of that role. A target that needs no
 * second person says so by {@code starterMayApprove}; otherwise a role with one holder needs a
 * deployment that was started with {@code by}.
 *
 * <p>The order and number of approvals do not change what they lead to as long as each person
 * speaks for one role, by naming it or by holding no other of the gate (INV-18). A rejection closes
 * the gate for good, and so does the last missing approval.
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
  public record Given(String role, String by, Instant at, Proof proof) {}

  /**
   * Whether it is proven who says something (decision 21).
   *
   * @param verified whether it is
   * @param key the key that proves it, {@code key ab12cd34ef56} or {@code slack's key …}; null when
   *     it is not proven
   * @param why why it is not proven, {@code it is not signed}; null when it is
   */
  public record Proof(boolean verified, String key, String why) {
    /** Proven by a key. */
    public static Proof by(String key) {
      return new Proof(true, key, null);
    }

    /** Not proven. */
    public static Proof none(String why) {
      return new Proof(false, null, why);
    }

    /** {@code verified by key ab12cd34ef56}, {@code unverified: claims to be brian}. */
    public String words(String by) {
      return verified ? "verified by " + key : "unverified: claims to be " + by;
    }
  }

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
      Proof proof) {}

  /** The people who hold a role; nobody when empty. */
  public record Holder(String role, List<String> people) {}

  /** True when there are people enough for a gate of these roles, each role by one of their own. */
  public static boolean canOpen(List<String> roles, List<Holder> holders) {
    return new Holders(holders).canGive(roles, List.of());
  }

  /**
   * What a decision led to.
   *
   * @param gate the gate afterwards; unchanged when refused
   * @param recorded whether it was taken
   * @param role the role it was taken as; null when refused
   * @param words {@code recorded: …} or {@code refused: why; what to do}, complete
   */
  public record Decided(Gate gate, boolean recorded, String role, String words) {}

  /** Keeps lists of its own; a missing list is an empty one, a blank starter an unknown one. */
  public Gate {
    roles = List.copyOf(roles);
    ticks = ticks == null ? List.of() : List.copyOf(ticks);
    given = given == null ? List.of() : List.copyOf(given);
    starter = starter == null || starter.isBlank() ? null : starter.strip();
  }

  /**
   * One person's decision; every refusal names why and what to do, and changes nothing.
   *
   * <p>Whoever names no role gives the first missing one they hold, passing over a role whose loss
   * would leave another without anybody to give it. The starter may reject, and so may somebody who
   * agreed, while the gate is open. People are told apart by name, case and outer blanks ignored.
   *
   * @param holders who holds which role, by the worker's configuration
   * @param now plan time
   */
  public Decided decide(Say say, List<Holder> holders, Instant now) {
    return new Hearing(this, say, new Holders(holders), now).decided();
  }

  /**
   * Takes back what a person gave (F-43); the gate is open again, for whoever is missing now.
   * Whether what it holds has started already is the caller's to know.
   */
  public Decided takeBack(Say say, List<Holder> holders) {
    return new Withdrawal(this, say, new Holders(holders)).decided();
  }

  /** The roles still to be given, in the plan's order; a role that two people must give twice. */
  public List<String> missing() {
    List<String> left = new ArrayList<>(roles);
    if (asksTwoOfOneRole()) {
      left.add(roles.get(0));
    }
    given.forEach(g -> left.remove(g.role()));
    return List.copyOf(left);
  }

  /** True when one role is asked twice, because the starter is excluded but unknown. */
  boolean asksTwoOfOneRole() {
    return roles.size() == 1 && starter == null && !starterMayApprove;
  }

  /** This gate with one more role given. */
  Gate with(Given more) {
    List<Given> all = new ArrayList<>(given);
    all.add(more);
    return copy(all, rejectedBy, rejectedWhy);
  }

  /** This gate without what one person gave. */
  Gate without(Given taken) {
    return copy(given.stream().filter(g -> !g.equals(taken)).toList(), rejectedBy, rejectedWhy);
  }

  /** This gate, closed by a rejection. */
  Gate rejected(String by, String why) {
    return copy(given, by, why);
  }

  private Gate copy(List<Given> everybody, String by, String why) {
    return new Gate(
        environment,
        moment,
        attempt,
        digest,
        roles,
        ticks,
        opened,
        expires,
        starter,
        starterMayApprove,
        unverifiedCounts,
        everybody,
        by,
        why);
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
