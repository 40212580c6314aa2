package io.soakgate.readonly;

import io.soakgate.action.Pulse;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.ReadOnlyActivity.ReadOnlyRequest;
import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.target.Limits;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.StoreSchema;
import io.soakgate.target.Target;
import io.soakgate.verdict.Policy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A database with orders, the role of an application that takes them, and its sessions. */
final class Shop implements AutoCloseable {
  static final String HERE = "namespace-1";
  static final Pulse QUIET =
      new Pulse() {
        @Override
        public void progress(String words) {}

        @Override
        public Stop onCancel(Runnable stop) {
          return () -> {};
        }
      };
  private static final String ROLES =
      """
      DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cashier') THEN
          CREATE ROLE cashier LOGIN PASSWORD '{password}'; CREATE ROLE auditor LOGIN;
        END IF;
      END $$
      """;

  final Target target;
  final TestDatabase database;
  private final Path home;
  private final List<Connection> others = new ArrayList<>();

  Shop(Path home) {
    this.home = home;
    database = TestCluster.freshDatabase();
    try {
      Files.writeString(home.resolve("password"), database.password());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    target = target(database.name(), database.user());
    run(
        ROLES.replace("{password}", database.password()),
        "CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text UNIQUE"
            + " NOT NULL, note text NOT NULL CHECK (note <> ''))",
        "INSERT INTO orders (code, note) VALUES ('a', 'first')",
        "GRANT SELECT, INSERT ON orders TO cashier",
        "GRANT SELECT ON orders TO auditor");
  }

  /** The same server with another database or login. */
  Target target(String name, String user) {
    return target(name, user, Duration.ofSeconds(1));
  }

  private Target target(String name, String user, Duration patience) {
    URI address = URI.create(database.url().substring("jdbc:".length()));
    Limits usual = Limits.USUAL;
    return new Target(
        "shop",
        address.getHost(),
        address.getPort(),
        name,
        user,
        new Secret("file:" + home.resolve("password")),
        true,
        Policy.of(false, false),
        List.of(),
        new Limits(
            usual.transaction(),
            usual.idle(),
            usual.blocker(),
            usual.lag(),
            usual.retained(),
            usual.connections(),
            null,
            patience,
            usual.lease()));
  }

  ReadOnlyMode mode() {
    return new ReadOnlyMode(target, HERE);
  }

  /** The same for what ends by itself, whenever that is. */
  ReadOnlyMode patient() {
    return new ReadOnlyMode(target(database.name(), database.user(), Duration.ofMinutes(2)), HERE);
  }

  Store store() {
    TestDatabase own = TestCluster.freshDatabase();
    Store store = new Store(own.url(), own.user(), target.password());
    StoreSchema.migrate(store);
    return store;
  }

  static ReadOnlyRequest asked(String deployment, boolean end, String proveAs) {
    Scope scope =
        new Scope(
            deployment,
            "p",
            "production",
            "shop",
            List.of(),
            Instant.parse("2026-11-02T12:00:00Z"));
    return new ReadOnlyRequest(scope, Duration.ofMinutes(10), end, proveAs);
  }

  static ReadOnlyRequest asked() {
    return asked("d-1", true, "cashier");
  }

  /** A session of the application, as a pool keeps it. */
  Connection session(String user) throws SQLException {
    Connection connection = DriverManager.getConnection(database.url(), user, database.password());
    others.add(connection);
    return connection;
  }

  /** The SQLSTATE of taking an order there, or {@code null} when it was taken. */
  static String orders(Connection session, String code) {
    try (Statement statement = session.createStatement()) {
      statement.execute("INSERT INTO orders (code, note) VALUES ('" + code + "', 'n')");
      return null;
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  /** Somebody else's statements, on the database's server. */
  void run(String... statements) {
    try (Connection connection = maintenance();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String ask(String sql) {
    return askIn(database.name(), sql);
  }

  String askIn(String name, String sql) {
    try (Connection connection = target.connectTo(name, "test");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is set for the database and for roles in it, in words. */
  String settings() {
    return ask(
        """
        SELECT coalesce(string_agg(coalesce(r.rolname, 'all') || ': '
                 || array_to_string(s.setconfig, ','), '; ' ORDER BY r.rolname), 'nothing')
        FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole
        WHERE s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
        """);
  }

  private Connection maintenance() throws SQLException {
    return target.connect("test");
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : others) {
      connection.close();
    }
  }
}
