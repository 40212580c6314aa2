package io.soakgate.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.Folders;
import io.soakgate.embedded.PgBouncer;
import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.embedded.PostgresOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code soakgate connect} says of real servers, with and without poolers before them. */
@Tag("postgres")
class ConnectTest {
  private static final List<PgBouncer.User> KEEPER =
      List.of(new PgBouncer.User("keeper", "s3cret-keeper"));
  private static Path folder;
  private static PostgresCluster cluster;

  @TempDir Path home;

  @BeforeAll
  static void start() throws Exception {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    folder = Files.createTempDirectory(target, "connect-");
    cluster =
        PostgresCluster.start(
            PostgresBinaries.find(CacheDirectory.path(), line -> {}),
            folder.resolve("cluster"),
            PostgresOptions.telling(line -> {}));
    cluster.createDatabase("shop");
    run(
        "CREATE ROLE keeper LOGIN PASSWORD 's3cret-keeper' NOSUPERUSER",
        "CREATE ROLE app_user NOLOGIN",
        "GRANT app_user TO keeper",
        "GRANT CREATE ON DATABASE shop TO keeper",
        "CREATE SCHEMA shop AUTHORIZATION keeper",
        "CREATE TABLE shop.orders (id int)",
        "ALTER TABLE shop.orders OWNER TO keeper",
        "CREATE TABLE shop.payments (id int)");
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
    Folders.delete(folder);
  }

  @Test
  void aPlainLoginIsToldWhatItMayDo() throws Exception {
    Typed typed = connect(cluster.port(), "keeper", "s3cret-keeper");

    assertThat(typed.err()).isEmpty();
    assertThat(typed.code()).isZero();
    assertThat(typed.out().replace("" + cluster.port(), "PORT").replace(cluster.user(), "ROOT"))
        .contains(
            "shop\n  address         127.0.0.1:PORT/shop as keeper\n",
            "  TLS             none\n",
            "  pooler          none, the address is PostgreSQL's own\n",
            "  read-only       no\n",
            "  superuser       no\n  CREATEDB        no\n  CREATEROLE      no\n",
            "  may rename it   no; the database is owned by ROOT\n",
            "  may end         sessions of its own roles\n",
            "  becomes roles   app_user\n  new schemas     yes\n",
            "  schema          shop of its own, may create in it, 2 tables, 1 of somebody else\n",
            "  cannot alter    shop.payments of ROOT\n",
            "  extensions      plpgsql 1.0\n",
            "  dump            no: user keeper may not create databases: a backup counts only when",
            "  restore         no: user keeper may not rename the database: a full restore is ");
    assertThat(typed.out())
        .containsPattern("  PostgreSQL      \\d\\S*.*, primary, \\d+ of \\d+ sessions\n")
        .containsPattern("  clock           [+-]0\\.\\d s against this machine\n")
        .doesNotContain("s3cret");
  }

  @Test
  void theLoginOfTheDocumentMayDoEverything() throws Exception {
    String page = Files.readString(Stored.ROOT.resolve("docs").resolve("targets.md"));
    String sql = page.substring(page.indexOf("```sql") + 6);
    run("CREATE DATABASE menuca");
    run(sql.substring(0, sql.indexOf("```")));

    Typed typed = connect("menuca", cluster.port(), "menuca_deployer", "choose one");

    assertThat(typed.code()).as(typed.out()).isZero();
    assertThat(typed.out())
        .contains("  superuser       no\n  CREATEDB        yes\n")
        .contains("  may rename it   yes\n  may end         every session but superusers'\n")
        .contains("  sees all stats  yes\n")
        .contains("  dump            yes\n  clone           yes\n  restore         yes\n");
  }

  @Test
  void everythingIsThereAsJson() throws Exception {
    Typed typed = connect(cluster.port(), "keeper", "s3cret-keeper", "--json");
    JsonNode shop = new JsonMapper().readTree(typed.out()).get(0);

    assertThat(typed.code()).isZero();
    assertThat(typed.out()).doesNotContain("s3cret");
    assertThat(shop.at("/target").asText()).isEqualTo("shop");
    assertThat(shop.at("/abilities/pooler/mode").asText()).isEqualTo("DIRECT");
    assertThat(shop.at("/abilities/login/superuser").asBoolean(true)).isFalse();
    assertThat(shop.at("/abilities/othersRelations/0/name").asText()).isEqualTo("payments");
    assertThat(shop.at("/kinds/2/possible").asBoolean(true)).isFalse();
    assertThat(shop.at("/problems")).isEmpty();
  }

  @Test
  void aPoolerThatKeepsSessionsIsFine() throws Exception {
    try (PgBouncer pooler = pooler("session")) {
      Typed typed = connect(pooler.port(), "keeper", "s3cret-keeper");

      assertThat(typed.out()).contains("  pooler          session pooling\n");
      assertThat(typed.code()).as(typed.out()).isZero();
    }
  }

