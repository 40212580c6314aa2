package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.target.Folders;
import io.soakgate.target.Quoted;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Databases beside a target's own: one restored from a recorded backup, and copies of that one.
 * They lie on its server, or on its scratch server where its login may not create databases. The
 * target's own database is read for its settings and never written.
 */
public final class Copies implements AutoCloseable {
  private static final String IN_USE = "55006";
  private static final int TRIES = 3;

  // Read-only mode is for the database it was set for.
  private static final String SETTINGS =
      """
      SELECT split_part(c, '=', 1),
        pg_catalog.regexp_replace(pg_catalog.quote_ident(split_part(c, '=', 1)),
          '^"([a-z_0-9.]+)"$', '\\1'),
        substr(c, strpos(c, '=') + 1)
      FROM pg_catalog.pg_db_role_setting s, LATERAL unnest(s.setconfig) c
      WHERE s.setrole = 0 AND NOT starts_with(c, 'default_transaction_read_only=')
        AND s.setdatabase = (SELECT oid FROM pg_catalog.pg_database
                             WHERE datname = pg_catalog.current_database())
      """;

  private final Target original;
  private final Target target;
  private final Folders folders;
  private final Optional<ClientTools> tools;
  private final String application;
  private final Connection session;
  private final ServerDatabases server;

  private Copies(
      Target original,
      Target target,
      Folders folders,
      Optional<ClientTools> tools,
      String application,
      Connection session,
      Pulse pulse) {
    this.original = original;
    this.target = target;
    this.folders = folders;
    this.tools = tools;
    this.application = application;
    this.session = session;
    this.server = new ServerDatabases(session, pulse);
  }

  /**
   * Where copies of a target's database can be made: beside it, where all roles and extensions are
   * that it knows, else on its scratch server.
   */
  public static Target place(Targets targets, Target target, String application)
      throws SQLException {
    Target scratch = targets.scratch(target);
    return scratch.equals(target) || mayMake(target, application) ? target : target.awayAt(scratch);
  }

  private static boolean mayMake(Target target, String application) throws SQLException {
    try (Connection session = target.connect(application);
        Statement statement = session.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT rolsuper OR rolcreatedb FROM pg_catalog.pg_roles"
                    + " WHERE rolname = current_user")) {
      return row.next() && row.getBoolean(1);
    }
  }

  /**
   * Opens a session where copies are made.
   *
   * @param original whose copies they are
   * @param target the same at the {@link #place}
   * @param application the sessions' {@code application_name}; those of an earlier attempt that
   *     carry it are ended
   */
  public static Copies of(
      Target original,
      Target target,
      Folders folders,
      Optional<ClientTools> tools,
      String application,
      Pulse pulse)
      throws SQLException {
    Connection session = OwnDatabase.open(target, application);
    Copies copies = new Copies(original, target, folders, tools, application, session, pulse);
    try (Statement statement = session.createStatement()) {
      statement.execute(
          "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity"
              + " WHERE application_name = pg_catalog.current_setting('application_name')"
              + " AND pid <> pg_catalog.pg_backend_pid() AND usename = current_user");
      return copies;
    } catch (SQLException e) {
      session.close();
      throw e;
    }
  }

  /**
   * Restores a backup into a new database of that name; one that is there is dropped.
   *
   * @throws io.temporal.failure.ApplicationFailure of the type {@code refused} when the backup is
   *     gone, was changed, or does not hold what it held
   */
  public void restore(BackupResult backup, String name) throws Exception {
    drop(name);
    new Preparation(
            original,
            target,
            application,
            folders.backups().toAbsolutePath().normalize(),
            tools,
            server)
        .fill(backup, name);
    settle(original, name);
  }

  /** Copies one of them to a new database of that name; one that is there is dropped. */
  public void copy(String from, String name) throws SQLException {
    drop(name);
    for (int attempt = 1; ; attempt++) {
      try {
        leave(from);
        server.copy(from, name);
        break;
      } catch (SQLException e) {
        // Sessions that were just closed may still be leaving.
        if (!IN_USE.equals(e.getSQLState()) || attempt == TRIES) {
          throw e;
        }
        server.pulse().progress("waits for sessions to leave " + from);
      }
    }
    settle(target.at(from), name);
  }

  /** A pooler in front of the server keeps sessions that were closed, and nobody else is in it. */
  private void leave(String name) throws SQLException {
    notTheTargets(name);
    try (PreparedStatement end =
        session.prepareStatement(
            "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity"
                + " WHERE datname = ? AND usename = current_user")) {
      end.setString(1, name);
      end.execute();
    }
  }

  private void notTheTargets(String name) {
    if (name.equals(target.database())) {
      throw new IllegalArgumentException(name + " is the target's own database");
    }
  }

  /** Drops one of them and ends the sessions in it; done at once when it is not there. */
  public void drop(String name) throws SQLException {
    notTheTargets(name);
    server.drop(name);
  }

  /** Its size in bytes. */
  public long size(String name) throws SQLException {
    return server.size(name);
  }

  /** Writes down what a database is for, where everybody sees it who lists them. */
  public void comment(String name, String words) throws SQLException {
    server.execute(
        "COMMENT ON DATABASE " + Quoted.identifier(name) + " IS" + Quoted.literal(words));
  }

  /** The databases whose names begin so, or whose comments do. */
  public List<String> named(String prefix, String comment) throws SQLException {
    try (PreparedStatement query =
        session.prepareStatement(
            "SELECT datname FROM pg_catalog.pg_database WHERE starts_with(datname, ?)"
                + " OR starts_with(pg_catalog.shobj_description(oid, 'pg_database'), ?)"
                + " ORDER BY datname")) {
      query.setString(1, prefix);
      query.setString(2, comment);
      List<String> names = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      return names;
    }
  }

  /** What no dump and no copy brings along: the settings of the database it is made of. */
  private void settle(Target from, String name) throws SQLException {
    Swaps.forget(session, name);
    // A session of its own: what is set in it is to go with it.
    try (Connection here = target.connectTo(OwnDatabase.NAME, application);
        PreparedStatement set = here.prepareStatement("SELECT pg_catalog.set_config(?, ?, false)");
        Statement alter = here.createStatement()) {
      for (Setting setting : settings(from)) {
        set.setString(1, setting.name());
        set.setString(2, setting.value());
        set.execute();
        alter.execute(
            "ALTER DATABASE %s SET %s FROM CURRENT"
                .formatted(Quoted.identifier(name), setting.quoted()));
      }
    }
  }

  private record Setting(String name, String quoted, String value) {}

  private List<Setting> settings(Target from) throws SQLException {
    List<Setting> all = new ArrayList<>();
    try (Connection there = from.connect(application);
        Statement statement = there.createStatement();
        ResultSet rows = statement.executeQuery(SETTINGS)) {
      while (rows.next()) {
        all.add(new Setting(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
    }
    return all;
  }

  @Override
  public void close() throws SQLException {
    session.close();
  }
}
