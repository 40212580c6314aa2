package io.soakgate.readonly;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.action.Actions;
import io.soakgate.condition.Cluster;
import io.soakgate.condition.ConditionActivityImpl;
import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.ConditionsRequest;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.target.Folders;
import io.soakgate.target.Store;
import io.soakgate.target.Targets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class ReadOnlyConditionTest {
  @TempDir private Path home;
  private Shop shop;
  private Store store;

  @BeforeEach
  void open() {
    shop = new Shop(home);
    store = shop.store();
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  @Test
  void oneThatSoakgateDidNotSetHolds() {
    shop.run("ALTER DATABASE " + shop.database.name() + " SET default_transaction_read_only = on");
    Condition seen = look("d-1");
    assertThat(seen.level()).isEqualTo(Level.HOLD);
    assertThat(seen.words())
        .isEqualTo("the database is read-only, and Soakgate did not make it so: find out who did");
  }

  @Test
  void oneOfAnotherDeploymentIsWaitedFor() throws SQLException {
    shop.mode().engage(Shop.asked(), Shop.QUIET);
    Condition seen = look("d-2");
    assertThat(seen.level()).isEqualTo(Level.WAIT);
    assertThat(seen.words()).matches("the database is read-only for deployment d-1 until \\S+Z");
  }

  @Test
  void ourOwnTellsWhoWritesAllTheSame() throws SQLException {
    shop.mode().engage(Shop.asked(), Shop.QUIET);
    assertThat(look("d-1").level()).isEqualTo(Level.FINE);
    Connection sly = shop.session("cashier");
    try (Statement statement = sly.createStatement()) {
      statement.execute("SET default_transaction_read_only = off");
    }
    sly.setAutoCommit(false);
    assertThat(Shop.orders(sly, "b")).isNull();

    Condition seen = look("d-1");

    assertThat(seen.level()).isEqualTo(Level.WARN);
    assertThat(seen.words())
        .matches("read-only since \\S+Z, lease until \\S+Z; 1 session writes all the same");
    assertThat(seen.rows())
        .singleElement()
        .asString()
        .matches("pid \\d+ of cashier \\(PostgreSQL JDBC Driver\\)");
  }

  @Test
  void ourOwnThatSomebodySwitchedOffHolds() throws SQLException {
    shop.mode().engage(Shop.asked(), Shop.QUIET);
    shop.run("ALTER DATABASE " + shop.database.name() + " RESET default_transaction_read_only");
    Condition seen = look("d-1");
    assertThat(seen.level()).isEqualTo(Level.HOLD);
    assertThat(seen.words()).isEqualTo("somebody switched read-only mode off");
  }

  private Condition look(String deployment) {
    Targets targets = new Targets(List.of(shop.target));
    Folders folders =
        new Folders(home.resolve("plans"), home.resolve("backups"), home.resolve("reports"));
    Actions actions = new Actions(Actions.sql(targets, folders, store));
    ConditionsRequest request =
        new ConditionsRequest(
            Shop.asked(deployment, true, null).scope(),
            "before orders",
            null,
            null,
            List.of(),
            null,
            null,
            null);
    return new ConditionActivityImpl(
            targets, folders, store, actions, new Cluster(Shop.HERE, "here"))
        .look(request).list().stream()
            .filter(c -> c.what().equals("read-only"))
            .findFirst()
            .orElseThrow();
  }
}
