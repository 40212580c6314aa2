package io.soakgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.StoreSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who appends to the audit can do nothing else to it. */
@Tag("postgres")
class AppendOnlyTest {
  @TempDir Path home;
  private TestStore store;

  @BeforeEach
  void fill() throws Exception {
    store = TestStore.fresh(home);
    store.shop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE audit.entry SET words = 'other'",
        "DELETE FROM audit.entry",
        "TRUNCATE audit.entry",
        "UPDATE audit.head SET number = 1",
        "DELETE FROM audit.head",
        "TRUNCATE audit.head, audit.entry",
        "DELETE FROM audit.status",
        "UPDATE audit.store SET id = 'other'",
        "INSERT INTO audit.store DEFAULT VALUES",
        "ALTER TABLE audit.entry DISABLE TRIGGER append_only",
        "ALTER TABLE audit.entry DISABLE TRIGGER ALL",
        "DROP TRIGGER append_only ON audit.entry",
        "DROP TABLE audit.entry",
        "CREATE TABLE audit.other (x int)",
        "CREATE OR REPLACE FUNCTION audit.append_only() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN RETURN NULL; END $$",
      })
  void theAppendingRoleIsRefused(String sql) {
    assertThatThrownBy(() -> appending(store.store, sql))
        .isInstanceOfSatisfying(
            SQLException.class, refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE audit.entry SET words = 'other'",
        "DELETE FROM audit.entry WHERE number = 99",
        "TRUNCATE audit.head",
        "SET session_replication_role = replica; DELETE FROM audit.entry"
      })
  void theOwnerIsStoppedByTheTriggers(String sql) {
    assertThatThrownBy(() -> store.run(sql))
        .isInstanceOf(SQLException.class)
        .hasMessageStartingWith("ERROR: the audit is append-only: ");
  }

  @Test
  void aLoginOfItsOwnMayAppendAndNothingElse() throws Exception {
    String login = "appender_" + store.database.name();
    store.run("CREATE ROLE " + login + " LOGIN PASSWORD 'other'");
    Secret secret = new Secret("file:" + Files.writeString(home.resolve("other"), "other"));
    Store two =
        new Store(
            store.store.url(),
            store.store.user(),
            store.store.password(),
            new Store.Login(login, secret));
    StoreSchema.migrate(two);

    new AuditTable(two, java.time.Clock.systemUTC())
        .appendOnce(
            "shop-2",
            "run-1",
            "watch staging/soak",
            java.util.List.of(TestStore.entry("bucket 1")));

    assertThat(store.verify("shop-2").entries()).isEqualTo(1);
    assertThatThrownBy(() -> appending(two, "DELETE FROM audit.entry"))
        .hasMessageContaining("permission denied");
  }

  @Test
  void aLoginThatMayDoMoreIsRefused() {
    Store two =
        new Store(
            store.store.url(),
            store.store.user(),
            store.store.password(),
            new Store.Login(store.store.user(), store.store.password()));

    assertThatThrownBy(() -> StoreSchema.migrate(two))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "login "
                + store.store.user()
                + " may do more to the audit than append: UPDATE on audit.store, DELETE on"
                + " audit.store, ")
        .hasMessageEndingWith(
            "; store.audit needs a login of its own that is no superuser and owns nothing");
  }

  @Test
  void anOwnerThatMayNotMakeTheRoleSaysWhatToRun() throws Exception {
    String owner = "owner_" + store.database.name();
    store.run("CREATE ROLE " + owner + " LOGIN PASSWORD 'other'");
    store.run("CREATE DATABASE " + owner + " OWNER " + owner);
    Secret secret = new Secret("file:" + Files.writeString(home.resolve("other"), "other"));
    String url = store.store.url().replace(store.database.name(), owner);

    assertThatThrownBy(() -> StoreSchema.migrate(new Store(url, owner, secret)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            """
            Soakgate's own database has no role soakgate_audit to append to the audit with, and %s \
            may not make it; ask who administers that database to run:
              GRANT soakgate_audit TO "%s";
            or name a login that may only append: store.audit in the worker's configuration"""
                .formatted(owner, owner));
    assertThatThrownBy(
            () ->
                StoreSchema.migrate(
                    new Store(url, owner, secret, new Store.Login("nobody_here", secret))))
        .hasMessage(
            """
            Soakgate's own database has no role nobody_here to append to the audit with, and %s \
            may not make it; ask who administers that database to run:
              CREATE ROLE "nobody_here" LOGIN PASSWORD '…';"""
                .formatted(owner));
  }

  private static void appending(Store store, String sql) throws SQLException {
    try (Connection connection = store.connectToAudit();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
