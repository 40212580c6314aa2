package io.soakgate.starter.slack;

import java.util.Map;

/** Small plans: one table, one gate that two roles open. */
final class Plans {
  private Plans() {}

  /**
   * @param expires what the gate says of its expiry, such as {@code , expires: 20s}
   */
  static Map<String, String> files(String name, String expires) {
    return Map.of(
        "plan.yaml",
        """
        soakgate: 1
        name: %1$s
        roles: {lead: the lead, cto: the chief}
        channels: {team: {console: {}}}
        alerts: {warn: [team], page: [team], critical: [team]}
        changes:
          %1$s: {apply: sql/orders.sql, undo: sql/undo.sql, verify: [{query: {file: sql/count.sql}}]}
        environments:
          production:
            target: shop
            approve: {go: {roles: [lead, cto]%2$s}}
            if-fails: rollback
            backup: {dump: {name: "b_${now:yyyyMMddHHmmss}"}}
        """
            .formatted(name, expires),
        "sql/orders.sql",
        "CREATE TABLE of_" + name + " (id int);\n",
        "sql/undo.sql",
        "DROP TABLE of_" + name + ";\n",
        "sql/count.sql",
        "SELECT count(*) AS n FROM of_" + name + ";\n");
  }
}
