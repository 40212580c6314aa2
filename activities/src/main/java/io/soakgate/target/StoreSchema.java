package io.soakgate.target;

import org.flywaydb.core.Flyway;

/** The tables of Soakgate's own database, kept by Flyway. */
public final class StoreSchema {
  private StoreSchema() {}

  /** Brings the tables up to date; many workers may do so at once. */
  public static void migrate(Store store) {
    Flyway.configure(StoreSchema.class.getClassLoader())
        .dataSource(store.url(), store.user(), store.password().reveal())
        .locations("classpath:db/store")
        .loggers("slf4j")
        .load()
        .migrate();
  }
}
