package io.soakgate.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Leased;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.target.Leases;
import io.soakgate.target.LedgerSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class LeaseTest {
  private static final Cluster ELSEWHERE =
      new Cluster("namespace-2", "10.0.0.9:7233, namespace other");
  private static final String UNTIL = "20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

  @TempDir private Path home;
  private Site site;
  private final Lease here = new Lease(Site.HERE);
  private final Lease there = new Lease(ELSEWHERE);

  @BeforeEach
  void begin() {
    site = new Site(home);
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void aDeployerOfAnotherTemporalIsRefusedNamingTheHolderAndHowToFreeIt() throws SQLException {
    assertThat(here.take(site.target, "d-1")).isEqualTo(new Leased(true, null, null));
    Leased second = there.take(site.target, "d-2");

    assertThat(second.held()).isFalse();
    assertThat(second.words())
        .matches(
            "deployment d-1 of the Temporal at 127.0.0.1:7233, namespace default until " + UNTIL);
    assertThat(second.todo())
        .isEqualTo(
            "wait for its ending, or, when that Temporal is gone for good, free it in database "
                + site.target.database()
                + ": DELETE FROM soakgate.lease");
  }

  @Test
  void whatItSaysToTypeFreesIt() throws SQLException {
    here.take(site.target, "d-1");
    site.run("DELETE FROM soakgate.lease");
    assertThat(there.take(site.target, "d-2").held()).isTrue();
  }

  @Test
  void aReleasedLeaseIsFreeForEverybody() throws SQLException {
    here.take(site.target, "d-1");
    there.release(site.target, "d-1");
    assertThat(there.take(site.target, "d-2").held()).isFalse();
    here.release(site.target, "d-1");
    assertThat(there.take(site.target, "d-2")).isEqualTo(new Leased(true, null, null));
  }

  @Test
  void oneThatRanOutIsTakenOverWithWords() throws SQLException {
    here.take(site.target, "d-1");
    site.run("UPDATE soakgate.lease SET until = clock_timestamp() - interval '1 s'");
    Leased second = there.take(site.target, "d-2");
    assertThat(second.held()).isTrue();
    assertThat(second.words())
        .matches(
            "the lease was taken over from deployment d-1 of the Temporal at 127.0.0.1:7233,"
                + " namespace default, whose ran until "
                + UNTIL);

    Condition lost = here.look(site.target, "d-1");
    assertThat(lost.level()).isEqualTo(Level.BAR);
    assertThat(lost.words())
        .startsWith("held by deployment d-2 of the Temporal at 10.0.0.9:7233, namespace other");
    assertThat(here.refusal(site.target, "d-1"))
        .startsWith("the target shop is held by deployment d-2 of the Temporal at 10.0.0.9");
    assertThat(there.refusal(site.target, "d-2")).isNull();
  }

  @Test
  void withinOneTemporalTheLockDecidesSoADeadDeploymentsLeaseIsTakenOver() throws SQLException {
    here.take(site.target, "d-1");
    assertThat(here.take(site.target, "d-2").held()).isTrue();
    assertThat(here.refusal(site.target, "d-1")).contains("held by deployment d-2");
  }

  @Test
  void aLookMakesItLongerAndTellsWhenItWasGone() throws SQLException {
    here.take(site.target, "d-1");
    site.run("UPDATE soakgate.lease SET until = clock_timestamp() + interval '1 min'");
    assertThat(here.look(site.target, "d-1").level()).isEqualTo(Level.FINE);
    assertThat(left()).isGreaterThan(200);

    site.run("DELETE FROM soakgate.lease");
    Condition gone = here.look(site.target, "d-1");
    assertThat(gone.level()).isEqualTo(Level.WARN);
    assertThat(gone.words())
        .isEqualTo("it was gone and is taken again: somebody freed it, or put a backup in");
  }

  @Test
  void aRenewalMakesNoLeaseAndTakesNobodys() throws SQLException {
    here.renew(site.target, "d-1");
    LedgerSchema.migrate(site.target);
    here.renew(site.target, "d-1");
    assertThat(there.take(site.target, "d-2").held()).isTrue();
    here.renew(site.target, "d-1");
    assertThat(there.refusal(site.target, "d-2")).isNull();

    site.run("UPDATE soakgate.lease SET until = clock_timestamp() + interval '1 min'");
    there.renew(site.target, "d-2");
    assertThat(left()).isGreaterThan(200);
  }

  @Test
  void aDatabaseThatTakesTheTargetsPlaceIsLeasedBeforeItDoes() throws SQLException {
    here.take(site.target, "d-1");
    try (Site fresh = new Site(home, site.store, Site.SHORT)) {
      there.take(fresh.target, "d-9");
      try (Connection from = site.target.connect("test");
          Connection to = fresh.target.connect("test")) {
        Leases.carry(from, to);
      }
      assertThat(there.take(fresh.target, "d-2").words()).startsWith("deployment d-1 of");
      assertThat(here.refusal(fresh.target, "d-1")).isNull();
    }
  }

  private int left() throws SQLException {
    try (Connection connection = site.target.connect("test");
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT extract(epoch FROM until - clock_timestamp()) / 60 FROM soakgate.lease")) {
      row.next();
      return row.getInt(1);
    }
  }
}
