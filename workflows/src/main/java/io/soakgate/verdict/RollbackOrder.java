package io.soakgate.verdict;

import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import java.util.List;

/** Order of taking back (INV-08). */
public final class RollbackOrder {

  private RollbackOrder() {}

  /**
   * The undo of everything that was applied, a change whose apply failed half way included, in
   * exact reverse order.
   */
  public static List<Rollback.Step> everything(List<String> applied) {
    throw new UnsupportedOperationException();
  }

  /**
   * The steps of an option as written; {@link Rollback#EVERYTHING} is everything that was applied
   * and can be undone.
   *
   * @throws IllegalArgumentException when the plan has no such option
   */
  public static List<Rollback.Step> of(Plan plan, String option, List<String> applied) {
    throw new UnsupportedOperationException();
  }

  /**
   * The applied changes that the option leaves in place, in the order they were applied.
   *
   * @throws IllegalArgumentException when the plan has no such option
   */
  public static List<String> stays(Plan plan, String option, List<String> applied) {
    throw new UnsupportedOperationException();
  }
}
