package io.soakgate.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Foreseen;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintDiff;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Named schemas, restored by a login that owns them and may do nothing else. */
@Tag("postgres")
class SchemaRestoreTest {
  private static final JsonNode SHOP = Ground.schemas("shop");
  private static final String KEPT = "soakgate_kept_20261121_020304_shop";
  private static final String ROLE =
      "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tenant') THEN CREATE ROLE"
          + " tenant LOGIN NOSUPERUSER NOCREATEDB PASSWORD 'tenant'; END IF; END $$";

  @TempDir Path home;
  private Ground boss;
  private Ground tenant;
  private BackupResult backup;
  private Fingerprint before;

  @BeforeEach
  void backUpAndChange() throws Exception {
    boss = Ground.in(home);
    boss.run("DROP SCHEMA shop CASCADE; " + ROLE);
    boss.run("GRANT CREATE ON DATABASE " + boss.target.database() + " TO tenant");
    Files.writeString(home.resolve("tenant"), "tenant");
    tenant = boss.as("tenant", home.resolve("tenant"));
    tenant.run(Ground.sample().replaceAll("(?s)DO \\$\\$.*?END \\$\\$;|CREATE EXTENSION.*", ""));
    backup = boss.take("dump", new QuietPulse());
    before = boss.fingerprint();
    tenant.run(
        "DROP VIEW shop.open_orders; DROP MATERIALIZED VIEW shop.sums;"
            + " DELETE FROM shop.orders WHERE id > 10; CREATE TABLE shop.extra (n int);"
            + " ALTER TABLE shop.tenants DISABLE ROW LEVEL SECURITY; DROP POLICY own ON"
            + " shop.tenants; GRANT CREATE ON SCHEMA shop TO shop_app");
  }

  private Effect restore(int ask) throws Exception {
    return tenant.restore(SHOP, backup, ask, new QuietPulse());
  }

  @Test
  void aLoginThatOwnsNothingButTheSchemaRestoresItExactly() throws Exception {
    Effect effect = restore(1);

    assertThat(FingerprintDiff.between(before, boss.fingerprint()).lines()).isEmpty();
    assertThat(effect.words())
        .matches(
            "schema shop of test_\\d+ was restored from deploy-1/production/bk_20261121 in [\\d.]+"
                + " s; nobody could write to it for [\\d.]+ s; the former schema is kept as "
                + KEPT);
    assertThat(effect.notices())
        .containsExactly(
            "to go back: BEGIN; ALTER SCHEMA \"shop\" RENAME TO \"shop_restored\"; ALTER SCHEMA \""
                + KEPT
                + "\" RENAME TO \"shop\"; COMMIT");
    assertThat(tenant.ask("SELECT count(*) FROM " + KEPT + ".orders")).isEqualTo("10");
    assertThat(tenant.ask("INSERT INTO shop.tenants (name) VALUES ('new') RETURNING id"))
        .isEqualTo("21");
  }

  @Test
  void theRowsOfTheKeptSchemaCanBeHadBack() throws Exception {
    tenant.run(
        "INSERT INTO shop.tenants (name) VALUES ('late'); INSERT INTO shop.extra VALUES (7)");
    restore(1);
    tenant.run("UPDATE shop.tenants SET name = 'other' WHERE id = 1");

    KeptDatabase kept = KeptDatabase.of(tenant.target, "deploy-1").get(0);
    assertThat(kept.environment()).isEqualTo("production");
    assertThat(kept.schemas()).containsExactly(new KeptDatabase.Aside("shop", KEPT));
    List<LostRows.Lost> lost =
        new LostRows(tenant.target, kept, home.resolve("lost"), words -> {}).export();

    assertThat(lost)
        .extracting(
            LostRows.Lost::table, LostRows.Lost::added, LostRows.Lost::changed, LostRows.Lost::gone)
        .contains(tuple("shop.tenants", 1L, 1L, 0L), tuple(KEPT + ".extra", 1L, 0L, 0L));
    assertThat(Files.readAllLines(home.resolve("lost/shop.tenants.new.csv")))
        .hasSize(2)
        .last()
        .asString()
        .contains("late");
    boss.run("DROP SCHEMA " + KEPT + " CASCADE");
    assertThat(KeptDatabase.of(tenant.target, "deploy-1")).isEmpty();
  }

