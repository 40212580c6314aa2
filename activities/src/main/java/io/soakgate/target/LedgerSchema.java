package io.soakgate.target;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** The schema {@code soakgate} in a target: the ledger's tables, kept by Flyway. */
public final class LedgerSchema {
  /** Where the ledger lives; fingerprints and {@code drop-created} leave it alone. */
  public static final String NAME = "soakgate";

  private static final String HISTORY =
      """
      CREATE TABLE soakgate.flyway_schema_history (
        installed_rank int NOT NULL CONSTRAINT flyway_schema_history_pk PRIMARY KEY,
        version varchar(50), description varchar(200) NOT NULL, type varchar(20) NOT NULL,
        script varchar(1000) NOT NULL, checksum int, installed_by varchar(100) NOT NULL,
        installed_on timestamp NOT NULL DEFAULT now(), execution_time int NOT NULL,
        success boolean NOT NULL);
      CREATE INDEX flyway_schema_history_s_idx ON soakgate.flyway_schema_history (success);
      """;

  private static final String VERSION = "4";

  private static final List<String> FILES =
      List.of("V1__ledger.sql", "V2__resolved.sql", "V3__lease.sql", "V4__columns.sql");

  private LedgerSchema() {}

  /**
   * The ledger as a file for psql, for a target that has none yet and no worker to make it; Flyway
   * takes what it makes for its own.
   */
  public static String byHand() {
    StringBuilder sql = new StringBuilder("\\set ON_ERROR_STOP on\nBEGIN;\n");
    sql.append("CREATE SCHEMA IF NOT EXISTS soakgate;\n").append(HISTORY);
    int rank = 1;
    for (String file : FILES) {
      String text = resource("/db/ledger/" + file);
      sql.append(text)
          .append(
              "INSERT INTO soakgate.flyway_schema_history VALUES (%d, '%s', '%s', 'SQL', '%s', %d,"
                      .formatted(
                          rank++,
                          file.substring(1, file.indexOf("__")),
                          file.substring(file.indexOf("__") + 2, file.length() - 4),
                          file,
                          checksum(text))
                  + " session_user, now(), 0, true);\n");
    }
    return sql.append("COMMIT;\n").toString();
  }

  /** Flyway's: over the lines without their ends. */
  private static int checksum(String text) {
    CRC32 crc = new CRC32();
    text.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
    return (int) crc.getValue();
  }

  private static String resource(String name) {
    try (InputStream in = LedgerSchema.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the target has a ledger at all. */
  public static boolean there(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT to_regclass('soakgate.applied') IS NOT NULL")) {
      row.next();
      return row.getBoolean(1);
    }
  }

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
            .dataSource(new Exempt(target))
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

  /** Sessions for Flyway that write while others are kept from it. */
  private static final class Exempt extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;

    Exempt(Target target) {
      setUrl(target.url(target.database()));
      setUser(target.user());
      setPassword(target.password().reveal());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      Connection connection = super.getConnection(user, password);
      try (Statement statement = connection.createStatement()) {
        statement.execute(Target.EXEMPT);
        return connection;
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    }
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
