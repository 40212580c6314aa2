package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import java.sql.SQLException;
import java.util.List;

/** One thing that is looked at. One file each. */
interface Aspect {

  /** What it means when it could not be seen; never that it is fine. */
  default Level unseen() {
    return Level.WARN;
  }

  /** What people call it. */
  String what();

  /**
   * Looks, changing nothing. What it throws becomes a condition that says it could not be seen.
   *
   * @return empty when there is nothing to look at
   */
  List<Condition> look(View view) throws SQLException;
}
