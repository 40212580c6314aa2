package io.soakgate.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.deployment.AdmitActivity.AdmittedTarget;
import io.soakgate.deployment.AdmitActivity.Caveat;
import io.soakgate.deployment.AdmitActivity.Option;
import io.soakgate.deployment.AdmitActivity.TargetQuestion;
import io.soakgate.deployment.Script;
import io.soakgate.embedded.Folders;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.embedded.PostgresOptions;
import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.plan.ReadOnly;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Problem;
import io.soakgate.target.Abilities.Role;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.StoreSchema;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a login may do on a real server, held against what a plan needs there. */
@Tag("postgres")
class TargetFactsTest {
  private static final Spec DUMP = spec("dump");
  private static final Spec CLONE = spec("clone");
  private static final Spec RESTORE = spec("restore");
  private static final String RENAME =
      "plan.yaml:1:1: on shop user LOGIN may not rename the database: a full restore is swapped in"
          + " by two renames; make LOGIN its owner with CREATEDB, or name the schemas to restore in"
          + " its place (`restore: {schemas: [...], swap: if-allowed}`), or take the restore option"
          + " out of the plan: the others stand, and a provider's own restore is a person's to start";

  @TempDir Path home;
  private TestDatabase database;
  private String login;
  private Path own;

  @BeforeEach
  void makeALogin() throws Exception {
    database = TestCluster.freshDatabase();
    login = database.name() + "_login";
    own = Files.writeString(home.resolve("own"), "plain");
    run("CREATE ROLE " + login + " LOGIN PASSWORD 'plain'");
  }

  @AfterEach
  void dropTheLogin() throws Exception {
    run("REASSIGN OWNED BY " + login + " TO CURRENT_USER");
    run("DROP OWNED BY " + login);
    run("DROP ROLE " + login);
  }

  @Test
  void aSuperuserMayDoEverything() throws Exception {
    AdmittedTarget answer = admit(superuser(), DUMP, RESTORE);

    assertThat(answer.problems()).isEmpty();
    assertThat(answer.server()).matches("PostgreSQL \\d+\\.\\d+.*");
    assertThat(answer.target()).isEqualTo("shop");
  }

  @Test
  void anOwnerWithCreatedbMayDoEverything() throws Exception {
    run("ALTER ROLE " + login + " CREATEDB");
    run("ALTER DATABASE " + database.name() + " OWNER TO " + login);

    assertThat(lines(admit(plain(), DUMP, RESTORE))).isEmpty();
    assertThat(lines(admit(plain(), CLONE, RESTORE))).isEmpty();
  }

  @Test
  void everythingALoginMayNotDoIsToldAtOnceWithTheStatementThatAllowsIt() {
    assertThat(lines(admit(plain(), DUMP, RESTORE)))
        .containsExactly(
            "shop: user LOGIN may not create schemas: the ledger lives in schema soakgate; GRANT"
                + " CREATE ON DATABASE DATABASE TO LOGIN",
            "plan.yaml:1:1: on shop user LOGIN may not create databases: a backup counts only when"
                + " it was restored into a scratch database; ALTER ROLE LOGIN CREATEDB, or name a"
                + " server of version MAJOR and a login with CREATEDB there under scratch",
            RENAME);
  }

  @Test
  void aRestoreThatOnlyPeopleChooseIsACaveatAndNoRefusal() throws Exception {
    run("GRANT CREATE ON DATABASE " + database.name() + " TO " + login);
    Option option = new Option("full-restore", false, List.of(RESTORE));
    Option relied = new Option("full-restore", true, List.of(RESTORE));

    AdmittedTarget answer = ask(option);

    assertThat(answer.problems()).isEmpty();
    assertThat(answer.caveats()).hasSize(1);
    Caveat caveat = answer.caveats().get(0);
    assertThat(caveat.option()).isEqualTo("full-restore");
    assertThat(caveat.refused()).isTrue();
    assertThat("plan.yaml:1:1: on shop " + caveat.words().replace(login, "LOGIN"))
        .isEqualTo(RENAME);
    assertThat(lines(ask(relied))).containsExactly(RENAME);
    assertThat(ask(relied).caveats()).isEmpty();
  }

