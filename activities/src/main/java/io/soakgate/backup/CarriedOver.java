package io.soakgate.backup;

import io.soakgate.target.Quoted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What belongs to a database as a whole and no dump of it holds: owner, settings, grants,
 * connection limit, comment, security labels. Its tablespace and locale it has from its making.
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

  // Who granted is left out: the owner grants anew what others had granted for him.
  private static final String WHOLE =
      """
      WITH d AS (SELECT * FROM pg_catalog.pg_database WHERE datname = ?)
      SELECT 'owner ' || pg_catalog.pg_get_userbyid(datdba) FROM d
      UNION ALL SELECT 'connection limit ' || datconnlimit FROM d
      UNION ALL SELECT 'tablespace ' || t.spcname FROM d
        JOIN pg_catalog.pg_tablespace t ON t.oid = d.dattablespace
      UNION ALL SELECT 'comment ' || s.description FROM d
        JOIN pg_catalog.pg_shdescription s ON s.objoid = d.oid
          AND s.classoid = 'pg_catalog.pg_database'::regclass
      UNION ALL SELECT 'label ' || l.provider || ' ' || l.label FROM d
        JOIN pg_catalog.pg_shseclabel l ON l.objoid = d.oid
          AND l.classoid = 'pg_catalog.pg_database'::regclass
      UNION ALL SELECT 'grant ' || g.privilege_type || ' to ' || CASE g.grantee WHEN 0 THEN 'PUBLIC'
          ELSE pg_catalog.pg_get_userbyid(g.grantee) END
          || CASE WHEN g.is_grantable THEN ' with grant option' ELSE '' END
        FROM d, LATERAL aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) g
      UNION ALL SELECT 'setting ' || c || CASE s.setrole WHEN 0 THEN ''
          ELSE ' for ' || pg_catalog.pg_get_userbyid(s.setrole) END
        FROM d JOIN pg_catalog.pg_db_role_setting s ON s.setdatabase = d.oid,
          LATERAL unnest(s.setconfig) c
      """;

  /**
   * Tries, on the database itself and rolled back at once, whether this login may do all that
   * {@link #run} does: a restore takes long, and should not find out at its end.
   *
   * @throws io.temporal.failure.ApplicationFailure refused, naming everything it may not do
   */
  static void rehearse(ServerDatabases server, String database) throws SQLException {
    Connection session = server.session();
    List<String> denied = new ArrayList<>();
    session.setAutoCommit(false);
    try {
      for (String statement : new CarriedOver(server, database, database).statements()) {
        Savepoint before = session.setSavepoint();
        try {
          server.execute(statement);
        } catch (SQLException e) {
          session.rollback(before);
          denied.add(statement + " (" + e.getMessage() + ")");
        }
      }
    } finally {
      session.rollback();
      session.setAutoCommit(true);
    }
    if (!denied.isEmpty()) {
      throw Refusal.of(
          "%s cannot be swapped: this login may not give its successor what it has: %s; grant it that, or restore named schemas"
              .formatted(database, String.join("; ", denied)));
    }
  }

  /** Gives {@code to} what {@code from} has, and holds the one against the other. */
  void run() throws SQLException {
    for (String statement : statements()) {
      server.execute(statement);
    }
    List<String> lost = lost();
    if (!lost.isEmpty()) {
      throw Refusal.of(
          "the restored database would not be what %s is: %s; nothing was swapped"
              .formatted(from, String.join("; ", lost)));
    }
  }

  private List<String> lost() throws SQLException {
    Set<String> old = whole(from);
    Set<String> fresh = whole(to);
    List<String> all = new ArrayList<>();
    old.stream().filter(line -> !fresh.contains(line)).forEach(line -> all.add(line + " is lost"));
    fresh.stream().filter(line -> !old.contains(line)).forEach(line -> all.add(line + " is new"));
    return all;
  }

  private Set<String> whole(String database) throws SQLException {
    return new TreeSet<>(texts(WHOLE, database));
  }

  // The owner first: what he is granted by himself and what others are granted keep apart then. A
  // login that may rename the database has its owner's rights, and so may do the rest afterwards.
  private List<String> statements() throws SQLException {
    List<String> all =
        new ArrayList<>(
            texts(
                """
                SELECT format('ALTER DATABASE %I OWNER TO %I', ?::text,
                  pg_catalog.pg_get_userbyid(d.datdba))
                FROM pg_catalog.pg_database d WHERE d.datname = ?
                """,
                to, from));
    all.addAll(settings());
    all.addAll(grants());
    all.addAll(
        texts(
            """
            SELECT format('ALTER DATABASE %I CONNECTION LIMIT %s', ?::text, d.datconnlimit)
            FROM pg_catalog.pg_database d WHERE d.datname = ? AND d.datconnlimit >= 0
            """,
            to, from));
    all.addAll(words());
    return all;
  }

  private List<String> words() throws SQLException {
    List<String> all =
        new ArrayList<>(
            texts(
                """
                SELECT format('COMMENT ON DATABASE %I IS %L', ?::text, s.description)
                FROM pg_catalog.pg_database d JOIN pg_catalog.pg_shdescription s
                  ON s.objoid = d.oid AND s.classoid = 'pg_catalog.pg_database'::regclass
                WHERE d.datname = ?
                """,
                to, from));
    all.addAll(
        texts(
            """
            SELECT format('SECURITY LABEL FOR %I ON DATABASE %I IS %L', l.provider, ?::text,
              l.label)
            FROM pg_catalog.pg_database d JOIN pg_catalog.pg_shseclabel l ON l.objoid = d.oid
              AND l.classoid = 'pg_catalog.pg_database'::regclass
            WHERE d.datname = ?
            """,
            to, from));
    return all;
  }

  private List<String> grants() throws SQLException {
    List<String> all =
        new ArrayList<>(
            texts(
                """
                SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC, %I', ?::text,
                  pg_catalog.pg_get_userbyid(d.datdba))
                FROM pg_catalog.pg_database d WHERE d.datname = ? AND d.datacl IS NOT NULL
                """,
                to, from));
    all.addAll(
        texts(
            """
            SELECT format('GRANT %s ON DATABASE %I TO %s%s', g.privilege_type, ?::text,
              CASE g.grantee WHEN 0 THEN 'PUBLIC'
                ELSE quote_ident(pg_catalog.pg_get_userbyid(g.grantee)) END,
              CASE WHEN g.is_grantable AND g.grantee <> 0 THEN ' WITH GRANT OPTION' ELSE '' END)
            FROM pg_catalog.pg_database d, LATERAL aclexplode(d.datacl) g WHERE d.datname = ?
            """,
            to, from));
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

  private List<String> texts(String sql, String... values) throws SQLException {
    List<String> all = new ArrayList<>();
    try (PreparedStatement query = server.session().prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        query.setString(i + 1, values[i]);
      }
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          all.add(rows.getString(1));
        }
      }
    }
    return all;
  }
}
