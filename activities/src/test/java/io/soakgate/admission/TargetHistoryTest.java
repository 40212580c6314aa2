package io.soakgate.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.deployment.AdmitActivity.AdmittedTarget;
import io.soakgate.deployment.AdmitActivity.TargetQuestion;
import io.soakgate.deployment.Script;
import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.plan.History;
import io.soakgate.plan.History.Tool;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Problem;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.StoreSchema;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target's migration history, held against what a plan says of it (ADR 0016). */
@Tag("postgres")
class TargetHistoryTest {
  private static final History HISTORY =
      new History(Tool.FLYWAY, "public.flyway_schema_history", "sql", null, "plan.yaml:1:1");

  @TempDir Path home;
  private final TestDatabase database = TestCluster.freshDatabase();
  private final List<Script> scripts = new ArrayList<>();
  private Target target;
  private ScriptStore store;

  @BeforeEach
  void start() throws Exception {
    TestDatabase own = TestCluster.freshDatabase();
    Secret secret = new Secret("file:" + Files.writeString(home.resolve("own"), own.password()));
    Store soakgate = new Store(own.url(), own.user(), secret);
    StoreSchema.migrate(soakgate);
    store = new ScriptStore(soakgate);
    URI address = URI.create(database.url().substring("jdbc:".length()));
    target =
        new Target(
            "shop",
            address.getHost(),
            address.getPort(),
            database.name(),
            database.user(),
            new Secret("file:" + Files.writeString(home.resolve("word"), database.password())),
            true,
            true,
            true,
            List.of());
    admit("V1__customers.sql", "CREATE TABLE customers (id int);");
    flyway();
    admit("V2__orders.sql", "CREATE TABLE orders (id int);");
    admit("V3__items.sql", "CREATE TABLE items (id int);");
  }

  private void admit(String name, String sql) throws Exception {
    byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
    Path folder = Files.createDirectories(home.resolve("sql"));
    Files.write(folder.resolve(name), bytes);
    String digest = ScriptStore.digest(bytes);
    store.keep("sql/" + name, digest, bytes);
    scripts.removeIf(s -> s.path().equals("sql/" + name));
    scripts.add(new Script("sql/" + name, digest, bytes.length));
  }

  private void flyway() {
    Flyway.configure(getClass().getClassLoader())
        .dataSource(database.url(), database.user(), database.password())
        .locations("filesystem:" + home.resolve("sql"))
        .loggers("slf4j")
        .load()
        .migrate();
  }

  private void run(String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> problems(History history, String... migrations) {
    Spec apply =
        new Spec(
            "sql", JsonNodeFactory.instance.objectNode().put("file", "sql/a.sql"), "plan.yaml:1:1");
    return problems(history, List.of(apply), migrations);
  }

  private List<String> problems(History history, List<Spec> actions, String... migrations) {
    SpecNeeds needs = new SpecNeeds(() -> Shop.catalogue(Path.of("target")), store);
    List<Script> all = new ArrayList<>(scripts);
    byte[] bytes = "SELECT 1;".getBytes(StandardCharsets.UTF_8);
    try {
      store.keep("sql/a.sql", ScriptStore.digest(bytes), bytes);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
    all.add(new Script("sql/a.sql", ScriptStore.digest(bytes), bytes.length));
    AdmittedTarget answer =
        new TargetFacts(
                new Targets(List.of(target)),
                new Footings(Path.of("target"), Optional.of(99)),
                needs)
            .admit(
                new TargetQuestion(
                    "shop-1",
                    "shop",
                    null,
                    actions,
                    List.of(),
                    List.of(),
                    all,
                    history,
                    List.of(migrations),
                    null,
                    null));
    return answer.problems().stream()
        .map(Problem::line)
        .map(line -> line.replaceAll("\\(by [^)]*\\)", "(by SOMEBODY)"))
        .toList();
  }

  @Test
  void whatIsNextIsAdmitted() {
    assertThat(problems(HISTORY, "sql/V2__orders.sql", "sql/V3__items.sql")).isEmpty();
  }

  @Test
  void aHistoryThatThePlanIsSilentAboutIsRefused() {
    assertThat(problems(null))
        .containsExactly(
            "shop: public.flyway_schema_history is there, and the plan says nothing about it: what"
                + " flyway did not apply it would not know, and apply again; write `history:"
                + " {flyway: public.flyway_schema_history, folder: …}` where the plan applies its"
                + " files, else `history: {none: why}`");
    assertThat(problems(new History(null, null, null, "only indexes", "plan.yaml:1:1"))).isEmpty();
    assertThat(problems(null, List.of())).isEmpty();
  }

  @Test
  void whatWouldMakeItUntrueIsRefused() throws Exception {
    assertThat(problems(HISTORY, "sql/V3__items.sql"))
        .containsExactly(refused("3 would come before what it follows: 2"));
    assertThat(problems(HISTORY, "sql/V1__customers.sql", "sql/V2__orders.sql"))
        .containsExactly(refused("1 is applied already (by SOMEBODY)"));
    admit("V1__customers.sql", "CREATE TABLE customers (id bigint);");
    assertThat(problems(HISTORY, "sql/V2__orders.sql"))
        .containsExactly(refused("1 was applied with other bytes than the folder holds"));
  }

  private static String refused(String why) {
    return "shop: public.flyway_schema_history: "
        + why
        + ": flyway would stumble over it from then on; put the history right first; the probe"
        + " `history` shows it";
  }

  @Test
  void aTableThatIsNotThereOrNotOursToWriteIsRefused() throws Exception {
    History elsewhere = new History(Tool.FLYWAY, "app.history", "sql", null, "plan.yaml:1:1");
    assertThat(problems(elsewhere, "sql/V2__orders.sql"))
        .containsExactly(
            "shop: there is no app.history: the plan applies files of flyway and keeps its"
                + " history; let flyway make it, or correct its name");

    String login = database.name() + "_login";
    run("CREATE ROLE " + login + " LOGIN PASSWORD '" + database.password() + "'");
    try {
      run("GRANT CREATE ON DATABASE " + database.name() + " TO " + login);
      run("GRANT SELECT ON flyway_schema_history TO " + login);
      target =
          new Target(
              "shop",
              target.host(),
              target.port(),
              database.name(),
              login,
              target.password(),
              true,
              true,
              true,
              List.of());
      assertThat(problems(HISTORY, "sql/V2__orders.sql"))
          .containsExactly(
              "shop: "
                  + login
                  + " may not write public.flyway_schema_history: the plan applies files of flyway"
                  + " and keeps its history; GRANT SELECT, INSERT, UPDATE, DELETE ON"
                  + " public.flyway_schema_history TO "
                  + login);
    } finally {
      run("DROP OWNED BY " + login + "; DROP ROLE " + login);
    }
  }
}
