package io.soakgate.starter.crash;

import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a target's catalog, rows and ledger say. */
final class Database {
  private static final String INDEXES =
      " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
          + " WHERE c.relnamespace = 'menuca_v3'::regnamespace";

  private final Target target;

  Database(Target target) {
    this.target = target;
  }

  /**
   * What the plan makes of the database.
   *
   * @param valid indexes of the schema that are usable
   * @param invalid indexes that are not
   * @param rls tables with row level security
   * @param policies their policies
   * @param comboItems rows
   * @param inserted rows the combo fix says it inserted; -1 where the fix is not
   */
  record State(int valid, int invalid, int rls, int policies, int comboItems, int inserted) {}

  /** The state now. */
  State state() throws SQLException {
    return new State(
        number("SELECT count(*)" + INDEXES + " AND i.indisvalid"),
        number("SELECT count(*) FROM pg_index WHERE NOT indisvalid"),
        number("SELECT count(*) FROM pg_class WHERE relrowsecurity"),
        number("SELECT count(*) FROM pg_policy"),
        number("SELECT count(*) FROM menuca_v3.combo_items"),
        number("SELECT to_regclass('combo_fix.inserted_items') IS NOT NULL") == 0
            ? -1
            : number("SELECT count(*) FROM combo_fix.inserted_items"));
  }

  /** The schema's usable indexes, each with its oid: one that was built again has another. */
  List<String> indexes() throws SQLException {
    return rows(
        "SELECT c.relname || ' ' || c.oid" + INDEXES + " AND i.indisvalid ORDER BY c.relname");
  }

  /** Indexes the ledger calls created, when the catalog knows them by that oid and name. */
  List<String> created() throws SQLException {
    return rows(
        "SELECT c.relname || ' ' || c.oid"
            + INDEXES
            + " AND EXISTS (SELECT FROM soakgate.created l WHERE l.object = c.oid AND l.identity ="
            + " 'menuca_v3.' || c.relname) ORDER BY c.relname");
  }

  /**
   * The ledger, one line for each action: how many of its statements are done and begun, by which
   * attempts, whether it is finished. A statement that is there twice would make more than all.
   */
  List<String> ledger() throws SQLException {
    return rows(
        "SELECT format('%s %s, round %s: %s of %s done%s, attempts %s%s', r.subject, r.purpose,"
            + " r.round, coalesce(sum(a.last - a.first + 1) FILTER (WHERE a.state = 'done'), 0),"
            + " r.statements, CASE WHEN bool_or(a.state = 'intent') THEN ', one begun' ELSE '' END,"
            + " coalesce(string_agg(DISTINCT a.attempt::text, '+'), 'none'),"
            + " CASE WHEN r.finished IS NULL THEN '' ELSE ', finished' END)"
            + " FROM soakgate.run r LEFT JOIN soakgate.applied a ON a.run = r.id"
            + " GROUP BY r.id ORDER BY r.id");
  }

  /** Whether a session of Soakgate that works on a change is there. */
  boolean works(String subject) throws SQLException {
    return number("SELECT count(*) FROM pg_stat_activity" + session(subject)) > 0;
  }

  /** Waits until a change's session waits for a stranger in the middle of a statement. */
  void awaitBlocked(String subject, Stranger stranger) throws Exception {
    Await.until(
        subject + " waits for somebody",
        () -> activity() + ledger(),
        () ->
            number(
                    "SELECT count(*) FROM pg_stat_activity"
                        + session(subject)
                        + " AND state = 'active' AND "
                        + stranger.pid()
                        + " = ANY (pg_blocking_pids(pid))")
                > 0);
  }

  /** Waits until the server has ended the sessions of a worker that is gone. */
  void awaitNobody(String subject) throws Exception {
    Await.until("no session of " + subject + " is left", this::activity, () -> !works(subject));
  }

  /** Waits until an action is finished, such as {@code rls UNDO}. */
  void awaitFinished(String action) throws Exception {
    Await.until(
        action + " is finished",
        () -> ledger().toString(),
        () ->
            ledger().stream().anyMatch(l -> l.startsWith(action + ",") && l.endsWith("finished")));
  }

  /** Waits until the ledger has this line and no other. */
  void awaitLedger(String line) throws Exception {
    Await.until(line, () -> ledger().toString(), () -> ledger().equals(List.of(line)));
  }

  private static String session(String subject) {
    return " WHERE application_name = 'soakgate/" + Machine.PLAN + "/" + subject + "'";
  }

  private String activity() throws SQLException {
    return rows("SELECT application_name || ': ' || left(query, 80) FROM pg_stat_activity")
        .toString();
  }

  private int number(String query) throws SQLException {
    String only = rows(query).get(0);
    return only.equals("t") ? 1 : only.equals("f") ? 0 : Integer.parseInt(only);
  }

  private List<String> rows(String query) throws SQLException {
    try (Connection connection = target.connect("crash test");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(row.getString(1));
      }
      return rows;
    }
  }

  Stranger stranger(String table) throws SQLException {
    return Stranger.on(target, table);
  }
}
