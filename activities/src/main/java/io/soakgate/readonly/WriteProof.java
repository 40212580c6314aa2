package io.soakgate.readonly;

import io.soakgate.target.Quoted;
import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries to write as the application would: in a fresh session that nothing exempts, as its role, in
 * a transaction that is rolled back.
 *
 * @param role the database role; null means the login itself
 */
record WriteProof(Target target, String role) {
  private static final String READ_ONLY = "25006";
  private static final int TABLES = 20;

  /** What a proof ends with that inserted a row. */
  static final String A_ROW = " succeeded and was rolled back";

  private static final String WRITABLE =
      """
      SELECT c.oid::bigint, format('%I.%I', n.nspname, c.relname)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_'
        AND n.nspname NOT IN ('information_schema', 'soakgate')
        AND has_schema_privilege(current_user, n.oid, 'USAGE')
        AND has_table_privilege(current_user, c.oid, 'INSERT')
        AND has_table_privilege(current_user, c.oid, 'SELECT')
      ORDER BY c.reltuples <= 0, c.reltuples, 2 LIMIT ?
      """;

  // What must be unique gets a new value where a type has an obvious one; sequences are let alone,
  // because no rollback takes back what they gave.
  private static final String COLUMNS =
      """
      SELECT format('%I', a.attname),
             CASE WHEN NOT u.is OR f.is THEN format('%I', a.attname)
                  WHEN a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype,
                                      'numeric'::regtype)
                    THEN format('(SELECT max(%I) + 1 FROM %s)', a.attname, ?::text)
                  WHEN a.atttypid = 'uuid'::regtype THEN 'gen_random_uuid()'
                  WHEN a.atttypid IN ('text'::regtype, 'varchar'::regtype)
                    THEN format('gen_random_uuid()::text::%s',
                                format_type(a.atttypid, a.atttypmod))
                  ELSE format('%I', a.attname) END
      FROM pg_attribute a,
        LATERAL (SELECT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid
                   AND i.indisunique AND a.attnum = ANY (i.indkey)) AS is) u,
        LATERAL (SELECT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = a.attrelid
                   AND k.contype = 'f' AND a.attnum = ANY (k.conkey)) AS is) f
      WHERE a.attrelid = ?::bigint::oid AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attgenerated = ''
      ORDER BY a.attnum
      """;

  private record Table(long oid, String name) {}

  /** Who is proven to be able to do what, in words. */
  String who() {
    return role == null ? "login " + target.user() : "role " + role;
  }

  /**
   * Makes sure that there is something to try it on, before anything is changed.
   *
   * @throws io.temporal.failure.ApplicationFailure type {@code refused} when there is not
   */
  void possible() throws SQLException {
    try (Connection session = session()) {
      if (tables(session).isEmpty()) {
        throw Refused.because(
            "whether writes are kept out cannot be proven on %s: %s may INSERT into no table it may read; name the application's role as `prove-as`"
                .formatted(target.name(), who()));
      }
    }
  }

  /** Whether sessions are read-only there whatever we do: by the server, or by a role's setting. */
  boolean alreadyReadOnly() throws SQLException {
    try (Connection session = target.connectAsOthers(Home.APPLICATION);
        Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery("SHOW default_transaction_read_only")) {
      row.next();
      return row.getString(1).equals("on");
    }
  }

  /**
   * Proves that an INSERT is refused because the transaction is read-only.
   *
   * @return how, in words; empty when it was not refused for that
   */
  Optional<String> refused() throws SQLException {
    try (Connection session = session()) {
      Table table = tables(session).get(0);
      String answer = answer(session, "INSERT INTO " + table.name() + " DEFAULT VALUES");
      return READ_ONLY.equals(answer)
          ? Optional.of("an INSERT into " + table.name() + " by " + who() + " fails with 25006")
          : Optional.empty();
    }
  }

  /**
   * Proves that an INSERT succeeds.
   *
   * @return how, in words; empty when it is refused because the transaction is read-only
   */
  Optional<String> accepted() throws SQLException {
    try (Connection session = session()) {
      String best = null;
      for (Table table : tables(session)) {
        String answer = answer(session, copy(session, table));
        if (READ_ONLY.equals(answer)) {
          return Optional.empty();
        }
        if (answer.equals("1")) {
          return Optional.of("an INSERT into " + table.name() + " by " + who() + A_ROW);
        }
        best = best == null || answer.equals("0") ? words(table, answer) : best;
      }
      return Optional.of(best == null ? "nothing was tried: " + who() + " has no table" : best);
    }
  }

  private String words(Table table, String answer) {
    String insert = "an INSERT into " + table.name() + " by " + who();
    return answer.equals("0")
        ? insert + " was accepted with no row to copy, and was rolled back"
        : insert + " was let in and then failed with " + answer + ", for its row";
  }

  private Connection session() throws SQLException {
    Connection session = target.connectAsOthers(Home.APPLICATION);
    try (Statement statement = session.createStatement()) {
      statement.execute("SET statement_timeout = '15s'; SET lock_timeout = '5s'");
      become(statement);
      session.setAutoCommit(false);
      return session;
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private void become(Statement statement) throws SQLException {
    if (role == null) {
      return;
    }
    try {
      statement.execute("SET ROLE " + Quoted.identifier(role));
    } catch (SQLException e) {
      throw Refused.because(
          "user %1$s may not become role %2$s on %3$s (%4$s); GRANT %2$s TO %1$s, or name another role as `prove-as`"
              .formatted(target.user(), role, target.name(), e.getSQLState()));
    }
  }

  /** Those with the fewest rows first, empty ones last. */
  private static List<Table> tables(Connection session) throws SQLException {
    try (PreparedStatement select = session.prepareStatement(WRITABLE)) {
      select.setInt(1, TABLES);
      List<Table> all = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          all.add(new Table(row.getLong(1), row.getString(2)));
        }
      }
      return all;
    }
  }

  private static String copy(Connection session, Table table) throws SQLException {
    List<String> columns = new ArrayList<>();
    List<String> values = new ArrayList<>();
    try (PreparedStatement select = session.prepareStatement(COLUMNS)) {
      select.setString(1, table.name());
      select.setLong(2, table.oid());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          columns.add(row.getString(1));
          values.add(row.getString(2));
        }
      }
    }
    return "INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE SELECT %3$s FROM %1$s LIMIT 1 ON CONFLICT DO NOTHING"
        .formatted(table.name(), String.join(", ", columns), String.join(", ", values));
  }

  /** How many rows it inserted, or the SQLSTATE it failed with; either is rolled back. */
  private static String answer(Connection session, String insert) throws SQLException {
    Savepoint before = session.setSavepoint();
    try (Statement statement = session.createStatement()) {
      return Integer.toString(statement.executeUpdate(insert));
    } catch (SQLException e) {
      if (e.getSQLState() == null || e.getSQLState().startsWith("08")) {
        throw e;
      }
      return e.getSQLState();
    } finally {
      session.rollback(before);
    }
  }
}
