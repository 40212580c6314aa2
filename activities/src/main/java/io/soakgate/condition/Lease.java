package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Leased;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.target.Leases;
import io.soakgate.target.Leases.Answer;
import io.soakgate.target.Leases.Holder;
import io.soakgate.target.LedgerSchema;
import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The lease of a target as this worker's Temporal sees it. */
final class Lease {
  private static final String WHAT = "lease";

  private final Cluster cluster;

  Lease(Cluster cluster) {
    this.cluster = cluster;
  }

  Leased take(Target target, String deployment) throws SQLException {
    LedgerSchema.migrate(target);
    try (Connection connection = open(target)) {
      Holder me = holder(deployment);
      Answer answer = Leases.take(connection, me, target.limits().lease());
      if (!answer.held()) {
        return new Leased(false, held(answer), free(target));
      }
      boolean another = answer.before() != null && !answer.before().deployment().equals(deployment);
      return new Leased(
          true,
          another
              ? "the lease was taken over from "
                  + answer.before().words()
                  + ", whose ran until "
                  + answer.until()
              : null,
          null);
    }
  }

  void renew(Target target, String deployment) throws SQLException {
    try (Connection connection = open(target)) {
      Leases.renew(connection, holder(deployment), target.limits().lease());
    }
  }

  void release(Target target, String deployment) throws SQLException {
    try (Connection connection = open(target)) {
      Leases.release(connection, holder(deployment));
    }
  }

  /** Whether it is still the deployment's; it is longer from now on. */
  Condition look(Target target, String deployment) {
    try (Connection connection = open(target)) {
      Answer answer = confirm(connection, target, deployment);
      if (!answer.held()) {
        return condition(Level.BAR, "held by " + held(answer) + "; " + free(target));
      }
      if (answer.before() == null) {
        return condition(
            Level.WARN, "it was gone and is taken again: somebody freed it, or put a backup in");
      }
      return condition(Level.FINE, "it is this deployment's");
    } catch (SQLException e) {
      return condition(Level.BAR, "it cannot be renewed: " + e.getMessage());
    }
  }

  /**
   * Why this deployment may not act on the target, or null when it may: another one holds the lease
   * (F-29).
   */
  String refusal(Target target, String deployment) throws SQLException {
    try (Connection connection = open(target)) {
      Answer answer = confirm(connection, target, deployment);
      return answer.held()
          ? null
          : "the target " + target.name() + " is held by " + held(answer) + "; " + free(target);
    }
  }

  private Answer confirm(Connection connection, Target target, String deployment)
      throws SQLException {
    return Leases.confirm(connection, holder(deployment), target.limits().lease());
  }

  private Holder holder(String deployment) {
    return new Holder(cluster.id(), cluster.label(), deployment);
  }

  private static String held(Answer answer) {
    return answer.before().words() + " until " + answer.until();
  }

  private static String free(Target target) {
    return "wait for its ending, or, when that Temporal is gone for good, free it in database "
        + target.database()
        + ": DELETE FROM soakgate.lease";
  }

  private static Connection open(Target target) throws SQLException {
    return target.connect("soakgate/lease");
  }

  private static Condition condition(Level level, String words) {
    return new Condition(WHAT, level, null, null, words, List.of());
  }
}
