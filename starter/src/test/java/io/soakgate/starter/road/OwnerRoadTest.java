package io.soakgate.starter.road;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.embedded.PgBouncer;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintDiff;
import io.soakgate.starter.road.OwnerGround.Walked;
import java.sql.Connection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole plan as a managed service lets it run: no superuser, poolers in between. */
@Tag("server")
class OwnerRoadTest {
  private static final String STAGING = "menuca-staging";
  private static final String PRODUCTION = "menuca-production";
  private static OwnerGround ground;

  @BeforeAll
  static void start() throws Exception {
    ground = new OwnerGround();
    ground.start();
  }

  @AfterAll
  static void stop() throws Exception {
    ground.close();
  }

  @Test
  void anOwnerOfTheSchemaAloneBesideASuperusersSessionGetsToTheEnd() throws Exception {
    ownTheSchemaAlone();
    try (Connection staging = ground.superuser(STAGING);
        Connection production = ground.superuser(PRODUCTION)) {
      Walked walked = ground.deploy("owner", ground::port);

      succeeded(walked);
      assertThat(walked.caveats()).containsExactly("staging: " + CAVEAT, "production: " + CAVEAT);
      assertThat(staging.isValid(1)).isTrue();
      assertThat(production.isValid(1)).isTrue();
    }
  }

  /** Everything was done; what such a login cannot look at is told, with the way out. */
  private static void succeeded(Walked walked) {
    assertThat(walked.troubles())
        .isNotEmpty()
        .allMatch(
            told -> told.contains(": rule damaged could not see: cannot tell: " + NO_AMCHECK));
    assertThat(walked.closing().ending()).isEqualTo(Ending.SUCCEEDED_WITH_WARNINGS);
  }

  private static final String NO_AMCHECK =
      "amcheck is not installed in app, and menuca may not create it (42501); have a superuser run"
          + " CREATE EXTENSION amcheck and GRANT EXECUTE on its functions to menuca";

  private static final String CAVEAT =
      "rollback full-restore: user menuca may not rename the database: so no swap: menuca_v3,"
          + " combo_fix put back in place instead; the rest of the database stays as it is";

  @Test
  void anOwnerOfTheSchemaAloneGetsItBackByTheFullRestore() throws Exception {
    ownTheSchemaAlone();
    Fingerprint before = ground.fingerprint(STAGING);

    Walked walked = ground.rollBackAt("end", "full-restore", "back", ground::port);

    assertThat(walked.closing().ending()).as(walked.closing().why()).isEqualTo(Ending.ROLLED_BACK);
    assertThat(walked.caveats()).containsExactly("staging: " + CAVEAT);
    assertThat(FingerprintDiff.between(before, ground.fingerprint(STAGING)).lines()).isEmpty();
  }

  /** May neither rename nor create a database; backups are proven on each other's servers. */
  private static void ownTheSchemaAlone() throws Exception {
    ground.prepare(STAGING, false, false);
    // Read-only mode is a setting of the database, and so its owner's to make.
    ground.prepare(PRODUCTION, false, true);
    ground.proveBackups(STAGING, PRODUCTION);
    ground.proveBackups(PRODUCTION, STAGING);
  }

  @Test
  void aPoolerThatKeepsSessionsIsNoHindrance() throws Exception {
    ground.prepare(STAGING, true, true);
    ground.prepare(PRODUCTION, true, true);
    try (PgBouncer staging = ground.pooler(STAGING, "session");
        PgBouncer production = ground.pooler(PRODUCTION, "session")) {
      Walked walked =
          ground.deploy(
              "session", target -> (target.equals(STAGING) ? staging : production).port());

      succeeded(walked);
    }
  }

  @Test
  void aPoolerThatGivesBackendsAwayIsRefusedBeforeAnythingRuns() throws Exception {
    ground.prepare(STAGING, true, true);
    ground.prepare(PRODUCTION, true, true);
    try (PgBouncer production = ground.pooler(PRODUCTION, "transaction")) {
      Walked walked =
          ground.deploy(
              "transaction",
              target -> target.equals(STAGING) ? ground.port(STAGING) : production.port());

      assertThat(walked.closing().ending()).isEqualTo(Ending.REFUSED);
      assertThat(walked.closing().why())
          .isEqualTo(
              "menuca-production: 127.0.0.1:"
                  + production.port()
                  + " is transaction pooling: what Soakgate does needs sessions that last: locks,"
                  + " settings, and the backend that a successor knows again after a crash; name"
                  + " PostgreSQL's own address (the pooler reaches it at 127.0.0.1:"
                  + ground.port(PRODUCTION)
                  + "), or one whose pooler keeps a backend for the whole session (PgBouncer:"
                  + " pool_mode = session)");
    }
  }
}
