package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import java.sql.SQLException;
import java.util.List;

/** Whether it is the very database that was looked at first, and a primary (F-64). */
final class ServerIdentity implements Aspect {
  private static final String SYSTEM = "SELECT system_identifier::text FROM pg_control_system()";
  private static final String DATABASE =
      "SELECT oid::text, pg_is_in_recovery() FROM pg_database WHERE datname = current_database()";

  @Override
  public String what() {
    return "server";
  }

  @Override
  public Level unseen() {
    return Level.BAR;
  }

  @Override
  public List<Condition> look(View view) throws SQLException {
    String seen = of(view);
    String first = view.request().server();
    boolean replica = view.row(DATABASE, row -> row.getBoolean(2));
    if (replica) {
      return List.of(bar("it is a replica now: nothing can be changed here; name the primary"));
    }
    if (first != null && !first.equals(seen)) {
      return List.of(
          bar("it is another database than the one looked at first: " + seen + ", then " + first));
    }
    String words = seen.startsWith("system") ? "the same as before" : "the same database as before";
    return List.of(
        new Condition(what(), Level.FINE, null, null, first == null ? seen : words, List.of()));
  }

  /** The server's system identifier where this login may ask for it, and the database's oid. */
  static String of(View view) throws SQLException {
    String database = view.row(DATABASE, row -> "database oid " + row.getString(1));
    try {
      return view.row(SYSTEM, row -> "system " + row.getString(1) + ", " + database);
    } catch (SQLException e) {
      // Kept from this login.
      return database;
    }
  }

  private Condition bar(String words) {
    return new Condition(what(), Level.BAR, null, null, words, List.of());
  }
}
