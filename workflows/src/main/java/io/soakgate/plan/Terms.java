package io.soakgate.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.List;

/**
 * How the walk runs an action: the keys beside its kind (the plan language, {@code action}).
 *
 * @param approve the roles that agree before it runs; whoever says no has it left out; empty means
 *     nobody is asked
 * @param mayFail whether the walk goes on when it fails, with a warning
 * @param within how long it may take by the wall clock before it is cancelled and counts as failed;
 *     null means as long as it likes
 * @param repeatable whether it may run again when nobody knows whether it ran
 * @param appliedWhen tells whether it was done already, looked at before each try; null where the
 *     ledger tells, or where it is repeatable
 */
public record Terms(
    List<String> approve, boolean mayFail, Duration within, boolean repeatable, Check appliedWhen) {

  /** Runs as it is, and must work. */
  public static final Terms NONE = new Terms(List.of(), false, null, false, null);

  /** A missing list is an empty one. */
  public Terms {
    approve = approve == null ? List.of() : List.copyOf(approve);
  }

  /** The terms of an action; never null. */
  public static Terms of(Spec action) {
    return action.terms() == null ? NONE : action.terms();
  }

  /** Whether somebody is asked before it runs. */
  @JsonIgnore
  public boolean asks() {
    return !approve.isEmpty();
  }
}
