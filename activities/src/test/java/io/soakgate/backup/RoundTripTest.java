package io.soakgate.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintDiff;
import io.soakgate.verdict.Value;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("postgres")
class RoundTripTest {
  @TempDir Path home;

  @Tag("T-07")
  @Tag("T-23")
  @ParameterizedTest
  @ValueSource(strings = {"dump", "clone"})
  void whatWasBackedUpIsRestoredExactly(String kind) throws Exception {
    Ground ground = Ground.in(home);
    Fingerprint before = ground.fingerprint();
    BackupResult backup = ground.take(kind, new QuietPulse());
    ground.run("DROP VIEW shop.open_orders; DROP MATERIALIZED VIEW shop.sums");
    ground.run("DELETE FROM shop.orders; ALTER TABLE shop.tenants ADD extra int");

    Effect effect = ground.restore(backup, 1);

    assertThat(FingerprintDiff.between(before, ground.fingerprint()).lines()).isEmpty();
    assertThat(effect.ran()).isEqualTo(1);
    assertThat(ground.databases(ground.target.database() + "_"))
        .isEqualTo(ground.target.database() + "_before_restore_20261121_020304");
    assertThat(ground.askIn(keptAs(effect), "SELECT count(*) FROM shop.orders")).isEqualTo("0");
    assertThat(ground.ask("SELECT object FROM soakgate.ledger WHERE object IS NOT NULL"))
        .isEqualTo("restored from deploy-1/production/bk_20261121");
  }

  private static String keptAs(Effect effect) {
    return effect.values().stream()
        .filter(v -> v.name().equals("kept-as"))
        .map(Value::text)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theResultSaysWhatWasTakenAndProven() throws Exception {
    Ground ground = Ground.in(home);
    BackupResult backup = ground.take("dump", new QuietPulse());

    assertThat(backup.verified()).isTrue();
    assertThat(backup.id()).isEqualTo("deploy-1/production/bk_20261121");
    assertThat(backup.words())
        .matches(
            "dump of test_\\d+: 4 tables, 3,023 rows, 0.\\d MB in [\\d.]+ s; restored into a"
                + " scratch database in [\\d.]+ s; every count and content hash matched");
    assertThat(backup.values())
        .extracting(Value::name)
        .containsExactly("size", "tables", "rows", "took", "restore-took", "verified");
    assertThat(ground.databases("soakgate_scratch")).isEmpty();
  }

  @Tag("T-23")
  @Test
  void whatBelongsToTheDatabaseAsAWholeIsCarriedOver() throws Exception {
    Ground ground = Ground.in(home);
    String name = ground.target.database();
    BackupResult backup = ground.take("dump", new QuietPulse());
    ground.run("ALTER DATABASE " + name + " SET search_path TO \"$user\", shop");
    ground.run("ALTER DATABASE " + name + " SET shop.motto TO 'it''s \\ good'");
    ground.run("ALTER ROLE shop_app IN DATABASE " + name + " SET work_mem TO '5MB'");
    ground.run("REVOKE CONNECT ON DATABASE " + name + " FROM PUBLIC");
    ground.run("GRANT CONNECT, TEMP ON DATABASE " + name + " TO shop_app");
    ground.run("COMMENT ON DATABASE " + name + " IS 'the shop''s'");
    ground.run("ALTER DATABASE " + name + " CONNECTION LIMIT 77");
    String before = whole(ground);

    ground.restore(backup, 1);

    assertThat(whole(ground)).isEqualTo(before).contains("motto=it's").contains("5MB");
    assertThat(ground.ask("SHOW search_path")).isEqualTo("\"$user\", shop");
  }

  private static String whole(Ground ground) throws Exception {
    return ground.ask(
        """
        SELECT concat_ws('; ', d.datdba::regrole, d.datconnlimit, (SELECT string_agg(a::text, ',' ORDER BY a::text) FROM unnest(d.datacl) a),
          shobj_description(d.oid, 'pg_database'), pg_encoding_to_char(d.encoding), d.datcollate,
          (SELECT string_agg(s.setrole || ' ' || s.setconfig::text, ' ' ORDER BY s.setrole)
           FROM pg_db_role_setting s WHERE s.setdatabase = d.oid))
        FROM pg_database d WHERE d.datname = current_database()
        """);
  }
}
