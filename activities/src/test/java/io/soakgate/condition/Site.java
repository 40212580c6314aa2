package io.soakgate.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.action.Actions;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Conditions;
import io.soakgate.deployment.ConditionActivity.ConditionsRequest;
import io.soakgate.deployment.ConditionActivity.Elsewhere;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.deployment.Script;
import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.plan.Spec;
import io.soakgate.target.Folders;
import io.soakgate.target.Limits;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.StoreSchema;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Policy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A target with two tables, a script that names one of them, and other people's sessions. */
final class Site implements AutoCloseable {
  static final Cluster HERE = new Cluster("namespace-1", "127.0.0.1:7233, namespace default");
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  static final Limits SHORT =
      new Limits(
          AT_ONCE,
          AT_ONCE,
          AT_ONCE,
          Duration.ofMinutes(1),
          1_000_000_000L,
          90,
          null,
          Duration.ofMinutes(5),
          Duration.ofHours(4));

  final Target target;
  final Store store;
  final Folders folders;
  final List<Script> scripts = new ArrayList<>();
  private final TestDatabase database;
  private final List<Connection> others = new ArrayList<>();

  Site(Path home) {
    this(home, null, SHORT);
  }

  Site(Path home, Store shared, Limits limits) {
    database = TestCluster.freshDatabase();
    try {
      Files.writeString(home.resolve("password"), database.password());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Secret secret = new Secret("file:" + home.resolve("password"));
    target = target(database.user(), secret, limits);
    folders = new Folders(home.resolve("plans"), home.resolve("backups"), home.resolve("reports"));
    store = shared == null ? store(secret) : shared;
    run("CREATE TABLE orders (id int PRIMARY KEY, note text)", "CREATE TABLE other (id int)");
    run("INSERT INTO orders VALUES (1, 'a')", "INSERT INTO other VALUES (1)");
    admit("sql/orders.sql", "CREATE INDEX orders_note ON orders (note);");
  }

  private Target target(String user, Secret secret, Limits limits) {
    URI address = URI.create(database.url().substring("jdbc:".length()));
    return new Target(
        "shop",
        address.getHost(),
        address.getPort(),
        database.name(),
        user,
        secret,
        true,
        Policy.of(false, false),
        List.of(),
        limits);
  }

  private static Store store(Secret secret) {
    TestDatabase own = TestCluster.freshDatabase();
    Store store = new Store(own.url(), own.user(), secret);
    StoreSchema.migrate(store);
    return store;
  }

  /** The same target with another login of the same password and other limits. */
  Target as(String user, Limits limits) {
    return target(user, target.password(), limits);
  }

  void admit(String path, String sql) {
    byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
    Script script = new Script(path, ScriptStore.digest(bytes), bytes.length);
    try {
      new ScriptStore(store).keep(path, script.digest(), bytes);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    scripts.add(script);
  }

  ConditionActivityImpl looking() {
    return looking(target);
  }

  ConditionActivityImpl looking(Target at) {
    Targets targets = new Targets(List.of(at));
    return new ConditionActivityImpl(
        targets, folders, store, new Actions(Actions.sql(targets, folders, store)), HERE);
  }

  /** Somebody else's session, left open. */
  Connection other(String application, String... statements) {
    try {
      Properties properties = new Properties();
      properties.setProperty("user", database.user());
      properties.setProperty("password", database.password());
      properties.setProperty("ApplicationName", application);
      Connection connection = DriverManager.getConnection(database.url(), properties);
      others.add(connection);
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        for (String sql : statements) {
          statement.execute(sql);
        }
      }
      return connection;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static int pid(Connection connection) {
    try {
      return connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Somebody else's statements, committed. */
  void run(String... statements) {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static Spec sql(String file) {
    return new Spec("sql", JsonNodeFactory.instance.objectNode().put("file", file), "p:1:1");
  }

  static Scope scope() {
    return new Scope(
        "d-1", "p", "production", "shop", List.of(), Instant.parse("2026-11-02T12:00:00Z"));
  }

  ConditionsRequest asks(String catalog, Elsewhere elsewhere) {
    return new ConditionsRequest(
        scope(), "orders", sql("sql/orders.sql"), null, scripts, null, catalog, elsewhere);
  }

  Conditions look() {
    return look(null);
  }

  /** Looks, comparing with a catalog. */
  Conditions look(String catalog) {
    return looking().look(asks(catalog, null));
  }

  static Condition one(Conditions seen, String what) {
    List<Condition> named = seen.list().stream().filter(c -> c.what().equals(what)).toList();
    assertThat(named).as("%s in %s", what, seen.list()).hasSize(1);
    return named.get(0);
  }

  static Level level(Conditions seen, String what) {
    return one(seen, what).level();
  }

  @Override
  public void close() {
    for (Connection connection : others) {
      try {
        connection.close();
      } catch (SQLException e) {
        // The test ended it.
      }
    }
  }
}
