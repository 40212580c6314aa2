package io.soakgate.deployment.walk.stage;

import io.soakgate.plan.Environment;
import io.soakgate.plan.ReadOnly;
import io.soakgate.plan.ReadOnly.From;
import io.soakgate.plan.ReadOnly.Sessions;
import java.time.Duration;
import java.time.Instant;

/** How it stands with an environment's read-only mode. */
public final class Freezing {
  // What is not in any `takes`: sessions that leave, people who are asked.
  private static final Duration LEAST = Duration.ofMinutes(30);

  // A response that freezes does so at once, and names no role to prove it as.
  private static final ReadOnly AT_ONCE = new ReadOnly(null, From.CHANGES, Sessions.END, null);

  private boolean used = true;
  private boolean begun;
  private Instant since;
  private Instant until;
  private boolean letGo;

  /** How long the lease has to be: what is still to come, and taking it back. */
  public static Duration lease(Stage stage) {
    return LEAST.plus(Takes.left(stage)).plus(Takes.rollback(stage));
  }

  /** How writes are kept out there; null where the plan never asks for that. */
  public static ReadOnly says(Environment environment) {
    if (environment.readOnly() != null) {
      return environment.readOnly();
    }
    boolean freezes =
        environment.watches().stream()
            .flatMap(w -> w.rules().stream())
            .anyMatch(r -> !r.tracked() && r.then().freeze());
    return freezes ? AT_ONCE : null;
  }

  /** Whether it is used at all; people may be asked that. */
  public boolean used() {
    return used;
  }

  /** What people answered. */
  public void use(boolean yes) {
    used = yes;
  }

  /** It may be on from now on; must come before it is (decision 13). */
  public void begin() {
    begun = true;
  }

  /** Whether it may be on. */
  public boolean begun() {
    return begun;
  }

  /** It is on, and its lease ends at {@code until}. */
  public void engaged(Instant since, Instant until) {
    this.since = since;
    this.until = until;
  }

  /** Since when it is on; null while it is not. */
  public Instant since() {
    return since;
  }

  /** Nothing has to be let go of any more. */
  public void end() {
    begun = false;
    gone();
  }

  /**
   * Whether nobody can have written since the backup was begun, so that a restore loses nothing: it
   * was on before, and it has not been off since.
   */
  boolean sinceTheBackup(Environment environment) {
    ReadOnly says = environment.readOnly();
    boolean before = says != null && says.from() == From.BACKUP && !environment.backup().ahead();
    return before && since != null && !letGo;
  }

  /** It is not on any more. */
  public void gone() {
    letGo = true;
    since = null;
    until = null;
  }

  /** {@code read-only since …, lease until …}; null while it is not. */
  public String words() {
    return since == null ? null : "read-only since " + since + ", lease until " + until;
  }
}
