package io.soakgate.target;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/** The tables of Soakgate's own database, kept by Flyway, and who may do what with them. */
public final class StoreSchema {
  private StoreSchema() {}

  /**
   * Brings the tables up to date; many workers may do so at once.
   *
   * @throws IllegalStateException when nobody may append to the audit, or too much is allowed to
   *     who does; the message says what to run
   */
  public static void migrate(Store store) {
    Flyway.configure(StoreSchema.class.getClassLoader())
        .dataSource(store.url(), store.user(), store.password().reveal())
        .locations("classpath:db/store")
        .loggers("slf4j")
        .load()
        .migrate();
    try {
      StoreRole.grant(store);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "the rights on the audit could not be set: " + e.getMessage(), e);
    }
  }
}
