package io.soakgate.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.backup.Ground;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.Known;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.probe.FingerprintProbe;
import io.soakgate.target.Catalogs;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.StoreSchema;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("postgres")
class FingerprintTest {
  @TempDir Path home;
  private Ground ground;
  private Fingerprint before;

  @BeforeEach
  void look() throws Exception {
    ground = Ground.in(home);
    before = ground.fingerprint();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT nextval(pg_get_serial_sequence('shop.\"Odd \"\"Name\"', 'id'))",
        "VACUUM ANALYZE",
        "VACUUM FULL shop.tenants",
        "REINDEX TABLE shop.tenants",
        "CREATE SCHEMA soakgate CREATE TABLE t (x int)",
        "UPDATE shop.tenants SET name = name",
        "CREATE INDEX again ON shop.tenants (tier); DROP INDEX shop.again",
        "ALTER TABLE shop.tenants ADD more int; ALTER TABLE shop.tenants DROP more",
        "GRANT DELETE ON shop.tenants TO shop_app; REVOKE DELETE ON shop.tenants FROM shop_app",
        "ALTER DATABASE {database} SET default_transaction_read_only TO off",
        "ALTER DATABASE postgres SET timezone TO 'UTC'",
      })
  void whatIsTakenBackOrDoesNotCountLeavesItEqual(String sql) throws Exception {
    ground.run(sql.replace("{database}", ground.target.database()));
    assertThat(FingerprintDiff.between(before, ground.fingerprint()).lines()).isEmpty();
    assertThat(ground.fingerprint().digest()).isEqualTo(before.digest());
  }

  @Test
  void whatACrashMayEmptyIsNotPartOfIt() throws Exception {
    ground.run("CREATE UNLOGGED TABLE shop.cached (answer text)");
    Fingerprint empty = ground.fingerprint();

    ground.run("INSERT INTO shop.cached VALUES ('42')");

    assertThat(ground.fingerprint().digest()).isEqualTo(empty.digest());
    assertThat(FingerprintDiff.between(before, empty).lines())
        .as("that the table is there")
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE shop.orders SET price = price + 0.01 WHERE id = 7",
        "UPDATE shop.orders SET extra = '{\"n\": 8}' WHERE id = 7",
        "UPDATE shop.orders SET place = point(0, 0) WHERE id = 7",
        "UPDATE shop.orders SET state = 'sent' WHERE id = 1",
        "UPDATE shop.orders SET tags = '{}' WHERE id = 7",
        "DELETE FROM shop.orders WHERE id = 7",
        "INSERT INTO shop.\"Odd \"\"Name\" (c) VALUES ('b')",
        "CREATE INDEX more ON shop.tenants (tier)",
        "DROP INDEX shop.tenants_paid",
        "CREATE POLICY more ON shop.tenants USING (true)",
        "ALTER POLICY own ON shop.tenants TO PUBLIC",
        "ALTER TABLE shop.tenants DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE shop.tenants FORCE ROW LEVEL SECURITY",
        "ALTER TABLE shop.tenants ALTER tier SET DEFAULT 'paid'",
        "ALTER TABLE shop.\"Odd \"\"Name\" ALTER \"Mixed Case\" TYPE varchar(11)",
        "ALTER TABLE shop.tenants ALTER tier SET NOT NULL",
        "ALTER TABLE shop.tenants DROP CONSTRAINT tenants_tier_check",
        "ALTER TABLE shop.tenants ADD CHECK (id > 0) NOT VALID",
        "ALTER TABLE shop.tenants DISABLE TRIGGER touch",
        "GRANT DELETE ON shop.tenants TO shop_app",
        "REVOKE UPDATE (price) ON shop.orders FROM shop_app",
        "ALTER TABLE shop.tenants OWNER TO shop_app",
        "ALTER TYPE shop.state ADD VALUE 'lost'",
        "ALTER VIEW shop.open_orders RESET (security_barrier)",
        "CREATE OR REPLACE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN RETURN NEW; END'",
        "ALTER SEQUENCE shop.\"Odd \"\"Name_id_seq\" INCREMENT 2",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT INSERT ON TABLES TO shop_app",
        "CREATE SCHEMA other",
        "DROP EXTENSION pg_trgm",
        "DROP STATISTICS shop.both",
        "REFRESH MATERIALIZED VIEW shop.sums WITH NO DATA",
      })
  void whatChangesIsSeen(String sql) throws Exception {
    ground.run(sql);
    Fingerprint after = ground.fingerprint();
    assertThat(after.digest()).isNotEqualTo(before.digest());
    assertThat(FingerprintDiff.between(before, after).none()).isFalse();
  }

  @Test
  void aDifferenceIsReadable() throws Exception {
    ground.run("CREATE INDEX more ON shop.tenants (tier)");
    ground.run("ALTER TABLE shop.tenants ALTER tier SET DEFAULT 'paid'");
    ground.run("DELETE FROM shop.orders_1; UPDATE shop.tenants SET name = 'x' WHERE id = 1");

    assertThat(FingerprintDiff.between(before, ground.fingerprint()).lines())
        .containsExactly(
            "added index shop.more",
            "altered column shop.tenants.tier: default was 'free'::character varying, is"
                + " 'paid'::character varying",
            "rows of shop.orders_1: 600 before, 0 now",
            "rows of shop.tenants: 20 as before, with other content");
  }

  @Test
  void theSettingsOfTheSessionDoNotCount() throws Exception {
    try (Connection session = ground.target.connect("test");
        Statement statement = session.createStatement()) {
      statement.execute("SET timezone TO 'Asia/Tokyo'; SET intervalstyle TO 'iso_8601'");
      statement.execute("SET search_path TO shop; SET extra_float_digits TO -3");
      Fingerprint there = FingerprintReader.read(session);
      assertThat(FingerprintDiff.between(before, there).lines()).isEmpty();
      assertThat(there.digest()).isEqualTo(before.digest());
    }
  }

  @Test
  void theRowsOfSomeTablesNeedNotCount() throws Exception {
    List<String> except = List.of("shop.tenants");
    try (Connection session = ground.target.connect("test")) {
      String rows = FingerprintReader.read(session, except).rowsDigest();
      ground.run("UPDATE shop.tenants SET name = 'x' WHERE id = 1");

      assertThat(FingerprintReader.read(session, except).rowsDigest()).isEqualTo(rows);
      assertThat(FingerprintReader.read(session).rowsDigest()).isNotEqualTo(before.rowsDigest());
      ground.run("DELETE FROM shop.orders_1");
      assertThat(FingerprintReader.read(session, except).rowsDigest()).isNotEqualTo(rows);
    }
  }

  private FingerprintProbe probe() throws Exception {
    TestDatabase own = TestCluster.freshDatabase();
    Secret secret = new Secret("file:" + Files.writeString(home.resolve("own"), own.password()));
    Store store = new Store(own.url(), own.user(), secret);
    StoreSchema.migrate(store);
    Clock clock = Clock.fixed(Ground.NOW, ZoneOffset.UTC);
    return new FingerprintProbe(ground.targets(), clock, new Catalogs(store));
  }

  @Test
  void theProbeTellsHowItDiffersFromTheFirst() throws Exception {
    FingerprintProbe probe = probe();
    Scope scope = new Scope("d", "shop", "staging", "shop", List.of(), Ground.NOW);
    Measurement first = probe.look(with("{}"), new ProbeRequest(scope, null, null, List.of()));
    String digest = first.values().get(0).text();
    Known known = new Known(null, null, null, null, null, null, digest);
    ProbeRequest later = new ProbeRequest(scope, null, null, List.of(), known);
    assertThat(probe.look(with("{}"), later).values()).contains(Value.number("differs", 0));

    ground.run("CREATE INDEX more ON shop.tenants (tier); DELETE FROM shop.orders_1");

    Measurement seen = probe.look(with("{}"), later);
    assertThat(seen.values()).contains(Value.number("differs", 2));
    assertThat(seen.note().lines().skip(1))
        .containsExactly("added index shop.more", "rows of shop.orders_1: 600 before, 0 now");
    assertThat(probe.look(with("{except: [shop.orders_1]}"), later).values())
        .contains(Value.number("differs", 1));
  }

  private static Node with(String yaml) {
    return Node.parse("plan.yaml", yaml.getBytes(), new Problems()).orElseThrow();
  }

  @Test
  void theProbeShowsShortDigestsAndASummary() throws Exception {
    Scope scope = new Scope("d", "shop", "staging", "shop", List.of(), Ground.NOW);
    Problems problems = new Problems();
    Node with = Node.parse("plan.yaml", "{}".getBytes(), problems).orElseThrow();
    FingerprintProbe probe = probe();

    Measurement seen = probe.look(with, new ProbeRequest(scope, null, null, List.of()));

    assertThat(probe.check(with)).isEmpty();
    assertThat(problems.list()).isEmpty();
    assertThat(seen.values())
        .containsExactly(
            Value.text("fingerprint", before.digest().substring(0, 16)),
            Value.text("catalog", before.catalogDigest().substring(0, 16)),
            Value.text("rows", before.rowsDigest().substring(0, 16)));
    assertThat(seen.note()).matches("\\d+ catalog lines, 5 tables, 3,028 rows");
    assertThat(seen.at()).isEqualTo(Ground.NOW);
  }
}