  @Test
  void aSessionThatCannotBeEndedMakesARestoreDoubtful() throws Exception {
    run("ALTER ROLE " + login + " CREATEDB");
    run("ALTER DATABASE " + database.name() + " OWNER TO " + login);
    Option option = new Option("full-restore", false, List.of(RESTORE));
    try (Connection boss = superuser().connect("the boss")) {
      assertThat(boss.isValid(1)).isTrue();

      Caveat caveat = ask(option).caveats().get(0);

      assertThat(caveat.refused()).isFalse();
      assertThat(caveat.words().replace(login, "LOGIN").replace(database.user(), "OWNER"))
          .matches(
              "user LOGIN may not end pid \\d+ of OWNER \\(the boss\\), age not shown to this"
                  + " login: a full restore is swapped in by two renames, and PostgreSQL renames no"
                  + " database that somebody is in; end them before it is needed, or deploy as a"
                  + " superuser");
      run("GRANT pg_monitor TO " + login);
      assertThat(ask(option).caveats().get(0).words()).contains("(the boss), there for ");
    }
    assertThat(ask(option).caveats()).isEmpty();
  }

  @Test
  void whereTheDatabaseCannotBeRenamedTheSchemasThatAreRestoredInsteadAreNamed() throws Exception {
    run("GRANT CREATE ON DATABASE " + database.name() + " TO " + login);
    run("CREATE SCHEMA shop AUTHORIZATION " + login + "; CREATE SCHEMA others");
    Spec shop = restores("{\"schemas\": [\"shop\"], \"swap\": \"if-allowed\"}");
    Option option = new Option("full-restore", false, List.of(shop));
    Option relied = new Option("full-restore", true, List.of(shop));

    for (Option asked : List.of(option, relied)) {
      AdmittedTarget answer = ask(asked);
      assertThat(answer.problems()).isEmpty();
      assertThat(answer.caveats()).hasSize(1);
      assertThat(answer.caveats().get(0).refused()).isFalse();
      assertThat(answer.caveats().get(0).words().replace(login, "LOGIN"))
          .isEqualTo(
              "user LOGIN may not rename the database: so no swap: shop put back in place instead;"
                  + " the rest of the database stays as it is");
    }
    Spec others = restores("{\"schemas\": [\"others\", \"none\"]}");
    assertThat(lines(ask(new Option("full-restore", true, List.of(others)))))
        .containsExactly(
            "plan.yaml:1:1: on shop user LOGIN may not replace schema others of OWNER: it is"
                + " renamed, kept, and made anew from the dump under its name; make LOGIN the owner"
                + " of it and of all that is in it, and GRANT CREATE ON DATABASE DATABASE TO LOGIN");
  }

  @Test
  void aProvidersBackupNeedsNoRightToBeRestored() throws Exception {
    run("GRANT CREATE ON DATABASE " + database.name() + " TO " + login);
    Option option = new Option("full-restore", true, List.of(RESTORE));
    Target target = plain();

    AdmittedTarget answer =
        admit(
            target,
            Optional.of(99),
            question(target, spec("attested"), List.of(), List.of(option)));

    assertThat(lines(answer)).noneMatch(line -> line.contains("rename"));
    assertThat(answer.caveats()).isEmpty();
  }

  private static Spec restores(String with) throws IOException {
    return new Spec("restore", new ObjectMapper().readTree(with), "plan.yaml:1:1");
  }

  private AdmittedTarget ask(Option option) {
    Target target = plain();
    return admit(target, Optional.of(99), question(target, null, List.of(), List.of(option)));
  }

  @Test
  void aScratchServerStandsInForALoginThatMayNotCreateDatabases() throws Exception {
    run("GRANT CREATE ON DATABASE " + database.name() + " TO " + login);

    assertThat(lines(proven(superuser()))).isEmpty();
    Secret secret = new Secret("file:" + own);
    assertThat(lines(proven(target("localhost", port(), database.name(), login, secret, true))))
        .singleElement()
        .asString()
        .startsWith(
            "plan.yaml:1:1: on shop user LOGIN may not create databases on the scratch server: a"
                + " backup counts only when");
    assertThat(lines(proven(target("127.0.0.1", 1, "none", login, superuser().password(), true))))
        .singleElement()
        .asString()
        .startsWith(
            "shop: no session at SERVER: its scratch server 127.0.0.1:1 gives no session to user"
                + " LOGIN: Connection to 127.0.0.1:1 refused");
  }

