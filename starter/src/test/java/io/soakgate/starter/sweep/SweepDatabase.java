package io.soakgate.starter.sweep;

import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The database of one case as the test sees it. */
record SweepDatabase(Onlooker onlooker, int cell, String name) {
  private static final String TEMPLATE = "sweep_template";

  /** Makes what each database is copied from. */
  static void template(Onlooker onlooker, Latches latches, String sample) throws SQLException {
    try (Connection session = onlooker.connect("postgres")) {
      Onlooker.run(session, "DROP DATABASE IF EXISTS " + TEMPLATE + " WITH (FORCE)");
      Onlooker.run(session, "CREATE DATABASE " + TEMPLATE);
      Onlooker.run(session, "DROP ROLE IF EXISTS sweep_app");
      Onlooker.run(session, "CREATE ROLE sweep_app");
      Onlooker.run(
          session,
          "ALTER ROLE CURRENT_USER SET sweep.latches = '" + latches.folder().toString() + "'");
    }
    try (Connection session = onlooker.connect(TEMPLATE)) {
      Onlooker.run(session, sample);
    }
  }

  /** Makes it anew, and drops what restores kept of it. */
  void make() throws SQLException {
    try (Connection session = onlooker.connect("postgres")) {
      String like = name + "\\_%";
      for (String old :
          Onlooker.rows(
              session, "SELECT datname FROM pg_database WHERE datname LIKE '" + like + "'")) {
        Onlooker.run(session, "DROP DATABASE IF EXISTS \"" + old + "\" WITH (FORCE)");
      }
      Onlooker.run(session, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
      Onlooker.run(session, "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    }
    try (Connection session = onlooker.connect(name)) {
      Onlooker.run(session, "INSERT INTO sweep.cell VALUES (" + cell + ")");
      Onlooker.run(session, "INSERT INTO sweep.guarded VALUES (" + cell + ")");
      Onlooker.run(session, "INSERT INTO sweep.tried VALUES (" + cell + ")");
    }
  }

  /** The databases, one each, in which somebody waits at a latch. */
  List<String> waiting(int latch) throws SQLException {
    return ask(
        "postgres",
        "SELECT d.datname FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE"
            + " l.locktype = 'advisory' AND l.classid = 4242 AND l.objid = "
            + (cell * 10 + latch));
  }

  boolean there(String database) throws SQLException {
    return !ask("postgres", "SELECT 1 FROM pg_database WHERE datname = '" + database + "'")
        .isEmpty();
  }

  /** Whether a session of that name waits for a lock of this backend. */
  boolean waitsFor(int pid, String application) throws SQLException {
    return !ask(
            "postgres",
            "SELECT 1 FROM pg_stat_activity WHERE "
                + pid
                + " = ANY (pg_blocking_pids(pid)) AND application_name LIKE '"
                + application
                + "'")
        .isEmpty();
  }

  /** Whether the ledger shows an action of this change as finished. */
  boolean finished(String subject, String purpose) throws SQLException {
    return !ask(
            name,
            "SELECT 1 FROM soakgate.run WHERE finished IS NOT NULL AND subject = '"
                + subject
                + "' AND purpose = '"
                + purpose
                + "'")
        .isEmpty();
  }

  /** Whether a restore was swapped in. */
  boolean swapped() throws SQLException {
    return !ask(
            "soakgate",
            "SELECT 1 FROM soakgate.swap WHERE swapped IS NOT NULL AND database = '" + name + "'")
        .isEmpty();
  }

  /** The lock under which its read-only mode is worked on. */
  String grip(String function) {
    return "SELECT %s(hashtextextended('soakgate read-only %s', 0))".formatted(function, name);
  }

  /** Whether nobody works on its read-only mode. */
  boolean gripIsFree() throws SQLException {
    return ask("soakgate", grip("pg_try_advisory_xact_lock")).equals(List.of("t"));
  }

  /** Whether somebody waits to work on a read-only mode; only one place makes anybody wait. */
  boolean wantsGrip() throws SQLException {
    return !ask(
            "postgres",
            "SELECT 1 FROM pg_stat_activity a WHERE application_name = 'soakgate/read-only' AND"
                + " query = 'SELECT pg_sleep(0.1)' AND state = 'active' AND NOT EXISTS (SELECT FROM"
                + " pg_locks l WHERE l.pid = a.pid AND l.locktype = 'advisory')")
        .isEmpty();
  }

  /** Whether a read-only lease is kept for it. */
  boolean leased() throws SQLException {
    return !lease().isEmpty();
  }

  private List<String> lease() throws SQLException {
    return ask(
        "soakgate",
        "SELECT 'lease of ' || database FROM soakgate.read_only WHERE database = '" + name + "'");
  }

  /** Whether it is read-only. */
  boolean frozen() throws SQLException {
    return !readOnly().isEmpty();
  }

  private List<String> readOnly() throws SQLException {
    return ask(
        "postgres",
        "SELECT 'read-only ' || c FROM pg_db_role_setting s JOIN pg_database d ON d.oid ="
            + " s.setdatabase, unnest(s.setconfig) c WHERE c LIKE 'default_transaction_read_only%'"
            + " AND d.datname = '"
            + name
            + "'");
  }

  /** The ledger, a line each; a statement that is there twice would make more than all. */
  List<String> ledger() throws SQLException {
    return ask(
        name,
        "SELECT format('%s %s: %s of %s done%s', r.subject, r.purpose, coalesce(sum(a.last -"
            + " a.first + 1) FILTER (WHERE a.state = 'done'), 0), r.statements, CASE WHEN"
            + " r.finished IS NULL OR bool_or(a.state = 'intent') THEN ', not finished' ELSE ''"
            + " END) FROM soakgate.run r LEFT JOIN soakgate.applied a ON a.run = r.id GROUP BY r.id"
            + " ORDER BY r.id");
  }

  /** What was begun too early by the audit: a change before its backup was proven (INV-04). */
  List<String> unproven(String deployment) throws SQLException {
    return ask(
        SweepGround.STORE,
        "SELECT c.subject || ' began before the backup was proven' FROM audit.entry c WHERE"
            + " c.deployment = '"
            + deployment
            + "' AND c.kind = 'change' AND NOT EXISTS (SELECT FROM audit.entry b WHERE b.deployment"
            + " = c.deployment AND b.kind = 'backup' AND b.number < c.number AND b.words LIKE"
            + " '%; every count and content hash matched')");
  }

  /** What must not be there once all is over. */
  List<String> leftOver() throws SQLException {
    List<String> left =
        new ArrayList<>(
            ask(
                "postgres",
                "SELECT 'database ' || datname FROM pg_database WHERE datname = '"
                    + name
                    + "_soakgate_new'"));
    left.addAll(
        ask(
            name,
            "SELECT 'invalid index ' || indexrelid::regclass FROM pg_index WHERE NOT indisvalid"));
    left.addAll(readOnly());
    left.addAll(lease());
    left.addAll(
        ask(
            "postgres",
            "SELECT 'session ' || application_name FROM pg_stat_activity WHERE state <> 'idle' AND"
                + " backend_type = 'client backend' AND application_name LIKE 'soakgate/"
                + name.replace('_', '-')
                + "/%'"));
    return left;
  }

  Fingerprint fingerprint() throws SQLException {
    try (Connection session = onlooker.connect(name)) {
      return FingerprintReader.read(session);
    }
  }

  private List<String> ask(String database, String query) throws SQLException {
    return onlooker.ask(database, query);
  }
}
