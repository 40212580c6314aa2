package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.target.Quoted;
import io.soakgate.target.Target;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/**
 * The databases of one server, through a session of the {@code soakgate} database there.
 *
 * @param session autocommit is on
 */
record ServerDatabases(Connection session, Pulse pulse) {
  private static final int LONGEST_NAME = 63;
  private static final String NOT_ALLOWED = "42501";

  /** The name with an ending, cut so that PostgreSQL does not cut the ending off. */
  static String named(String name, String ending) {
    String cut = name;
    while ((cut + ending).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      cut = cut.substring(0, cut.length() - 1);
    }
    return cut + ending;
  }

  /** The database's oid, or 0 when there is none of that name. */
  long oid(String name) throws SQLException {
    return number("SELECT oid FROM pg_catalog.pg_database WHERE datname = ?", name);
  }

  /** The database's size in bytes. */
  long size(String name) throws SQLException {
    return number("SELECT pg_catalog.pg_database_size(?::name)", name);
  }

  /**
   * Makes an empty database with the encoding and locale of another, wherever that is; on the same
   * server with its tablespace too.
   *
   * @param here this server
   */
  void makeLike(Target original, Target here, String application, String name) throws SQLException {
    if (original.equals(here)) {
      make(name, likeness(original.database()) + tablespace(original.database()));
      return;
    }
    try (Connection session = original.connect(application)) {
      make(name, new ServerDatabases(session, pulse).likeness(original.database()));
    }
  }

  /**
   * Makes an empty database.
   *
   * @param like a {@link #likeness}, and what else is asked for
   */
  void make(String name, String like) throws SQLException {
    execute("CREATE DATABASE " + Quoted.identifier(name) + like);
  }

  /** Makes a copy on the same server; fails with 55006 while others are in the source. */
  void copy(String source, String name) throws SQLException {
    execute(
        "CREATE DATABASE " + Quoted.identifier(name) + " TEMPLATE " + Quoted.identifier(source));
  }

  /** Drops a database and ends the sessions in it; done at once when it is not there. */
  void drop(String name) throws SQLException {
    String drop = "DROP DATABASE IF EXISTS " + Quoted.identifier(name);
    try {
      execute(drop + " WITH (FORCE)");
    } catch (SQLException e) {
      if (!NOT_ALLOWED.equals(e.getSQLState())) {
        throw e;
      }
      // Force wants the right to end the server's own vacuum too, which a plain drop sends away.
      execute(drop);
    }
  }

  /**
   * Who is in a database, for people; empty when nobody is. A vacuum of the server's own is left
   * out: the server ends it by itself, and has no name for it.
   */
  String sessionsIn(String name) throws SQLException {
    String sql =
        """
        SELECT pg_catalog.format('%s (%s, pid %s, %s)',
          coalesce(nullif(application_name, ''), backend_type), usename, pid,
          coalesce('there for '
            || pg_catalog.round(extract(epoch FROM clock_timestamp() - backend_start)) || ' s',
            'age not shown to this login'))
        FROM pg_catalog.pg_stat_activity
        WHERE datname = ? AND pid <> pg_catalog.pg_backend_pid() AND usesysid IS NOT NULL
        ORDER BY backend_start LIMIT 10
        """;
    StringJoiner all = new StringJoiner(", ");
    try (PreparedStatement query = session.prepareStatement(sql)) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          all.add(rows.getString(1));
        }
      }
    }
    return all.toString();
  }

  /** Runs one statement that may take long; it is cancelled with the work. */
  @SuppressWarnings("try")
  void execute(String sql) throws SQLException {
    try (Statement statement = session.createStatement();
        Pulse.Stop stop = pulse.onCancel(Cancel.of(statement))) {
      statement.execute(sql);
    }
  }

  /** How a database is made with the encoding and locale of another, on any server. */
  String likeness(String source) throws SQLException {
    // Columns differ between versions; as JSON the missing ones are simply null.
    String sql =
        """
        SELECT pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
          to_jsonb(d) ->> 'datlocprovider',
          coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale')
        FROM pg_catalog.pg_database d WHERE d.datname = ?
        """;
    List<String> of = row(sql, source, 5);
    StringBuilder like = new StringBuilder(" TEMPLATE template0");
    like.append(" ENCODING").append(Quoted.literal(of.get(0)));
    like.append(" LC_COLLATE").append(Quoted.literal(of.get(1)));
    like.append(" LC_CTYPE").append(Quoted.literal(of.get(2)));
    if ("i".equals(of.get(3))) {
      like.append(" LOCALE_PROVIDER icu ICU_LOCALE").append(Quoted.literal(of.get(4)));
    } else if ("b".equals(of.get(3))) {
      like.append(" LOCALE_PROVIDER builtin BUILTIN_LOCALE").append(Quoted.literal(of.get(4)));
    }
    return like.toString();
  }

  private String tablespace(String source) throws SQLException {
    String sql =
        """
        SELECT t.spcname FROM pg_catalog.pg_database d
        JOIN pg_catalog.pg_tablespace t ON t.oid = d.dattablespace WHERE d.datname = ?
        """;
    String name = row(sql, source, 1).get(0);
    // The usual one is not named: a plain login has no right to name it.
    return name.equals("pg_default") ? "" : " TABLESPACE " + Quoted.identifier(name);
  }

  private long number(String sql, String name) throws SQLException {
    try (PreparedStatement query = session.prepareStatement(sql)) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  private List<String> row(String sql, String name, int columns) throws SQLException {
    try (PreparedStatement query = session.prepareStatement(sql)) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        if (!rows.next()) {
          throw new SQLException("database " + name + " is not there", "3D000");
        }
        String[] values = new String[columns];
        for (int i = 0; i < columns; i++) {
          values[i] = rows.getString(i + 1);
        }
        return Arrays.asList(values);
      }
    }
  }
}