  @Test
  void whatADrillOnTheScratchServerWouldLackIsToldAtAdmission() throws Exception {
    run("GRANT CREATE ON DATABASE " + database.name() + " TO " + login);
    Target scratch = superuser();
    Target elsewhere = scratch.at("postgres");
    ObjectNode scoped = JsonNodeFactory.instance.objectNode().put("name", "x");
    scoped.putArray("schemas").add("public");
    Spec alone = new Spec("dump", scoped, "plan.yaml:1:1");

    assertThat(lines(drilled(elsewhere, DUMP))).isEmpty();
    assertThat(lines(drilled(elsewhere, alone)))
        .containsExactly(
            "plan.yaml:1:1: the backup holds schema public alone: the ways back of `production` are"
                + " walked on copies of the whole database; dump the whole database, or write"
                + " `drill: {none: \"why\"}` in `production`");
  }

  @Test
  void aRoleThatTheDatabaseNamesMustBeOnTheScratchServer() {
    DrillPlace.Wanted reader = new DrillPlace.Wanted("reader", false);
    DrillPlace.Wanted boss = new DrillPlace.Wanted("boss", true);
    Role seen = new Role("boss", false, false);

    assertThat(reader.lack("prover", List.of(seen))).contains("there is no role reader");
    assertThat(reader.todo("prover")).isEqualTo("make it there (CREATE ROLE reader)");
    assertThat(boss.lack("prover", List.of(seen))).contains("user prover may not become role boss");
    assertThat(boss.todo("prover")).isEqualTo("make it there and GRANT boss TO prover");
    assertThat(boss.lack("boss", List.of())).isEmpty();
    assertThat(new DrillPlace.Wanted("boss", false).lack("prover", List.of(seen))).isEmpty();
  }

  private AdmittedTarget drilled(Target scratch, Spec backup) {
    Target target = plain();
    TargetQuestion question =
        new TargetQuestion(
            "shop-1",
            "shop",
            backup,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            List.of(),
            null,
            "production");
    return new TargetFacts(
            new Targets(List.of(target), List.of(scratch)),
            new Footings(Path.of("target"), Optional.of(99)),
            new SpecNeeds(() -> Shop.catalogue(Path.of("target")), null))
        .admit(question);
  }

  private AdmittedTarget proven(Target scratch) {
    Target target = plain();
    return new TargetFacts(
            new Targets(List.of(target), List.of(scratch)),
            new Footings(Path.of("target"), Optional.of(99)),
            new SpecNeeds(() -> Shop.catalogue(Path.of("target")), null))
        .admit(question(target, DUMP, List.of(), List.of()));
  }

  @Test
  void whatAScriptNeedsOfItsLoginIsFoundBeforeItRuns() throws Exception {
    run("GRANT CREATE ON DATABASE " + database.name() + " TO " + login);
    run("CREATE ROLE " + login + "_boss");
    run("CREATE SCHEMA shop CREATE TABLE orders (id int) CREATE TABLE bills (id int)");
    run("ALTER TABLE shop.bills OWNER TO " + login);
    String script =
        """
        ALTER TABLE ONLY shop.bills ADD total int;
        CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_id ON shop.orders (id);
        ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY;
        CREATE TABLE shop.fresh (id int);
        CREATE POLICY own ON shop.fresh FOR SELECT USING (true);
        SET LOCAL ROLE %s_boss;
        SET ROLE somebody_the_plan_makes;
        CREATE EXTENSION plpgsql;
        CREATE EXTENSION IF NOT EXISTS "no-such";
        CREATE ROLE helper;
        """
            .formatted(login);
    try {
      assertThat(lines(runs(script)))
          .containsExactly(
              "plan.yaml:1:1: on shop user LOGIN may not alter shop.orders of OWNER: sql/a.sql:2:1"
                  + " does, and PostgreSQL lets only its owner; ALTER ... OWNER TO LOGIN, GRANT its"
                  + " owner's role TO LOGIN, or deploy as its owner",
              "plan.yaml:1:1: on shop user LOGIN may not become role LOGIN_boss: sql/a.sql:6:1"
                  + " becomes it; GRANT LOGIN_boss TO LOGIN",
              "plan.yaml:1:1: on shop the server has no extension no-such: sql/a.sql:9:1 creates"
                  + " it; have it created by who may: CREATE EXTENSION no-such",
              "plan.yaml:1:1: on shop user LOGIN may not create roles: sql/a.sql:10:1 creates one;"
                  + " ALTER ROLE LOGIN CREATEROLE, or have the role made beforehand");
    } finally {
      run("DROP ROLE " + login + "_boss");
    }
  }

