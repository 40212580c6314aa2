package io.soakgate.target;

import io.soakgate.target.Abilities.Database;
import io.soakgate.target.Abilities.Extension;
import io.soakgate.target.Abilities.Login;
import io.soakgate.target.Abilities.Relation;
import io.soakgate.target.Abilities.Role;
import io.soakgate.target.Abilities.Schema;
import io.soakgate.target.Abilities.Server;
import io.soakgate.target.Abilities.Session;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Asks a target what its login may do; changes nothing. */
public final class AbilityReader {
  private static final String OURS = "pg_catalog.pg_has_role(%s, 'USAGE')";
  private static final String USER_SCHEMA =
      " n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'soakgate') ";

  // When the server started tells servers apart to the microsecond, and every login may ask for it.
  // Its system identifier may be kept from a login, and a copied server has that of its original.
  private static final String IDENTITY =
      "extract(epoch FROM pg_postmaster_start_time()) || '/' || d.oid";

  private static final String ITSELF =
      """
      SELECT current_setting('server_version') AS version,
             current_setting('server_version_num')::int / 10000 AS major,
             {identity} AS identity,
             (SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl) AS tls,
             pg_is_in_recovery() AS replica,
             (SELECT count(*) FROM pg_stat_activity WHERE usesysid IS NOT NULL) AS connections,
             current_setting('max_connections')::int AS most,
             (SELECT s.reset_val::bool FROM pg_settings s
              WHERE s.name = 'default_transaction_read_only') AS read_only,
             r.*, d.datname, pg_get_userbyid(d.datdba) AS owner, pg_database_size(d.oid) AS size,
             pg_has_role(d.datdba, 'USAGE') AS owned,
             has_database_privilege(d.oid, 'CREATE') AS may_create,
             pg_has_role('pg_signal_backend', 'USAGE') AS may_signal,
             pg_has_role('pg_read_all_stats', 'USAGE') AS may_see,
             pg_get_userbyid(l.nspowner) AS ledger_owner,
             CASE WHEN l.oid IS NULL THEN has_database_privilege(d.oid, 'CREATE')
                  ELSE has_schema_privilege(l.oid, 'USAGE')
                       AND has_schema_privilege(l.oid, 'CREATE')
                       AND NOT EXISTS (SELECT FROM pg_class c
                                       WHERE c.relnamespace = l.oid AND c.relkind = 'r'
                                         AND NOT (has_table_privilege(c.oid, 'SELECT')
                                                  AND has_table_privilege(c.oid, 'INSERT')))
             END AS may_keep_ledger,
             current_schemas(false) AS path
      FROM pg_roles r, pg_database d LEFT JOIN pg_namespace l ON l.nspname = 'soakgate'
      WHERE d.datname = current_database() AND r.rolname = current_user
      """
          .replace("{identity}", IDENTITY);
  private static final String SCHEMAS =
      """
      SELECT n.nspname, pg_get_userbyid(n.nspowner), pg_has_role(n.nspowner, 'USAGE'),
             has_schema_privilege(n.oid, 'CREATE') AND has_schema_privilege(n.oid, 'USAGE'),
             count(c.oid), count(c.oid) FILTER (WHERE NOT pg_has_role(c.relowner, 'USAGE'))
      FROM pg_namespace n
      LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p')
      WHERE %s GROUP BY n.oid, n.nspname, n.nspowner ORDER BY n.nspname
      """
          .formatted(USER_SCHEMA);
  private static final String OTHERS =
      """
      SELECT n.nspname, c.relname, pg_get_userbyid(c.relowner)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE %s AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'i', 'I') AND NOT %s
      ORDER BY 1, 2
      """
          .formatted(USER_SCHEMA, OURS.formatted("c.relowner"));
  // From 16 on a member needs the SET option to become the role.
  private static final String ROLES =
      """
      SELECT r.rolname, pg_has_role(r.oid, '%s'), r.rolsuper OR r.rolbypassrls FROM pg_roles r
      WHERE r.rolname <> current_user AND r.rolname !~ '^pg_' ORDER BY 1
      """;
  private static final String EXTENSIONS =
      """
      SELECT a.name, a.installed_version,
             (SELECT bool_or(me.rolsuper OR NOT v.superuser
                             OR v.trusted AND has_database_privilege(current_database(), 'CREATE'))
              FROM pg_available_extension_versions v WHERE v.name = a.name)
      FROM pg_available_extensions a, pg_roles me WHERE me.rolname = current_user ORDER BY 1
      """;
  // The rule of pg_terminate_backend: a superuser's session is for superusers only.
  private static final String LASTING =
      """
      SELECT a.pid, a.usename, coalesce(a.application_name, ''),
             extract(epoch FROM clock_timestamp() - a.backend_start)
      FROM pg_stat_activity a JOIN pg_roles o ON o.oid = a.usesysid, pg_roles me
      WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
        AND me.rolname = current_user AND NOT me.rolsuper
        AND (o.rolsuper OR NOT (pg_has_role(o.oid, 'USAGE')
                                OR pg_has_role('pg_signal_backend', 'USAGE')))
      ORDER BY a.backend_start NULLS LAST, a.pid
      """;

