package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.readonly.ReadOnlyLease;
import io.soakgate.readonly.Writers;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Whether sessions there are read-only, and who made them so: our own sessions are exempt from it,
 * so that a mode somebody else set would not hold us. While it is ours: who writes all the same.
 */
final class KeptOut implements Aspect {
  // As others' sessions begin, whatever this one has set since.
  private static final String ON =
      "SELECT reset_val::bool FROM pg_settings WHERE name = 'default_transaction_read_only'";

  @Override
  public String what() {
    return "read-only";
  }

  @Override
  public List<Condition> look(View view) throws SQLException {
    boolean on = view.row(ON, row -> row.getBoolean(1));
    Optional<ReadOnlyLease> lease = ReadOnlyLease.of(view.target());
    if (lease.isEmpty()) {
      return on
          ? one(
              Level.HOLD,
              "the database is read-only, and Soakgate did not make it so: find out who did",
              List.of())
          : List.of();
    }
    if (!lease.get().deployment().equals(view.request().scope().deployment())) {
      return one(
          Level.WAIT,
          "the database is read-only for deployment "
              + lease.get().deployment()
              + " until "
              + lease.get().until(),
          List.of());
    }
    return on
        ? ours(view, lease.get())
        : one(Level.HOLD, "somebody switched read-only mode off", List.of());
  }

  private List<Condition> ours(View view, ReadOnlyLease lease) throws SQLException {
    List<String> writers = Writers.in(view.connection(), view.target().database());
    return writers.isEmpty()
        ? one(Level.FINE, lease.words(), List.of())
        : one(
            Level.WARN,
            lease.words()
                + "; "
                + Told.sessions(writers.size(), "writes", "write")
                + " all the same",
            writers);
  }

  private List<Condition> one(Level level, String words, List<String> rows) {
    return List.of(new Condition(what(), level, null, null, words, rows));
  }
}
