package io.soakgate.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.deployment.ActActivity.BackupResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps of single schemas, what is kept beside dumps, and what a dump would fail of. */
@Tag("postgres")
class ScopedBackupTest {
  @TempDir Path home;
  private Ground ground;

  @BeforeEach
  void twoSchemas() throws Exception {
    ground = Ground.in(home);
    ground.run(
        "CREATE SCHEMA stock; CREATE TABLE stock.items (id int PRIMARY KEY, name text);"
            + " INSERT INTO stock.items VALUES (1, 'x'), (2, 'y');"
            + " ALTER TABLE stock.items ENABLE ROW LEVEL SECURITY;"
            + " CREATE POLICY named ON stock.items FOR UPDATE TO PUBLIC"
            + " USING (name <> '') WITH CHECK (id > 0)");
  }

  @Test
  void oneSchemaAloneIsProvenAndNeverSwappedIn() throws Exception {
    BackupResult backup = ground.take(with -> with.putArray("schemas").add("stock"), List.of());

    assertThat(backup.verified()).isTrue();
    assertThat(backup.words()).contains(": 1 tables, 2 rows, ");
    assertThatThrownBy(() -> ground.restore(backup, 1))
        .hasMessageContaining(
            "backup deploy-1/production/bk_20261121 holds schema stock alone, and a swap would"
                + " lose all others; restore named schemas, or dump the whole database");
  }

  @Test
  void aSchemaThatNeedsAnotherOneIsToldBeforeAnythingIsDumped() throws Exception {
    ground.run("CREATE TABLE stock.sold (tenant int REFERENCES shop.tenants, c shop.code)");

    assertThatThrownBy(
            () -> ground.take(with -> with.putArray("schemas").add("stock").add("nope"), List.of()))
        .hasMessageContaining(
            "there is no schema nope: it is to be dumped alone; name schemas that are there; and"
                + " constraint sold_tenant_fkey on table stock.sold needs table shop.tenants, table"
                + " stock.sold needs type shop.code: a dump of single schemas that needs another"
                + " one does not restore by itself; add that schema under schemas, or dump the"
                + " whole database");
  }

  @Test
  void whatTheLoginMayNotReadIsToldAllAtOnce() throws Exception {
    ground.run(
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') THEN CREATE ROLE"
            + " reader LOGIN PASSWORD 'reader'; END IF; END $$;"
            + " GRANT USAGE ON SCHEMA stock TO reader; GRANT SELECT ON stock.items TO reader;"
            + " CREATE TABLE stock.secrets (id int)");
    Path password = Files.writeString(home.resolve("reader"), "reader");
    try (Connection session = ground.as("reader", password).target.connect("test")) {
      assertThat(Fitness.of(session, List.of("stock")).stream().map(Fitness.Lack::words))
          .containsExactly(
              "the login may not read stock.secrets: a dump reads every table and sequence; grant"
                  + " it SELECT there, or dump schemas without them",
              "row level security hides rows from the login in stock.items: a dump without them"
                  + " would be no backup; give the login BYPASSRLS, let it own them, or dump"
                  + " schemas without them");
    }
  }

  @Test
  void schemaAndPoliciesLieBesideADumpAndAreHeldByItsDigest() throws Exception {
    BackupResult backup = ground.take(ObjectNode::size, List.of("schema", "policies"));
    Path folder = Path.of(backup.location());

    assertThat(folder.resolve("schema.sql"))
        .content()
        .contains("CREATE TABLE stock.items", "CREATE POLICY named")
        .doesNotContain("COPY stock.items", "soakgate");
    assertThat(folder.resolve("policies.sql"))
        .hasContent(
            """
            -- Row level security of backup deploy-1/production/bk_20261121
            ALTER TABLE shop.tenants ENABLE ROW LEVEL SECURITY;
            ALTER TABLE stock.items ENABLE ROW LEVEL SECURITY;
            CREATE POLICY named ON stock.items AS PERMISSIVE FOR UPDATE TO PUBLIC USING ((name <> ''::text)) WITH CHECK ((id > 0));
            CREATE POLICY own ON shop.tenants AS PERMISSIVE FOR SELECT TO shop_app USING (((tier)::text = ANY ((ARRAY['free'::character varying, 'paid'::character varying])::text[])));
            """);
    assertThat(backup.words()).contains("; beside it policies.sql, schema.sql; ");

    Files.writeString(folder.resolve("policies.sql"), "-- none\n");
    assertThatThrownBy(() -> ground.restore(backup, 1))
        .hasMessageContaining("was changed since it was taken: policies.sql had ");
  }

  @Test
  void whatTheNextDumpWillTakeIsToldFromTheLastOne() throws Exception {
    Path backups = ground.folders.backups();
    assertThat(Expected.words(backups, "shop", 600_000_000))
        .isEqualTo(
            "the database has 600.0 MB: its dump takes about 10.5 s and 240.0 MB here, its proof"
                + " about 20.5 s and 600.0 MB on the scratch server; an estimate, no dump of shop"
                + " is kept here");

    ground.take("dump", new QuietPulse());

    assertThat(Expected.words(backups, "shop", 600_000_000))
        .endsWith("; as fast as deploy-1/production/bk_20261121");
  }
}