  @Test
  void aSecondAttemptOfTheSameAskFindsItDone() throws Exception {
    restore(1);
    Effect second = restore(1);

    assertThat(second.ran()).isZero();
    assertThat(second.words())
        .isEqualTo(
            "schema shop of %s was restored from deploy-1/production/bk_20261121 by an earlier attempt"
                .formatted(tenant.target.database()));
    assertThat(tenant.ask("SELECT object FROM soakgate.ledger WHERE purpose = 'STEP'"))
        .isEqualTo(
            "restored from deploy-1/production/bk_20261121: the former schema is kept as " + KEPT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keeps writers out of schema shop",
        "makes the schemas",
        "makes tables, views and functions",
        "fills shop.tenants",
        "makes indexes, keys, triggers and policies",
        "reads what was restored"
      })
  void aFailureAtAnyStepLeavesEverythingAsItWas(String step) throws Exception {
    Fingerprint changed = boss.fingerprint();
    QuietPulse pulse = new QuietPulse(words -> words.equals(step));

    assertThatThrownBy(() -> tenant.restore(SHOP, backup, 1, pulse))
        .isInstanceOf(CancellationException.class);

    assertThat(FingerprintDiff.between(changed, boss.fingerprint()).lines()).isEmpty();
    assertThat(tenant.ask("SELECT to_regnamespace('" + KEPT + "')")).isNull();
  }

  @Test
  void rowsThatAreAsManyButOthersAreRefused() throws Exception {
    Fingerprint changed = boss.fingerprint();
    boss.run(
        "CREATE FUNCTION public.meddle() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN IF"
            + " to_regnamespace(''"
            + KEPT
            + "'') IS NOT NULL THEN UPDATE shop.tenants SET name = ''x'' WHERE id = 7; END IF;"
            + " END'; CREATE EVENT TRIGGER meddle ON ddl_command_end WHEN TAG IN ('CREATE INDEX')"
            + " EXECUTE FUNCTION public.meddle()");

    assertThatThrownBy(() -> restore(1))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            e ->
                assertThat(e.getOriginalMessage())
                    .isEqualTo(
                        "the restored schemas do not hold what backup"
                            + " deploy-1/production/bk_20261121 held: shop.tenants 20 rows in"
                            + " both, but other content restored; nothing was changed, restore from"
                            + " another backup"));

