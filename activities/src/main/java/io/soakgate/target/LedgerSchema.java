package io.soakgate.target;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** The schema {@code soakgate} in a target: the ledger's tables, kept by Flyway. */
public final class LedgerSchema {
  /** Where the ledger lives; fingerprints and {@code drop-created} leave it alone. */
  public static final String NAME = "soakgate";

  private static final String VERSION = "2";

  private LedgerSchema() {}

  /**
   * Brings the ledger up to date; many workers may do so at once.
   *
   * @throws SQLException when the target cannot be reached
   */
  public static void migrate(Target target) throws SQLException {
    if (current(target)) {
      return;
    }
    FluentConfiguration flyway =
        Flyway.configure(LedgerSchema.class.getClassLoader())
            .dataSource(target.url(target.database()), target.user(), target.password().reveal())
            .locations("classpath:db/ledger")
            .schemas(NAME)
            .createSchemas(true)
            .loggers("slf4j");
    // Flyway's own lock would otherwise be held in a transaction, which CONCURRENTLY waits for.
    flyway
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    flyway.load().migrate();
  }

  // A restore may have taken the schema away or brought an older one, so it is looked at each time.
  private static boolean current(Target target) throws SQLException {
    try (Connection connection = target.connect("soakgate/ledger");
        Statement statement = connection.createStatement()) {
      try (ResultSet there =
          statement.executeQuery("SELECT to_regclass('soakgate.flyway_schema_history')")) {
        there.next();
        if (there.getString(1) == null) {
          return false;
        }
      }
      try (ResultSet version =
          statement.executeQuery(
              "SELECT 1 FROM soakgate.flyway_schema_history WHERE success AND version = '"
                  + VERSION
                  + "'")) {
        return version.next();
      }
    }
  }
}
