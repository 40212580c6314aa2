package io.soakgate.backup;

import io.soakgate.target.Quoted;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What belongs to a database as a whole and no dump of it holds: settings, grants, connection
 * limit, comment, owner.
 */
record CarriedOver(ServerDatabases server, String from, String to) {
  // These hold lists whose elements are quoted where they are stored (as pg_dumpall knows them).
  private static final Set<String> LISTS =
      Set.of(
          "local_preload_libraries",
          "search_path",
          "session_preload_libraries",
          "shared_preload_libraries",
          "temp_tablespaces",
          "unix_socket_directories");

  /** Gives {@code to} what {@code from} has; the owner last, for the rest needs our own rights. */
  void run() throws SQLException {
    for (String statement : statements()) {
      server.execute(statement);
    }
  }

  private List<String> statements() throws SQLException {
    List<String> all = new ArrayList<>(settings());
    all.addAll(grants());
    all.addAll(
        texts(
            """
            SELECT format('ALTER DATABASE %I CONNECTION LIMIT %s', ?::text, d.datconnlimit)
            FROM pg_catalog.pg_database d WHERE d.datname = ? AND d.datconnlimit >= 0
            """));
    all.addAll(
        texts(
            """
            SELECT format('COMMENT ON DATABASE %I IS %L', ?::text, s.description)
            FROM pg_catalog.pg_database d JOIN pg_catalog.pg_shdescription s ON s.objoid = d.oid
              AND s.classoid = 'pg_catalog.pg_database'::regclass WHERE d.datname = ?
            """));
    all.addAll(
        texts(
            """
            SELECT format('ALTER DATABASE %I OWNER TO %I', ?::text,
              pg_catalog.pg_get_userbyid(d.datdba))
            FROM pg_catalog.pg_database d
            WHERE d.datname = ? AND pg_catalog.pg_get_userbyid(d.datdba) <> current_user
            """));
    return all;
  }

  private List<String> grants() throws SQLException {
    List<String> all =
        new ArrayList<>(
            texts(
                """
                SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', ?::text)
                FROM pg_catalog.pg_database d WHERE d.datname = ? AND d.datacl IS NOT NULL
                """));
    all.addAll(
        texts(
            """
            SELECT format('GRANT %s ON DATABASE %I TO %s%s', g.privilege_type, ?::text,
              CASE g.grantee WHEN 0 THEN 'PUBLIC'
                ELSE quote_ident(pg_catalog.pg_get_userbyid(g.grantee)) END,
              CASE WHEN g.is_grantable AND g.grantee <> 0 THEN ' WITH GRANT OPTION' ELSE '' END)
            FROM pg_catalog.pg_database d, LATERAL aclexplode(d.datacl) g
            WHERE d.datname = ? AND g.grantee <> d.datdba
            """));
    return all;
  }

  private List<String> settings() throws SQLException {
    String sql =
        """
        SELECT CASE s.setrole WHEN 0 THEN format('ALTER DATABASE %I', ?::text)
          ELSE format('ALTER ROLE %I IN DATABASE %I', pg_catalog.pg_get_userbyid(s.setrole),
            ?::text) END,
          split_part(c, '=', 1), substr(c, strpos(c, '=') + 1)
        FROM pg_catalog.pg_database d JOIN pg_catalog.pg_db_role_setting s
          ON s.setdatabase = d.oid, LATERAL unnest(s.setconfig) c
        WHERE d.datname = ?
        """;
    List<String> all = new ArrayList<>();
    try (PreparedStatement query = server.session().prepareStatement(sql)) {
      query.setString(1, to);
      query.setString(2, to);
      query.setString(3, from);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          all.add(setting(rows.getString(1), rows.getString(2), rows.getString(3)));
        }
      }
    }
    return all;
  }

  private static String setting(String alter, String name, String value) {
    boolean list = LISTS.contains(name.toLowerCase(Locale.ROOT)) && !value.isEmpty();
    return alter + " SET " + dotted(name) + " TO " + (list ? value : Quoted.literal(value));
  }

  private static String dotted(String name) {
    return Quoted.identifier(name).replace(".", "\".\"");
  }

  private List<String> texts(String sql) throws SQLException {
    List<String> all = new ArrayList<>();
    try (PreparedStatement query = server.session().prepareStatement(sql)) {
      query.setString(1, to);
      query.setString(2, from);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          all.add(rows.getString(1));
        }
      }
    }
    return all;
  }
}
