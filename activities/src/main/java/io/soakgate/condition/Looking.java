package io.soakgate.condition;

import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The session a look looks with: it changes nothing and blocks nobody. */
final class Looking {
  /** Its {@code application_name}. */
  static final String APPLICATION = "soakgate/conditions";

  private static final Duration STATEMENT = Duration.ofSeconds(15);
  private static final Duration LOCK = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private Looking() {}

  static Connection at(Target target) throws SQLException {
    Connection connection = target.connect(APPLICATION);
    try (Statement statement = connection.createStatement()) {
      connection.setNetworkTimeout(
          Runnable::run, Math.toIntExact(STATEMENT.plus(GRACE).toMillis()));
      statement.execute(
          "SET statement_timeout = %d; SET lock_timeout = %d; SET default_transaction_read_only = on"
              .formatted(STATEMENT.toMillis(), LOCK.toMillis()));
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}
