package io.soakgate.backup;

import io.soakgate.deployment.ActActivity.Foreseen;
import io.soakgate.target.Abilities;
import io.soakgate.target.Abilities.Session;
import io.soakgate.target.AbilityReader;
import io.soakgate.target.Pooler;
import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What hangs on a database itself, not on its name, and so does not follow when another one takes
 * its place. Reads only.
 *
 * @param database the database that is to be swapped
 */
record Breakage(Target target, String application, String database) {
  private static final int MOST_DATABASES = 50;

  private static final String IMPOSSIBLE =
      """
      SELECT format('prepared transaction %L of %s keeps it from being renamed: COMMIT PREPARED or '
        'ROLLBACK PREPARED it', gid, owner)
      FROM pg_catalog.pg_prepared_xacts WHERE database = ?
      """;

  // One query a line; each is given the database's name and answers with sentences.
  private static final List<String> BREAKS =
      List.of(
          """
          SELECT format('replication slot %s (%s%s) stays with the former database: drop it and make '
            'it anew, and what reads from it begins with a copy', slot_name, plugin,
            CASE WHEN active THEN ', in use' ELSE '' END)
          FROM pg_catalog.pg_replication_slots WHERE database = ? ORDER BY 1
          """,
          """
          SELECT format('publication %s is that of the backup, and whoever subscribes to it reads '
            'from a slot of the former database', pubname)
          FROM pg_catalog.pg_publication WHERE ?::text IS NOT NULL ORDER BY 1
          """,
          """
          SELECT format('subscription %s goes on filling the former database; in the restored one it '
            'is disabled: drop the one there, enable the one here', s.subname)
          FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid
          WHERE d.datname = ? ORDER BY 1
          """,
          """
          SELECT format('event trigger %s (%s) does not fire for what a restore does', evtname,
            evtevent)
          FROM pg_catalog.pg_event_trigger WHERE ?::text IS NOT NULL ORDER BY 1
          """,
          """
          SELECT format('%s %s of %s (%s) %s ended', count(*), CASE count(*) WHEN 1 THEN 'session'
              ELSE 'sessions' END, coalesce(nullif(application_name, ''), backend_type), usename,
            CASE count(*) WHEN 1 THEN 'is' ELSE 'are' END)
          FROM pg_catalog.pg_stat_activity
          WHERE datname = ? AND usesysid IS NOT NULL AND application_name NOT LIKE 'soakgate/%'
          GROUP BY application_name, backend_type, usename ORDER BY count(*) DESC, 1
          """);

  private static final String JOBS =
      """
      SELECT format('job %s of pg_cron (%s) is that of the backup again, and what it did since is '
        'not done', coalesce(jobname, jobid::text), schedule)
      FROM cron.job WHERE database = ? ORDER BY 1
      """;

  private static final String OTHERS =
      """
      SELECT datname FROM pg_catalog.pg_database
      WHERE datname <> ? AND datallowconn AND NOT datistemplate AND datname <> 'soakgate'
        AND pg_catalog.has_database_privilege(oid, 'CONNECT')
      ORDER BY oid DESC
      """;

  private static final String POINTING =
      """
      SELECT format('foreign server %s of database %s points here: its sessions are ended, and it '
        'then reads what the backup held', srvname, pg_catalog.current_database())
      FROM pg_catalog.pg_foreign_server WHERE ('dbname=' || ?) = ANY (srvoptions) ORDER BY 1
      """;

  /** Looks. */
  Foreseen look() throws SQLException {
    List<String> impossible = new ArrayList<>();
    List<String> breaks = new ArrayList<>();
    try (Connection session = target.connect(application)) {
      impossible.addAll(lines(session, IMPOSSIBLE));
      for (String query : BREAKS) {
        breaks.addAll(lines(session, query));
      }
      if (there(session, "cron.job")) {
        breaks.addAll(lines(session, JOBS));
      }
      breaks.addAll(pointingHere(lines(session, OTHERS)));
    }
    Abilities abilities = AbilityReader.read(target);
    if (abilities.pooler().mode() != Pooler.Mode.DIRECT) {
      breaks.add("the pooler in front of it keeps sessions there: they are ended, it opens others");
    }
    abilities.lastingSessions().stream().map(this::lasting).forEach(breaks::add);
    return new Foreseen(List.copyOf(impossible), List.copyOf(breaks));
  }

  private String lasting(Session session) {
    return target.user() + " may not end " + session.words() + ": it must leave by itself";
  }

  private List<String> pointingHere(List<String> databases) {
    List<String> all = new ArrayList<>();
    for (String other : databases.subList(0, Math.min(MOST_DATABASES, databases.size()))) {
      try (Connection session = target.connectTo(other, application)) {
        all.addAll(lines(session, POINTING));
      } catch (SQLException e) {
        all.add("whether database " + other + " points here was not seen: " + e.getMessage());
      }
    }
    if (databases.size() > MOST_DATABASES) {
      all.add(databases.size() - MOST_DATABASES + " more databases were not looked into");
    }
    return all;
  }

  private static boolean there(Connection session, String relation) throws SQLException {
    try (PreparedStatement query =
        session.prepareStatement("SELECT pg_catalog.to_regclass(?) IS NOT NULL")) {
      query.setString(1, relation);
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private List<String> lines(Connection session, String sql) throws SQLException {
    List<String> all = new ArrayList<>();
    try (PreparedStatement query = session.prepareStatement(sql)) {
      query.setString(1, database);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          all.add(rows.getString(1));
        }
      }
    }
    return all;
  }
}
