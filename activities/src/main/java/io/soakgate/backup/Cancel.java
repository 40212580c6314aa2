package io.soakgate.backup;

import java.sql.SQLException;
import java.sql.Statement;

/** How a statement that blocks is stopped from another thread. */
final class Cancel {
  private Cancel() {}

  static Runnable of(Statement statement) {
    return () -> {
      try {
        statement.cancel();
      } catch (SQLException e) {
        throw new IllegalStateException("the statement cannot be cancelled", e);
      }
    };
  }
}