  @Test
  void aPoolerThatGivesBackendsAwayIsRefusedWithTheAddressBehindIt() throws Exception {
    try (PgBouncer pooler = pooler("transaction")) {
      Typed typed = connect(pooler.port(), "keeper", "s3cret-keeper");

      assertThat(typed.code()).isEqualTo(2);
      assertThat(typed.out())
          .contains("  pooler          transaction pooling\n")
          .contains(
              "  REFUSED         shop: 127.0.0.1:"
                  + pooler.port()
                  + " is transaction pooling: what Soakgate does needs sessions that last: locks,"
                  + " settings, and the backend that a successor knows again after a crash; name"
                  + " PostgreSQL's own address (the pooler reaches it at 127.0.0.1:"
                  + cluster.port()
                  + "), or one whose pooler keeps a backend for the whole session (PgBouncer:"
                  + " pool_mode = session)\n");
    }
  }

  @Test
  void aPoolerInTurnAndOneWithASingleBackendAreSeenThrough() throws Exception {
    try (PgBouncer inTurn = pooler("transaction", "server_round_robin = 1")) {
      assertThat(mode(inTurn)).isEqualTo("TRANSACTION");
    }
    try (PgBouncer single = pooler("transaction", "default_pool_size = 1")) {
      assertThat(mode(single)).isEqualTo("TRANSACTION");
    }
    try (PgBouncer busy = pooler("transaction", "min_pool_size = 10")) {
      assertThat(mode(busy)).isEqualTo("TRANSACTION");
    }
    try (PgBouncer statements = pooler("statement")) {
      assertThat(mode(statements)).isEqualTo("STATEMENT");
    }
    try (PgBouncer narrow = pooler("session", "default_pool_size = 1")) {
      assertThat(mode(narrow)).isEqualTo("ONE_AT_A_TIME");
    }
  }

  @Test
  void nobodyThereIsOneAndAWrongConfigurationIsTwo() throws Exception {
    Typed away = connect(1, "keeper", "s3cret-keeper");
    assertThat(away.code()).isEqualTo(1);
    assertThat(away.out())
        .isEqualTo(
            """
            shop
              address         127.0.0.1:1/shop as keeper
              REFUSED         shop: no session at 127.0.0.1:1/shop: Connection to 127.0.0.1:1 \
            refused. Check that the hostname and port are correct and that the postmaster is \
            accepting TCP/IP connections; see that it is up and that user keeper may log in
            """);
    Typed wrong = connect(cluster.port(), "keeper", "s3cret-guess");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.out())
        .contains("password authentication failed for user \"keeper\"")
        .doesNotContain("s3cret");
    Typed unset = referring("env:SOAKGATE_NOBODY_SETS_THIS", "shop", cluster.port(), "keeper");
    assertThat(unset.code()).isEqualTo(2);
    assertThat(unset.out())
        .endsWith(
            "  REFUSED         shop: no password for user keeper: env:SOAKGATE_NOBODY_SETS_THIS is"
                + " not set in the worker's environment; set it where the worker runs, and start"
                + " the worker again\n");
    assertThat(connect(cluster.port(), "keeper", "s3cret-keeper", "shopp"))
        .isEqualTo(
            new Typed(
                2,
                "",
                "target shopp is not in the worker's configuration; did you mean `shop`?\n"));
  }

  private String mode(PgBouncer pooler) throws Exception {
    Typed typed = connect(pooler.port(), "keeper", "s3cret-keeper", "--json");
    assertThat(typed.out()).as(typed.err()).isNotEmpty();
    return new JsonMapper().readTree(typed.out()).at("/0/abilities/pooler/mode").asText();
  }

  private PgBouncer pooler(String mode, String... settings) throws Exception {
    Path place = Files.createTempDirectory(folder, "pooler-");
    return PgBouncer.start(place, cluster.port(), mode, KEEPER, settings);
  }

  private Typed connect(int port, String user, String password, String... more) throws Exception {
    return connect("shop", port, user, password, more);
  }

  private Typed connect(String database, int port, String user, String password, String... more)
      throws Exception {
    Path file = Files.writeString(home.resolve("password"), password);
    return referring("file:" + file, database, port, user, more);
  }

  private Typed referring(String password, String database, int port, String user, String... more)
      throws Exception {
    Path config =
        Files.writeString(
            home.resolve("soakgate.yaml"),
            """
            soakgate: 1
            store: {url: "jdbc:postgresql://127.0.0.1:1/none", user: none, password: "env:NONE"}
            targets:
              shop:
                host: 127.0.0.1
                port: %d
                database: %s
                user: %s
                password: "%s"
            """
                .formatted(port, database, user, password));
    String[] arguments = new String[more.length + 3];
    arguments[0] = "connect";
    arguments[1] = "--config";
    arguments[2] = config.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Typed.at(arguments);
  }

  private static void run(String... statements) throws SQLException {
    try (Connection session = cluster.connect("shop");
        Statement statement = session.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
