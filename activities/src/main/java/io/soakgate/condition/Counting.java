package io.soakgate.condition;

import io.soakgate.target.CountedQuery;
import io.soakgate.target.Extension;
import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the extension {@code pg_stat_statements} has counted of the target's own database. */
final class Counting {
  // DDL is the changes' own, and may hold a password; who asks what was counted is no user.
  private static final String ALL =
      """
      SELECT queryid::text, max(query), sum(calls), sum(total_exec_time)
      FROM %s.pg_stat_statements
      WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND queryid IS NOT NULL
        AND %s
        AND query !~* '\\mpg_stat_statements\\M'
      GROUP BY queryid ORDER BY 4 DESC
      """;
  private static final String RELATIONS =
      "SELECT DISTINCT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f') AND n.nspname !~ '^pg_'"
          + " AND n.nspname NOT IN ('information_schema', 'soakgate')"
          + " AND c.relpersistence <> 't' ORDER BY 1";

  private final Target target;

  private Counting(Target target) {
    this.target = target;
  }

  static Counting of(Target target) {
    return new Counting(target);
  }

  /** Nothing is counted, or not for this login. */
  static final class Unseen extends Exception {
    private static final long serialVersionUID = 1L;

    Unseen(String why) {
      super(why, null, false, false);
    }
  }

  /**
   * All statements that read or write rows, those that took most first.
   *
   * @throws Unseen when the extension is not in the target's database, or hides what it counted
   */
  List<Counted> all() throws SQLException, Unseen {
    try (Connection connection = Looking.at(target);
        Statement statement = connection.createStatement()) {
      String schema =
          Extension.schema(connection, CountedQuery.EXTENSION)
              .orElseThrow(
                  () -> new Unseen("pg_stat_statements is not installed in " + target.database()));
      List<Counted> all = counted(connection, schema);
      if (all.isEmpty() && hidden(statement, schema)) {
        throw new Unseen("statements are hidden from this login; GRANT pg_read_all_stats to it");
      }
      return all;
    }
  }

  private static List<Counted> counted(Connection connection, String schema) throws SQLException {
    List<Counted> all = new ArrayList<>();
    String sql = ALL.formatted(schema, CountedQuery.READS_OR_WRITES);
    try (PreparedStatement query = connection.prepareStatement(sql);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        all.add(new Counted(row.getString(1), row.getString(2), row.getLong(3), row.getDouble(4)));
      }
    }
    return all;
  }

  private static boolean hidden(Statement statement, String schema) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT EXISTS (SELECT FROM "
                + schema
                + ".pg_stat_statements WHERE queryid IS NULL)")) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** The names of the tables and views of the database. */
  List<String> relations() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = Looking.at(target);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(RELATIONS)) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }
}
