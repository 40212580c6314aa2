package io.soakgate.readonly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.ReadOnlyActivity.Engaged;
import io.soakgate.deployment.ReadOnlyActivity.Released;
import io.soakgate.deployment.ReadOnlyActivity.Renewed;
import io.soakgate.target.LedgerSchema;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T-01: what the runbook's own two statements get wrong. */
@Tag("postgres")
class ReadOnlyModeTest {
  private static final String ON = "default_transaction_read_only=on";
  private static final String OFF = "default_transaction_read_only=off";

  @TempDir private Path home;
  private Shop shop;

  @BeforeEach
  void open() {
    shop = new Shop(home);
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  @Test
  @Tag("T-01")
  void keepsTheApplicationsWritesOutAndLetsThemInAgain() throws SQLException {
    Engaged on = shop.mode().engage(Shop.asked(), Shop.QUIET);

    assertThat(on.words())
        .isEqualTo(
            "0 open sessions ended; an INSERT into public.orders by role cashier fails with 25006");
    assertThat(on.until()).isEqualTo(on.since().plusSeconds(600));
    assertThat(on.notes()).isEmpty();
    assertThat(shop.settings()).isEqualTo("all: " + ON);
    Connection meanwhile = shop.session("cashier");
    assertThat(Shop.orders(meanwhile, "b")).isEqualTo("25006");

    Released off = shop.mode().release(Shop.asked(), Shop.QUIET);

    assertThat(off.words())
        .isEqualTo(
            "1 open session ended; an INSERT into public.orders by role cashier succeeded and was"
                + " rolled back");
    assertThat(off.notes()).isEmpty();
    assertThat(shop.settings()).isEqualTo("nothing");
    assertThat(Shop.orders(shop.session("cashier"), "b")).isNull();
    assertThat(shop.ask("SELECT max(id) || ' of ' || count(*) FROM orders")).isEqualTo("2 of 2");
  }

  @Test
  @Tag("T-01")
  void ownSessionsWriteAllTheWhile() throws SQLException {
    shop.mode().engage(Shop.asked(), Shop.QUIET);
    shop.run("INSERT INTO orders (code, note) VALUES ('ours', 'n')");
    assertThat(shop.ask("SELECT count(*) FROM orders")).isEqualTo("2");
  }

  /** As after a restore of a backup from before there was one. */
  @Test
  void theLedgerIsMadeMeanwhileToo() throws SQLException {
    shop.mode().engage(Shop.asked(), Shop.QUIET);
    LedgerSchema.migrate(shop.target);
    assertThat(shop.ask("SELECT to_regclass('soakgate.applied')")).isEqualTo("soakgate.applied");
  }

  @Test
  @Tag("T-01")
  void endsSessionsThatWereOpenBefore() throws SQLException {
    Connection old = shop.session("cashier");
    assertThat(Shop.orders(old, "b")).isNull();

    assertThat(shop.mode().engage(Shop.asked(), Shop.QUIET).words())
        .startsWith("1 open session ended; ");
    assertThat(Shop.orders(old, "c")).isEqualTo("57P01");
  }

  @Test
  void drainsASessionOnceItsTransactionIsOver() throws Exception {
    Connection old = shop.session("cashier");
    old.setAutoCommit(false);
    assertThat(Shop.orders(old, "b")).isNull();
    Thread commits = new Thread(() -> commit(old));

    // Its own pulse tells it when somebody waits for it.
    Engaged on =
        shop.patient().engage(Shop.asked("d-1", false, "cashier"), new Waiting(commits::start));
    commits.join();

    assertThat(on.words()).startsWith("1 open session ended; ");
    assertThat(shop.ask("SELECT count(*) FROM orders")).isEqualTo("2");
  }

  private static void commit(Connection session) {
    try {
      session.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void isGivenUpWhenATransactionDoesNotEnd() throws SQLException {
    shop.run("ALTER DATABASE " + shop.database.name() + " SET " + OFF);
    Connection old = shop.session("cashier");
    old.setAutoCommit(false);
    assertThat(Shop.orders(old, "b")).isNull();

    assertThatThrownBy(() -> shop.mode().engage(Shop.asked("d-1", false, "cashier"), Shop.QUIET))
        .isInstanceOf(ApplicationFailure.class)
        .message()
        .matches(
            "message='shop is not read-only: sessions that can still write do not leave database"
                + " test_\\d+: pid \\d+ of cashier \\(PostgreSQL JDBC Driver\\), idle in transaction"
                + " for \\d+ s: INSERT INTO orders .*; end them, or write `sessions: end`',"
                + " type='refused', nonRetryable=true");
    assertThat(shop.settings()).isEqualTo("all: " + OFF);
    assertThat(Shop.orders(old, "c")).isNull();
    assertThat(shop.mode().renew(Shop.asked()).on()).isFalse();
  }

  @Test
  void putsBackThePreviousValueOfTheDatabaseAndOfRoles() throws SQLException {
    String name = shop.database.name();
    shop.run(
        "ALTER DATABASE " + name + " SET " + OFF,
        "ALTER ROLE cashier IN DATABASE " + name + " SET " + OFF,
        "ALTER ROLE auditor SET " + OFF);
    try {
      shop.mode().engage(Shop.asked(), Shop.QUIET);
      assertThat(shop.settings()).isEqualTo("auditor: " + ON + "; cashier: " + ON + "; all: " + ON);
      assertThat(Shop.orders(shop.session("cashier"), "b")).isEqualTo("25006");

      shop.mode().release(Shop.asked(), Shop.QUIET);
      assertThat(shop.settings()).isEqualTo("cashier: " + OFF + "; all: " + OFF);
    } finally {
      shop.run("ALTER ROLE auditor RESET ALL");
    }
  }

  @Test
  void askingAgainChangesNothingButTheLease() throws SQLException {
    Engaged first = shop.mode().engage(Shop.asked(), Shop.QUIET);
    Engaged again = shop.mode().engage(Shop.asked(), Shop.QUIET);
    assertThat(again.since()).isEqualTo(first.since());
    shop.mode().release(Shop.asked(), Shop.QUIET);
    assertThat(shop.settings()).isEqualTo("nothing");
    assertThat(shop.mode().release(Shop.asked(), Shop.QUIET).was()).isFalse();
  }

  @Test
  void leavesAReadOnlyModeAloneThatSomebodyElseSet() {
    shop.run("ALTER DATABASE " + shop.database.name() + " SET " + ON);
    assertThatThrownBy(() -> shop.mode().engage(Shop.asked(), Shop.QUIET))
        .isInstanceOf(ApplicationFailure.class)
        .message()
        .matches(
            "message='database test_\\d+ of target shop is read-only already, and Soakgate did not"
                + " make it so; find out who did, and release it', type='refused',"
                + " nonRetryable=true");
    assertThat(shop.settings()).isEqualTo("all: " + ON);
  }

  @Test
  void theReleaseOfAnotherDeploymentDoesNothing() throws SQLException {
    shop.mode().engage(Shop.asked(), Shop.QUIET);
    assertThat(shop.mode().release(Shop.asked("d-2", true, "cashier"), Shop.QUIET).was()).isFalse();
    assertThat(shop.settings()).isEqualTo("all: " + ON);
    assertThatThrownBy(() -> shop.mode().engage(Shop.asked("d-2", true, "cashier"), Shop.QUIET))
        .message()
        .matches(
            "message='database test_\\d+ of target shop is read-only for deployment d-1 until"
                + " \\S+; wait for it, or end that deployment', type='refused', nonRetryable=true");
  }

  @Test
  void namesWhoWritesAllTheSame() throws SQLException {
    shop.mode().engage(Shop.asked(), Shop.QUIET);
    Connection sly = shop.session("cashier");
    try (Statement statement = sly.createStatement()) {
      statement.execute("SET " + OFF);
    }
    sly.setAutoCommit(false);
    assertThat(Shop.orders(sly, "b")).isNull();

    Renewed renewed = shop.mode().renew(Shop.asked());

    assertThat(renewed.on()).isTrue();
    assertThat(renewed.writers())
        .singleElement()
        .asString()
        .matches("pid \\d+ of cashier \\(PostgreSQL JDBC Driver\\)");
  }

  @Test
  void saysThatSomebodySwitchedItOff() throws SQLException {
    shop.mode().engage(Shop.asked(), Shop.QUIET);
    shop.run("ALTER DATABASE " + shop.database.name() + " RESET default_transaction_read_only");
    assertThat(shop.mode().renew(Shop.asked()).words())
        .matches("database test_\\d+ is not read-only: somebody switched it off");
    assertThat(shop.mode().release(Shop.asked(), Shop.QUIET).notes())
        .singleElement()
        .asString()
        .matches("somebody else had switched it off for database test_\\d+ already");
  }

  @Test
  void refusesARoleThatCannotProveIt() {
    assertThatThrownBy(() -> shop.mode().engage(Shop.asked("d-1", true, "auditor"), Shop.QUIET))
        .hasMessageContaining(
            "whether writes are kept out cannot be proven on shop: role auditor may INSERT into no"
                + " table it may read; name the application's role as `prove-as`");
    assertThatThrownBy(() -> shop.mode().engage(Shop.asked("d-1", true, "nobody"), Shop.QUIET))
        .hasMessageContaining("may not become role nobody on shop (22023)");
    assertThat(shop.settings()).isEqualTo("nothing");
  }

  /** Row level security hides every row from the role. */
  @Test
  void aRoleThatSeesNoRowIsHelpedOutByTheLogin() throws SQLException {
    shop.run("ALTER TABLE orders ENABLE ROW LEVEL SECURITY");
    shop.mode().engage(Shop.asked(), Shop.QUIET);
    assertThat(shop.mode().release(Shop.asked(), Shop.QUIET).words())
        .isEqualTo(
            "0 open sessions ended; an INSERT into public.orders by role cashier was accepted with"
                + " no row to copy, and was rolled back; an INSERT into public.orders by login "
                + shop.database.user()
                + " succeeded and was rolled back");
  }

  @Test
  void aDatabaseThatWasSwappedInIsReleasedToo() throws SQLException {
    shop.mode().engage(Shop.asked(), Shop.QUIET);
    String name = shop.database.name();
    String kept = name + "_kept";
    String fresh = name + "_fresh";
    swap(name, kept, fresh);

    shop.mode().release(Shop.asked(), Shop.QUIET);

    assertThat(shop.settings()).isEqualTo("nothing");
    assertThat(
            shop.askIn(
                kept, "SELECT setting FROM pg_settings WHERE name = 'transaction_read_only'"))
        .isEqualTo("off");
    assertThat(
            shop.askIn(
                "soakgate",
                "SELECT count(*) FROM pg_db_role_setting WHERE setdatabase = (SELECT oid FROM"
                    + " pg_database WHERE datname = '"
                    + kept
                    + "')"))
        .isEqualTo("0");
  }

  /** What a restore by swap leaves: settings carried over, names given on, a row that tells. */
  private void swap(String name, String kept, String fresh) throws SQLException {
    try (Connection home = io.soakgate.backup.OwnDatabase.open(shop.target, "test");
        Statement statement = home.createStatement()) {
      statement.execute("CREATE DATABASE " + fresh + " TEMPLATE " + name);
      statement.execute("ALTER DATABASE " + fresh + " SET " + ON);
      statement.execute(
          "CREATE TABLE IF NOT EXISTS soakgate.swap (deployment text NOT NULL, environment text NOT"
              + " NULL, subject text NOT NULL, purpose text NOT NULL, ask int NOT NULL, database"
              + " text NOT NULL, prepared text NOT NULL, backup text NOT NULL, kept text, old_oid"
              + " oid, new_oid oid, began timestamptz NOT NULL DEFAULT clock_timestamp(), swapped"
              + " timestamptz, PRIMARY KEY (deployment, environment, subject, purpose, ask,"
              + " database))");
      statement.execute(
          "INSERT INTO soakgate.swap SELECT 'd-1', 'production', '"
              + name
              + "', 'STEP', 1, o.datname, n.datname, 'b', '"
              + kept
              + "', o.oid, n.oid, now(), now() FROM pg_database o, pg_database n WHERE o.datname = '"
              + name
              + "' AND n.datname = '"
              + fresh
              + "'");
      statement.execute("ALTER DATABASE " + name + " RENAME TO " + kept);
      statement.execute("ALTER DATABASE " + fresh + " RENAME TO " + name);
    }
  }
}
