package io.soakgate.readonly;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.target.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class ReconcilerTest {
  @TempDir private Path home;
  private Shop shop;
  private Store store;
  private Reconciler reconciler;

  @BeforeEach
  void open() {
    shop = new Shop(home);
    store = shop.store();
    reconciler = new Reconciler(store, Reconciler.Ended.NOT_KNOWN);
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  @Test
  void releasesALeaseThatRanOutAndSaysSoInTheAudit() throws SQLException {
    shop.mode().engage(Shop.asked(), Shop.QUIET);
    shop.session("cashier");
    runOut();

    String said = reconciler.look(shop.target).orElseThrow();

    assertThat(said)
        .matches(
            "database test_\\d+ was read-only since \\S+Z for deployment d-1, whose lease ran out at"
                + " \\S+Z; it was released: 1 open session ended; an INSERT into public.orders by"
                + " role cashier succeeded and was rolled back");
    assertThat(shop.settings()).isEqualTo("nothing");
    assertThat(audit())
        .containsExactly(
            "d-1 production read-only ok "
                + said.replaceFirst("it was released: .*", "it is released now"),
            "d-1 production read-only ok " + said);
    assertThat(reconciler.look(shop.target)).isEmpty();
    assertThat(shop.mode().renew(Shop.asked()).words())
        .matches("database test_\\d+ is not read-only: its lease ran out and it was released");
  }

  @Test
  void doesNotWaitForTheLeaseOfADeploymentThatHasEnded() throws SQLException {
    shop.mode().engage(Shop.asked(), Shop.QUIET);
    Reconciler told =
        new Reconciler(
            store, (cluster, deployment) -> cluster.equals(Shop.HERE) && deployment.equals("d-1"));
    assertThat(told.look(shop.target).orElseThrow())
        .matches(
            "database test_\\d+ was read-only since \\S+Z for deployment d-1, which has ended; it"
                + " was released: 0 open sessions ended; .*");
    assertThat(shop.settings()).isEqualTo("nothing");
  }

  @Test
  void leavesALeaseAloneThatStillRuns() throws SQLException {
    shop.mode().engage(Shop.asked(), Shop.QUIET);
    assertThat(reconciler.look(shop.target)).isEmpty();
    assertThat(shop.settings()).isEqualTo("all: default_transaction_read_only=on");
    assertThat(audit()).isEmpty();
  }

  @Test
  void leavesAReadOnlyModeAloneThatSoakgateDidNotSet() throws SQLException {
    shop.run("ALTER DATABASE " + shop.database.name() + " SET default_transaction_read_only = on");
    assertThat(reconciler.look(shop.target)).isEmpty();
    assertThat(shop.settings()).isEqualTo("all: default_transaction_read_only=on");
  }

  @Test
  void goesOnWithAReleaseThatWasCutOffInTheMiddle() throws SQLException {
    shop.mode().engage(Shop.asked(), Shop.QUIET);
    shop.run("ALTER DATABASE " + shop.database.name() + " RESET default_transaction_read_only");
    inHome("UPDATE soakgate.read_only SET released = clock_timestamp()");
    runOut();

    assertThat(reconciler.look(shop.target)).isPresent();

    assertThat(inHome("SELECT count(*) FROM soakgate.read_only")).isEqualTo("0");
    assertThat(shop.settings()).isEqualTo("nothing");
  }

  @Test
  void leavesItToWhoeverIsAtItAlready() throws SQLException {
    shop.mode().engage(Shop.asked(), Shop.QUIET);
    runOut();
    try (Connection other = Home.open(shop.target)) {
      assertThat(Grip.tried(other, shop.database.name())).isTrue();
      assertThat(reconciler.look(shop.target)).isEmpty();
    }
    assertThat(reconciler.look(shop.target)).isPresent();
  }

  private void runOut() throws SQLException {
    inHome("UPDATE soakgate.read_only SET until = clock_timestamp() - interval '1 s'");
  }

  /** On the row of this test's database alone: the cluster is shared. */
  private String inHome(String sql) throws SQLException {
    try (Connection home = Home.open(shop.target);
        Statement statement = home.createStatement()) {
      String mine = sql + " WHERE database = '" + shop.database.name() + "'";
      if (!statement.execute(mine)) {
        return null;
      }
      try (ResultSet row = statement.getResultSet()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private List<String> audit() throws SQLException {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT concat_ws(' ', deployment, environment, kind, outcome, words) FROM"
                    + " audit.entry ORDER BY number")) {
      List<String> all = new ArrayList<>();
      while (row.next()) {
        all.add(row.getString(1));
      }
      return all;
    }
  }
}
