package io.soakgate.audit;

import io.soakgate.deployment.Entry;
import io.soakgate.target.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which policies and role map the workers of this store go by, and an entry of the audit whenever
 * one of them changed: a worker says so when it starts, before it serves anybody.
 */
public final class InForce {
  /** The name these entries stand under in the audit, where others have a deployment. */
  public static final String CONFIGURATION = "worker-configuration";

  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('soakgate ' || ?))";
  private static final String LAST =
      "SELECT number, rules FROM rules_in_force WHERE subject = ? ORDER BY number DESC LIMIT 1";
  private static final String KEEP =
      "INSERT INTO rules_in_force (subject, number, digest, rules) VALUES (?, ?, ?, ?)";

  private final Store store;
  private final String who;

  /**
   * @param who who started the worker, and where
   */
  public InForce(Store store, String who) {
    this.store = store;
    this.who = who;
  }

  private record Last(int number, List<String> rules) {}

  /**
   * Compares with what was in force before, and writes an entry when it changed.
   *
   * @param subject {@code roles}, {@code policy of <target>}
   * @param digest SHA-256 of the rules, hex
   * @param rules one rule a line, {@code name: value}
   * @param now when the worker started
   */
  public void record(String subject, String digest, List<String> rules, Instant now)
      throws SQLException {
    try (Connection connection = store.connect()) {
      connection.setAutoCommit(false);
      try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
        lock.setString(1, subject);
        lock.execute();
      }
      Last last = last(connection, subject);
      if (!rules.equals(last.rules())) {
        // The entry first: a crash in between tells it again, and never not at all.
        tell(subject, last, rules, now);
        keep(connection, subject, last.number() + 1, digest, rules);
      }
      connection.commit();
    }
  }

  private static Last last(Connection connection, String subject) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LAST)) {
      select.setString(1, subject);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new Last(row.getInt(1), row.getString(2).lines().toList())
            : new Last(0, null);
      }
    }
  }

  private static void keep(
      Connection connection, String subject, int number, String digest, List<String> rules)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(KEEP)) {
      insert.setString(1, subject);
      insert.setInt(2, number);
      insert.setString(3, digest);
      insert.setString(4, String.join("\n", rules));
      insert.executeUpdate();
    }
  }

  private void tell(String subject, Last last, List<String> rules, Instant now)
      throws SQLException {
    String words =
        last.rules() == null
            ? "in force from now on: " + String.join("; ", rules)
            : "changed: " + changes(last.rules(), rules);
    Entry entry =
        new Entry(now, null, subject, "policy", "ok", words + "; worker started by " + who);
    new AuditTable(store, Clock.systemUTC())
        .appendOnce(CONFIGURATION, subject, Chain.DEPLOYMENT, List.of(entry));
  }

  /** {@code signatures: required → optional; role cto: james → nothing}. */
  static String changes(List<String> before, List<String> after) {
    List<String> changes = new ArrayList<>();
    for (String rule : before) {
      if (!after.contains(rule)) {
        String now = named(name(rule), after);
        changes.add(
            name(rule) + ": " + value(rule) + " → " + (now == null ? "nothing" : value(now)));
      }
    }
    after.stream()
        .filter(rule -> named(name(rule), before) == null)
        .forEach(rule -> changes.add(name(rule) + ": nothing → " + value(rule)));
    return changes.isEmpty() ? "the order of the rules" : String.join("; ", changes);
  }

  private static String named(String name, List<String> rules) {
    return rules.stream().filter(r -> name(r).equals(name)).findFirst().orElse(null);
  }

  private static String name(String rule) {
    return rule.substring(0, Math.max(0, rule.indexOf(": ")));
  }

  private static String value(String rule) {
    String value = rule.substring(rule.indexOf(": ") + 1).strip();
    return value.isEmpty() ? "nobody" : value;
  }
}