  @Tag("T-10")
  @Test
  void aPersonaThatRowLevelSecurityDoesNotBindIsRefused() throws Exception {
    run("GRANT CREATE ON DATABASE " + database.name() + " TO " + login);
    run("CREATE ROLE " + login + "_free BYPASSRLS");
    try {
      Spec persona = persona(login + "_free");
      assertThat(lines(asks(persona)))
          .containsExactly(
              "plan.yaml:1:1: on shop user LOGIN may not become role LOGIN_free: a persona is"
                  + " tested as it; GRANT LOGIN_free TO LOGIN",
              "plan.yaml:1:1: on shop role LOGIN_free bypasses row level security: a test as it"
                  + " would always pass; test as a role that the application uses, or write"
                  + " `bypass: expected`");
      run("GRANT " + login + "_free TO " + login);
      run("ALTER ROLE " + login + "_free NOBYPASSRLS");
      assertThat(lines(asks(persona))).isEmpty();
    } finally {
      run("DROP ROLE " + login + "_free");
    }
  }

  private static Spec persona(String role) {
    ObjectNode with = JsonNodeFactory.instance.objectNode().put("as", role);
    with.putObject("sees").put("orders", "SELECT 1");
    return new Spec("persona", with, "plan.yaml:1:1");
  }

  private AdmittedTarget asks(Spec probe) {
    Target target = plain();
    return admit(
        target,
        Optional.of(99),
        new TargetQuestion(
            "shop-1",
            "shop",
            null,
            List.of(),
            List.of(probe),
            List.of(),
            List.of(),
            null,
            List.of(),
            null,
            null));
  }

  private AdmittedTarget runs(String script) throws Exception {
    TestDatabase soakgate = TestCluster.freshDatabase();
    Path password = Files.writeString(home.resolve("store"), soakgate.password());
    Store store = new Store(soakgate.url(), soakgate.user(), new Secret("file:" + password));
    StoreSchema.migrate(store);
    byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
    ScriptStore scripts = new ScriptStore(store);
    scripts.keep("sql/a.sql", ScriptStore.digest(bytes), bytes);
    ObjectNode with = JsonNodeFactory.instance.objectNode().put("file", "sql/a.sql");
    Target target = plain();
    return new TargetFacts(
            new Targets(List.of(target)),
            new Footings(Path.of("target"), Optional.of(99)),
            new SpecNeeds(() -> Shop.catalogue(Path.of("target")), scripts))
        .admit(
            new TargetQuestion(
                "shop-1",
                "shop",
                null,
                List.of(new Spec("sql", with, "plan.yaml:1:1")),
                List.of(),
                List.of(),
                List.of(new Script("sql/a.sql", ScriptStore.digest(bytes), bytes.length)),
                null,
                List.of(),
                null,
                null));
  }

  @Test
  void onlyWhatThePlanNeedsIsAskedFor() throws Exception {
    run("GRANT CREATE ON DATABASE " + database.name() + " TO " + login);

    assertThat(lines(admit(plain(), null))).isEmpty();
  }

  @Test
  void membershipWithoutItsPrivilegesDoesNotCount() throws Exception {
    run("CREATE ROLE " + login + "_owner");
    run("ALTER ROLE " + login + " CREATEDB NOINHERIT");
    run("GRANT CREATE ON DATABASE " + database.name() + " TO " + login);
    run("GRANT " + login + "_owner TO " + login);
    run("ALTER DATABASE " + database.name() + " OWNER TO " + login + "_owner");
    try {
      assertThat(lines(admit(plain(), CLONE, RESTORE)))
          .containsExactly(
              "plan.yaml:1:1: on shop user LOGIN may not copy the database: PostgreSQL lets only"
                  + " its owner clone it; make LOGIN its owner, or ask for a dump in the plan",
              RENAME);
    } finally {
      run("ALTER DATABASE " + database.name() + " OWNER TO CURRENT_USER");
      run("DROP ROLE " + login + "_owner");
    }
  }

  @Test
  void aLedgerThatBelongsToAnotherLoginIsFoundBeforeAnythingRuns() throws Exception {
    run("GRANT CREATE ON DATABASE " + database.name() + " TO " + login);
    run("CREATE SCHEMA soakgate CREATE TABLE soakgate.run (id int)");

    assertThat(lines(admit(plain(), null)))
        .containsExactly(
            "shop: user LOGIN may not write in schema soakgate of OWNER: the ledger lives in it;"
                + " GRANT ALL on it and on its tables and sequences, or deploy as OWNER");
    run("GRANT ALL ON SCHEMA soakgate TO " + login);
    run("GRANT ALL ON ALL TABLES IN SCHEMA soakgate TO " + login);
    assertThat(lines(admit(plain(), null))).isEmpty();
  }

