package io.soakgate.backup;

import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a statement that blocks is stopped from another thread. */
final class Cancel {
  private static final Logger LOG = LoggerFactory.getLogger(Cancel.class);

  private Cancel() {}

  static Runnable of(Statement statement) {
    return () -> {
      try {
        statement.cancel();
      } catch (SQLException e) {
        // Whoever cancels asks again until the work has ended.
        LOG.warn("a statement could not be cancelled yet: {}", e.getMessage());
      }
    };
  }
}