    boss.run("DROP EVENT TRIGGER meddle; DROP FUNCTION public.meddle()");
    assertThat(FingerprintDiff.between(changed, boss.fingerprint()).lines()).isEmpty();
  }

  @Test
  void whatPointsIntoTheSchemaFromOutsideIsListedAndRefused() throws Exception {
    boss.run(
        "CREATE SCHEMA reports; CREATE VIEW reports.names AS SELECT name FROM shop.tenants; CREATE"
            + " TABLE reports.notes (tenant int REFERENCES shop.tenants); CREATE POLICY mine ON"
            + " reports.notes USING (EXISTS (SELECT FROM shop.tenants)); CREATE EXTENSION hstore"
            + " SCHEMA shop");
    List<String> expected =
        List.of(
            "constraint notes_tenant_fkey on table reports.notes depends on column id of table"
                + " shop.tenants, from outside of the schemas",
            "constraint notes_tenant_fkey on table reports.notes depends on index"
                + " shop.tenants_pkey, from outside of the schemas",
            "policy mine on table reports.notes depends on table shop.tenants, from outside of the"
                + " schemas",
            "rule _RETURN on view reports.names depends on column name of table shop.tenants, from"
                + " outside of the schemas",
            "extension hstore lies in it: move it with ALTER EXTENSION … SET SCHEMA");

    assertThat(tenant.foresee(SHOP, backup).impossible()).isEqualTo(expected);
    assertThatThrownBy(() -> restore(1))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            e ->
                assertThat(e.getOriginalMessage())
                    .isEqualTo(
                        "schema shop cannot be put back in place: "
                            + String.join("; ", expected)
                            + "; nothing was changed"));
  }

  @Test
  void aLoginThatDoesNotOwnTheSchemaIsToldSo() throws Exception {
    boss.run("CREATE SCHEMA others; CREATE TABLE others.t (n int)");

    Foreseen seen = tenant.foresee(Ground.schemas("others", "nowhere"), backup);

    assertThat(seen.impossible())
        .containsExactly(
            "schema others belongs to %s, whose rights tenant lacks".formatted(boss.target.user()),
            "others.t belongs to %s, whose rights tenant lacks".formatted(boss.target.user()));
  }

  @Test
  void keysThatLeadOutOfTheSchemaHoldNothingFastAfterwards() throws Exception {
    tenant.run(
        "CREATE SCHEMA people; CREATE TABLE people.users (id int PRIMARY KEY); INSERT INTO"
            + " people.users VALUES (1); CREATE TABLE shop.notes (author int REFERENCES"
            + " people.users); INSERT INTO shop.notes VALUES (1)");

    assertThat(tenant.foresee(SHOP, backup).breaks())
        .containsExactly(
            "schema shop of %s is put back in place: nobody writes to it meanwhile, and what is there now is kept under another name"
                .formatted(tenant.target.database()),
            "foreign key notes_author_fkey of the former shop.notes is dropped: it would hold rows"
                + " of people.users fast");
    restore(1);
    tenant.run("DELETE FROM people.users");
    assertThat(tenant.ask("SELECT count(*) FROM " + KEPT + ".notes")).isEqualTo("1");
  }

  @Test
  void readersGoOnAndAWaitingWriterWritesToTheRestoredTable() throws Exception {
    CompletableFuture<Void> written = new CompletableFuture<>();
    try (Connection reader = boss.target.connect("reader");
        Connection writer = boss.target.connect("writer");
        Statement write = writer.createStatement()) {
      QuietPulse pulse =
          new QuietPulse(
              words -> {
                if (words.equals("fills shop.tenants")) {
                  assertThat(count(reader)).isEqualTo(10);
                  write(write, written);
                }
                return false;
              });
      tenant.restore(SHOP, backup, 1, pulse);
      written.get(90, TimeUnit.SECONDS);
      assertThat(count(reader)).isEqualTo(3000);
    }
    assertThat(boss.ask("SELECT count(*) FROM shop.tenants WHERE name = 'late'")).isEqualTo("1");
  }

  private static void write(Statement write, CompletableFuture<Void> written) {
    Thread thread =
        new Thread(
            () -> {
              try {
                write.execute("INSERT INTO shop.tenants (name) VALUES ('late')");
                written.complete(null);
              } catch (SQLException e) {
                written.completeExceptionally(e);
              }
            });
    thread.start();
  }

  private static long count(Connection reader) {
    try (Statement statement = reader.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM shop.orders")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aWriterThatDoesNotEndIsNamedAndEverythingIsAsItWas() throws Exception {
    try (Connection writer = boss.target.connect("the boss")) {
      writer.setAutoCommit(false);
      writer.createStatement().execute("UPDATE shop.tenants SET tier = 'paid'");
      JsonNode soon = Ground.schemas("shop").put("drain", "100ms");
      assertThatThrownBy(() -> tenant.restore(soon, backup, 1, new QuietPulse()))
          .isInstanceOf(SQLException.class)
          .message()
          .matches(
              "others write to what is to be replaced: the boss \\(\\w+, pid \\d+\\); end them,"
                  + " everything is as it was");
    }
    assertThat(tenant.ask("SELECT count(*) FROM shop.orders")).isEqualTo("10");
  }

  @Test
  void aSchemaThatWasMadeSinceIsGoneAndOneThatIsGoneIsBack() throws Exception {
    boss.run("GRANT CREATE ON DATABASE " + boss.target.database() + " TO tenant");
    tenant.run("ALTER SCHEMA shop RENAME TO lost; CREATE SCHEMA fresh CREATE TABLE t (n int)");
    tenant.run("ALTER SCHEMA lost RENAME TO soakgate_kept_lost");

    tenant.restore(Ground.schemas("shop", "fresh"), backup, 1, new QuietPulse());

    assertThat(FingerprintDiff.between(before, boss.fingerprint()).lines()).isEmpty();
    assertThatThrownBy(
            () -> tenant.restore(Ground.schemas("shop", "shpo"), backup, 2, new QuietPulse()))
        .hasMessageContaining(
            "there is no schema shpo, and backup deploy-1/production/bk_20261121 holds none;"
                + " nothing was changed");
  }

  @Test
  void aCloneHoldsNoSingleSchema() throws Exception {
    BackupResult clone = boss.take("clone", new QuietPulse());
    assertThatThrownBy(() -> tenant.restore(SHOP, clone, 1, new QuietPulse()))
        .hasMessageContaining(
            "backup deploy-1/production/bk_20261121 is a clone, and single schemas are restored"
                + " from a dump; ask for one in the plan");
  }
}
