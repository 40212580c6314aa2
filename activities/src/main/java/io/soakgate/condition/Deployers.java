package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import java.sql.SQLException;
import java.util.List;

/**
 * Other tools that change schemas and are at it now: sessions that hold the advisory lock of
 * Soakgate, Flyway or Prisma, or are named after such a tool and are not idle; and Liquibase's
 * lock, which is a row.
 */
final class Deployers implements Aspect {
  // "Soakgate" in ASCII (Attempt); Flyway's is "Flyway" in ASCII, with the hash of its table
  // added (PostgreSQLAdvisoryLockTemplate); Prisma's is a constant.
  private static final String SESSIONS =
      "SELECT "
          + Told.SESSION
          + " FROM pg_stat_activity a WHERE a.datname = current_database() AND "
          + Told.OTHERS
          + " AND a.application_name NOT LIKE 'soakgate/%' AND a.state <> 'idle'"
          + " AND a.application_name ~* '(flyway|liquibase|sqitch|alembic|pgroll|dbmate|prisma"
          + "|atlas|supabase.*migrat)' ORDER BY a.pid";
  private static final String LOCKS =
      "SELECT "
          + Told.SESSION
          + " FROM (SELECT pid, classid::bigint << 32 | objid::bigint AS key FROM pg_locks"
          + " WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND database ="
          + " (SELECT oid FROM pg_database WHERE datname = current_database())) l"
          + " JOIN pg_stat_activity a ON a.pid = l.pid WHERE "
          + Told.OTHERS
          + " AND (l.key = x'536F616B67617465'::bigint OR l.key = 72707369"
          + " OR l.key BETWEEN x'466C79776179'::bigint - 2147483648"
          + " AND x'466C79776179'::bigint + 2147483647) ORDER BY a.pid";
  private static final String LIQUIBASE =
      "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n"
          + " ON n.oid = c.relnamespace WHERE c.relname = 'databasechangeloglock'"
          + " AND c.relkind = 'r' AND has_table_privilege(c.oid, 'SELECT')";

  @Override
  public String what() {
    return "other deployers";
  }

  @Override
  public List<Condition> look(View view) throws SQLException {
    String own = view.own();
    List<String> rows = new java.util.ArrayList<>();
    rows.addAll(view.rows(LOCKS, Told::session, own, own));
    view.rows(SESSIONS, Told::session, own, own).stream()
        .filter(r -> !rows.contains(r))
        .forEach(rows::add);
    for (String table : view.rows(LIQUIBASE, row -> row.getString(1))) {
      rows.addAll(
          view.rows(
              "SELECT lockedby FROM " + table + " WHERE locked",
              row -> "Liquibase's lock in " + table + ", by " + row.getString(1)));
    }
    return List.of(
        Told.count(
            what(),
            Level.WAIT,
            rows,
            null,
            "nobody else changes this database now",
            Told.sessions(rows.size(), "changes", "change") + " this database now"));
  }
}