  @Test
  void aTargetThatDoesNotAnswerIsAProblemThatTellsNoSecret() {
    Target away = target("127.0.0.1", 1, "none", login, new Secret("file:" + own), true);

    AdmittedTarget answer = admit(away, DUMP);

    assertThat(answer.identity()).isNull();
    assertThat(answer.server()).isNull();
    assertThat(lines(answer))
        .containsExactly(
            "shop: no session at 127.0.0.1:1/none: Connection to 127.0.0.1:1 refused. Check that"
                + " the hostname and port are correct and that the postmaster is accepting TCP/IP"
                + " connections; see that it is up and that user LOGIN may log in");
  }

  @Test
  void aWrongPasswordIsAProblemThatTellsNoSecret() throws Exception {
    Files.writeString(own, "guessed");

    assertThat(lines(admit(plain(), null)))
        .containsExactly(
            "shop: no session at SERVER: FATAL: password authentication failed for user \"LOGIN\";"
                + " see that it is up and that user LOGIN may log in");
  }

  /** B-13. */
  @Test
  void aSecretThatIsNotSetIsNamedByItsReference() {
    Target target = superuser(new Secret("env:SOAKGATE_NOBODY_SETS_THIS"));
    assertThat(lines(admit(target, null)))
        .containsExactly(
            "shop: no password for user OWNER: env:SOAKGATE_NOBODY_SETS_THIS is not set in the"
                + " worker's environment; set it where the worker runs, and start the worker"
                + " again");
    assertThat(lines(admit(superuser(new Secret("file:/nowhere/password")), null)))
        .containsExactly(
            "shop: no password for user OWNER: file:/nowhere/password cannot be read by the worker;"
                + " set it where the worker runs, and start the worker again");
  }

  /** B-46. */
  @Test
  void aDatabaseThatIsKeptReadOnlyIsRefused() throws Exception {
    run("ALTER ROLE " + login + " SET default_transaction_read_only = on");
    run("GRANT CREATE ON DATABASE " + database.name() + " TO " + login);

    assertThat(lines(admit(plain(), null)))
        .containsExactly(
            "shop: default_transaction_read_only is on: somebody keeps this database read-only, and"
                + " Soakgate did not; find out who, and release it");
  }

  @Test
  void aLoginThatMaySetNothingForTheDatabaseIsToldTheWayRoundReadOnlyMode() throws Exception {
    run("GRANT CREATE ON DATABASE " + database.name() + " TO " + login);
    ReadOnly asked =
        new ReadOnly(null, ReadOnly.From.CHANGES, ReadOnly.Sessions.END, database.user());
    TargetQuestion question =
        new TargetQuestion(
            "shop-1", "shop", null, List.of(), List.of(), List.of(), List.of(), null, List.of(),
            asked, null);

    assertThat(lines(admit(plain(), Optional.of(99), question)))
        .containsExactly(
            "shop: user LOGIN may not set anything for the database of OWNER: read-only mode is a"
                + " setting of the database; make LOGIN a member of its owner; or take `read-only`"
                + " away and have somebody who may say ALTER ROLE "
                + database.user()
                + " IN DATABASE DATABASE SET default_transaction_read_only = on, and RESET it"
                + " afterwards",
            "shop: user LOGIN may not become role "
                + database.user()
                + ": that writes are kept out is proven as it; GRANT "
                + database.user()
                + " TO LOGIN");
    assertThat(admit(superuser(), Optional.of(99), question).problems()).isEmpty();
  }