  private AbilityReader() {}

  /**
   * Asks.
   *
   * @throws SQLException when the target cannot be reached or refuses the login
   * @throws IllegalStateException when the password's reference leads nowhere
   */
  public static Abilities read(Target target) throws SQLException {
    Pooler pooler = Pooler.look(target);
    try (Connection connection = target.connect("soakgate/connect");
        Statement statement = connection.createStatement()) {
      // What is pooled by the transaction stays on one backend at least for this long.
      connection.setAutoCommit(pooler.mode() == Pooler.Mode.STATEMENT);
      Itself itself = itself(statement);
      String member = itself.server().major() >= 16 ? "SET" : "MEMBER";
      Abilities abilities =
          new Abilities(
              itself.server(),
              itself.login(),
              itself.database(),
              pooler,
              list(
                  statement,
                  ROLES.formatted(member),
                  r -> new Role(r.getString(1), r.getBoolean(2), r.getBoolean(3))),
              list(statement, SCHEMAS, AbilityReader::schema),
              list(statement, OTHERS, AbilityReader::relation),
              list(statement, EXTENSIONS, AbilityReader::extension),
              list(statement, LASTING, AbilityReader::session));
      return abilities;
    }
  }

  /** What tells the session's database from every other one while its server runs (B-11). */
  public static String identity(Connection session) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT " + IDENTITY + " FROM pg_database d WHERE datname = current_database()")) {
      row.next();
      return row.getString(1);
    }
  }

  private record Itself(Server server, Login login, Database database) {}

  private static Itself itself(Statement statement) throws SQLException {
    Duration skew = skew(statement);
    try (ResultSet r = statement.executeQuery(ITSELF)) {
      r.next();
      boolean superuser = r.getBoolean("rolsuper");
      return new Itself(
          new Server(
              r.getString("version"),
              r.getInt("major"),
              r.getString("identity"),
              r.getString("tls"),
              r.getBoolean("replica"),
              r.getInt("connections"),
              r.getInt("most"),
              skew),
          new Login(
              r.getString("rolname"),
              superuser,
              r.getBoolean("rolcreatedb"),
              r.getBoolean("rolcreaterole"),
              superuser || r.getBoolean("rolbypassrls"),
              r.getBoolean("rolreplication"),
              r.getBoolean("may_signal"),
              r.getBoolean("may_see")),
          database(r));
    }
  }

  private static Database database(ResultSet r) throws SQLException {
    return new Database(
        r.getString("datname"),
        r.getString("owner"),
        r.getLong("size"),
        r.getBoolean("owned"),
        r.getBoolean("may_create"),
        r.getBoolean("read_only"),
        r.getString("ledger_owner"),
        r.getBoolean("may_keep_ledger"),
        List.of((String[]) r.getArray("path").getArray()));
  }

  // Against the middle of the question's time, so that a slow network is no skew.
  private static Duration skew(Statement statement) throws SQLException {
    Instant asked = Instant.now();
    try (ResultSet row =
        statement.executeQuery("SELECT extract(epoch FROM clock_timestamp()) * 1000")) {
      row.next();
      Instant answered = Instant.now();
      Instant middle = asked.plus(Duration.between(asked, answered).dividedBy(2));
      return Duration.between(middle, Instant.ofEpochMilli(row.getLong(1)));
    }
  }

  private static Schema schema(ResultSet r) throws SQLException {
    return new Schema(
        r.getString(1), r.getString(2), r.getBoolean(3), r.getBoolean(4), r.getInt(5), r.getInt(6));
  }

  private static Relation relation(ResultSet r) throws SQLException {
    return new Relation(r.getString(1), r.getString(2), r.getString(3));
  }

  private static Extension extension(ResultSet r) throws SQLException {
    return new Extension(r.getString(1), r.getString(2), r.getBoolean(3));
  }

  private static Session session(ResultSet r) throws SQLException {
    double age = r.getDouble(4);
    Duration there = r.wasNull() ? null : Duration.ofMillis(Math.round(age * 1000));
    return new Session(r.getInt(1), r.getString(2), r.getString(3), there);
  }

  private interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private static <T> List<T> list(Statement statement, String sql, Row<T> row) throws SQLException {
    List<T> all = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        all.add(row.of(rows));
      }
    }
    return all;
  }
}
