package io.soakgate.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.AdmitActivity.AdmittedPlan;
import io.soakgate.deployment.AdmitActivity.Holder;
import io.soakgate.deployment.AdmitActivity.PlanQuestion;
import io.soakgate.deployment.Script;
import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.identity.People;
import io.soakgate.plan.reading.Problem;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.StoreSchema;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Gate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan is asked for, with Soakgate's own database on a real server. */
@Tag("postgres")
class AdmitPlanTest {
  private static final PlanQuestion SHOP = new PlanQuestion("shop-1", "shop");
  private static final List<Holder> HOLDERS =
      List.of(new Holder("lead", List.of("brian")), new Holder("cto", List.of("james")));

  @TempDir Path home;
  private Shop shop;
  private Store store;

  @BeforeEach
  void prepare() throws Exception {
    TestDatabase database = TestCluster.freshDatabase();
    Path password = Files.writeString(home.resolve("password"), database.password());
    store = new Store(database.url(), database.user(), new Secret("file:" + password));
    StoreSchema.migrate(store);
    shop = new Shop(home);
  }

  @Test
  void theBytesOfEveryScriptAreKeptByTheirDigest() throws Exception {
    AdmittedPlan admitted = admit(HOLDERS);

    assertThat(admitted.problems()).isEmpty();
    assertThat(admitted.digest()).isEqualTo(shop.read().orElseThrow().digest());
    assertThat(admitted.holders()).isEqualTo(HOLDERS);
    assertThat(admitted.pace()).isEqualTo(60);
    assertThat(admitted.scripts())
        .extracting(Script::path)
        .containsExactly("sql/a.sql", "sql/b.sql", "sql/health.sql");
    for (Script script : admitted.scripts()) {
      assertThat(new ScriptStore(store).stored(script.digest()))
          .isEqualTo(Files.readAllBytes(shop.in(script.path())));
    }
  }

  @Test
  void whatWasKeptStaysWhenAnEditedFileIsAdmitted() throws Exception {
    Script before = admit(HOLDERS).scripts().get(0);
    shop.file("sql/a.sql", "CREATE TABLE orders (id bigint);\n");
    Script after = admit(HOLDERS).scripts().get(0);

    assertThat(after.digest()).isNotEqualTo(before.digest());
    assertThat(new ScriptStore(store).stored(before.digest()))
        .isEqualTo("CREATE TABLE orders (id int);\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aRoleThatNobodyHoldsIsRefusedBecauseItsGateCouldNeverOpen() {
    AdmittedPlan admitted =
        admit(List.of(new Holder("lead", List.of("brian")), new Holder("cto", List.of())));

    assertThat(admitted.plan()).isNull();
    assertThat(admitted.digest()).isNull();
    assertThat(admitted.problems())
        .extracting(Problem::line)
        .containsExactly(
            "roles: nobody holds the role cto: its gate could never open; name people for it under"
                + " roles in the worker's configuration");
  }

  /** B-38 and B-39: one person for two roles of a gate, and more roles than people. */
  @Test
  void aGateThatAsksForMorePeopleThanThereAreIsRefused() throws Exception {
    shop.plan(
        Shop.PLAN
            .replace("cto: the CTO}", "cto: the CTO, dba: the DBA}")
            .replace("{go: [lead, cto], end: [lead]}", "{go: [lead, cto, dba], end: [lead, dba]}"));
    AdmittedPlan admitted =
        admit(
            List.of(
                new Holder("lead", List.of("brian")),
                new Holder("cto", List.of("james", "brian")),
                new Holder("dba", List.of("brian"))));

    assertThat(admitted.problems())
        .extracting(Problem::line)
        .containsExactly(
            "roles: gate go of staging asks for 3 people (lead, cto, dba): each role is given by"
                + " another person, and they are held by 2 (brian, james); name more people under"
                + " roles in the worker's configuration, or ask fewer roles",
            "roles: gate end of staging asks for 2 people (lead, dba): each role is given by another"
                + " person, and they are held by 1 (brian); name more people under roles in the"
                + " worker's configuration, or ask fewer roles");
  }

  /** B-39: who must agree to a rollback is asked at the worst of times. */
  @Test
  void aRollbackThatTooFewPeopleCouldAgreeToIsRefused() throws Exception {
    shop.plan(
        Shop.PLAN.replace("cto: the CTO}", "cto: the CTO, dba: the DBA}")
            + "rollbacks:\n  back: {steps: [orders], approve: [lead, dba]}\n");
    AdmittedPlan admitted =
        admit(
            List.of(
                new Holder("lead", List.of("brian")),
                new Holder("cto", List.of("james")),
                new Holder("dba", List.of("brian"))));

    assertThat(admitted.problems())
        .extracting(Problem::line)
        .contains(
            "roles: gate rollback/back of production asks for 2 people (lead, dba): each role is"
                + " given by another person, and they are held by 1 (brian); name more people under"
                + " roles in the worker's configuration, or ask fewer roles");
  }

  @Test
  void nothingIsKeptOfAPlanThatIsRefused() throws Exception {
    shop.plan(Shop.PLAN.replace("sql/b.sql", "sql/none.sql"));

    AdmittedPlan admitted = admit(HOLDERS);

    assertThat(admitted.problems())
        .extracting(Problem::line)
        .containsExactly(
            "plan.yaml:8:11: there is no file sql/none.sql: the plan's folder has no such file; add"
                + " it, or correct the path");
    Script kept = shop.plan(Shop.PLAN).read().orElseThrow().files().get(0).script();
    assertThat(new ScriptStore(store).stored(kept.digest())).isNull();
  }

  @Test
  void aStoreThatDoesNotAnswerIsAFailureThatIsAskedAgain() {
    store = new Store("jdbc:postgresql://127.0.0.1:1/none", store.user(), store.password());

    assertThatThrownBy(() -> admit(HOLDERS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Soakgate's own database does not parse the scripts");
  }

  private AdmittedPlan admit(List<Holder> holders) {
    return new AdmitActivityImpl(
            shop.plans,
            () -> Shop.catalogue(shop.plans),
            new ScriptStore(store),
            new People(
                List.of(),
                List.of(),
                holders.stream().map(h -> new Gate.Holder(h.role(), h.people())).toList()),
            60,
            new Targets(List.of()),
            new Footings(home, Optional.empty()),
            target -> Optional.empty(),
            null)
        .admitPlan(SHOP);
  }
}