  /** B-46. */
  @Test
  void aReplicaIsRefused() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "replica-");
    PostgresOptions quietly = PostgresOptions.telling(line -> {});
    PostgresCluster.start(TestCluster.binaries(), folder, quietly).close();
    Files.createFile(folder.resolve("data").resolve("standby.signal"));
    try (PostgresCluster replica = PostgresCluster.start(TestCluster.binaries(), folder, quietly)) {
      Secret secret = new Secret("file:" + replica.passwordFile());
      Target target = target("127.0.0.1", replica.port(), "postgres", replica.user(), secret, true);
      assertThat(lines(admit(target, null)))
          .containsExactly(
              "shop: this is a replica: nothing can be changed here; name the primary in the"
                  + " worker's configuration");
    } finally {
      Folders.delete(folder);
    }
  }

  @Tag("T-40")
  @Test
  void anIdentityNeedsNoPrivilegeAndTellsDatabasesApart() throws Exception {
    run("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
    run("GRANT CREATE ON DATABASE " + database.name() + " TO " + login);
    TestDatabase other = TestCluster.freshDatabase();
    Target there =
        target("localhost", port(), other.name(), database.user(), superuser().password(), true);

    String identity = admit(plain(), null).identity();

    assertThat(identity).matches("\\d+\\.\\d+/\\d+");
    assertThat(admit(superuser(), null).identity()).isEqualTo(identity);
    assertThat(admit(there, null).identity()).isNotEqualTo(identity);
  }

  @Test
  void aDumpInEarnestNeedsClientToolsThatKnowTheServer() {
    Target earnest =
        target(
            "127.0.0.1", port(), database.name(), database.user(), superuser().password(), false);

    assertThat(lines(admit(earnest, DUMP, Optional.of(9))))
        .singleElement()
        .asString()
        .matches(
            "plan.yaml:1:1: on shop this worker has pg_dump 9 and the server is \\d.*: pg_dump"
                + " cannot dump a server that is newer than itself; install the client tools of"
                + " version \\d+, or ask for a clone");
    assertThat(lines(admit(earnest, DUMP, Optional.empty())))
        .singleElement()
        .asString()
        .startsWith("plan.yaml:1:1: on shop this worker has no pg_dump and the server is ");
    assertThat(lines(admit(earnest, CLONE, Optional.empty()))).isEmpty();
    assertThat(lines(admit(superuser(), DUMP, Optional.empty()))).isEmpty();
  }

  private static AdmittedTarget admit(Target target, Spec backup, Spec... actions) {
    return admit(target, backup, Optional.of(99), actions);
  }

  private static AdmittedTarget admit(
      Target target, Spec backup, Optional<Integer> clientMajor, Spec... actions) {
    return admit(target, clientMajor, question(target, backup, List.of(actions), List.of()));
  }

  private static AdmittedTarget admit(
      Target target, Optional<Integer> clientMajor, TargetQuestion question) {
    Footings footings = new Footings(Path.of("target"), clientMajor);
    SpecNeeds needs = new SpecNeeds(() -> Shop.catalogue(Path.of("target")), null);
    return new TargetFacts(new Targets(List.of(target)), footings, needs).admit(question);
  }

  private static TargetQuestion question(
      Target target, Spec backup, List<Spec> actions, List<Option> options) {
    return new TargetQuestion(
        "shop-1",
        target.name(),
        backup,
        actions,
        List.of(),
        options,
        List.of(),
        null,
        List.of(),
        null,
        null);
  }

  /** The problems, with the names that differ from run to run replaced. */
  private List<String> lines(AdmittedTarget answer) {
    return answer.problems().stream()
        .map(Problem::line)
        .map(
            line ->
                line.replace("127.0.0.1:" + port() + "/" + database.name(), "SERVER")
                    .replace(login, "LOGIN")
                    .replaceAll("of version \\d+ and", "of version MAJOR and")
                    .replace("user " + database.user(), "user OWNER")
                    .replace("of " + database.user() + ":", "of OWNER:")
                    .replaceAll("as " + database.user() + "$", "as OWNER")
                    .replace("DATABASE " + database.name(), "DATABASE DATABASE"))
        .toList();
  }

  private Target superuser() {
    try {
      return superuser(
          new Secret("file:" + Files.writeString(home.resolve("super"), database.password())));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Target superuser(Secret secret) {
    return target("127.0.0.1", port(), database.name(), database.user(), secret, true);
  }

  private Target plain() {
    return target("127.0.0.1", port(), database.name(), login, new Secret("file:" + own), true);
  }

  private static int port() {
    return TestCluster.cluster().port();
  }

  private static Target target(
      String host, int port, String name, String user, Secret password, boolean disposable) {
    return new Target("shop", host, port, name, user, password, disposable, true, true, List.of());
  }

  private static Spec spec(String kind) {
    return new Spec(kind, JsonNodeFactory.instance.textNode("backup"), "plan.yaml:1:1");
  }

  private void run(String sql) throws SQLException {
    try (Connection session = TestCluster.cluster().connect(database.name());
        Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }
}
