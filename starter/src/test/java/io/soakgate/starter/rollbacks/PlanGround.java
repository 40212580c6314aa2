package io.soakgate.starter.rollbacks;

import io.soakgate.admission.ReadPlan;
import io.soakgate.deployment.Script;
import io.soakgate.dev.SampleSystems;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintDiff;
import io.soakgate.plan.Change;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Store;
import io.soakgate.target.StoreSchema;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.ConfigurationReader;
import io.soakgate.worker.Parts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One plan on one cluster: its sample with strangers among it, the changes of its first environment
 * made by the worker's own code, and each state in between kept to be copied.
 */
final class PlanGround implements AutoCloseable {
  static final Path PLANS = Path.of("..", "plans").toAbsolutePath().normalize();
  private static final String DATABASE = "app";
  private static final String STORE = "soakgate_store";

  private final Plan plan;
  private final Environment environment;
  private final Expected expected;
  private final Cloned cloned;
  private final SampleSystems systems;
  private final Acts acts;
  private final Map<List<String>, Integer> states = new HashMap<>();
  private final Map<List<String>, Fingerprint> fingerprints = new HashMap<>();

  /**
   * Makes the sample and takes the backup.
   *
   * @param home where dumps and logs go
   * @param backup how the backup is taken, or null for the plan's own way
   * @param tools where pg_dump of the cluster's version is, if anywhere
   */
  PlanGround(String name, PostgresCluster cluster, Path home, Spec backup, Optional<Path> tools)
      throws Exception {
    Plan whole = read(name).plan();
    this.environment = whole.environments().get(0);
    this.plan = whole.as(whole.takes(), List.of(environment));
    this.expected = ExpectedReader.of(name);
    this.cloned = new Cloned(cluster, DATABASE);
    this.systems = new SampleSystems(PLANS, firstLast(whole), home, t -> cluster, line -> {});
    systems.make(true);
    Configuration configuration = configuration(systems, cluster);
    StoreSchema.migrate(configuration.store());
    List<Script> scripts = keep(configuration.store(), read(name));
    this.acts = new Acts(plan, environment, scripts, configuration, tools);
    cloned.run(expected.strangers());
    fingerprints.put(List.of(), cloned.fingerprint());
    cloned.keep(0);
    states.put(List.of(), 0);
    Spec own = environment.backup() == null ? null : environment.backup().spec();
    if (own != null) {
      acts.backUp(backup == null ? own : backup);
    }
  }

  /** Every environment is the same database here, made last of all for the first one. */
  private static Plan firstLast(Plan plan) {
    List<Environment> environments = new ArrayList<>(plan.environments());
    Collections.reverse(environments);
    return plan.as(plan.takes(), environments);
  }

  /** The worker's configuration over the systems, with a store of its own. */
  static Configuration configuration(SampleSystems systems, PostgresCluster cluster)
      throws Exception {
    try (Connection session = cluster.connect("postgres");
        Statement statement = session.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + STORE + " WITH (FORCE)");
      statement.execute("CREATE DATABASE " + STORE);
    }
    Problems problems = new Problems();
    Configuration read =
        ConfigurationReader.read(systems.configure(cluster, 1, false), problems)
            .orElseThrow(() -> new IllegalStateException(problems.list().toString()));
    Store store = read.store();
    // Beside the database of that name that restores keep their records in.
    Store own = new Store(cluster.url(STORE), store.user(), store.password());
    return new Configuration(
        own,
        read.folders(),
        1,
        read.people(),
        read.targets(),
        read.webhooks(),
        read.slack(),
        null,
        null);
  }

  static ReadPlan read(String name) {
    Configuration nothing = Configuration.none(PLANS);
    Problems problems = new Problems();
    return ReadPlan.of(PLANS, name, Parts.of(nothing, System.out).catalogue(), problems)
        .orElseThrow(() -> new IllegalStateException(problems.list().toString()));
  }

  static List<Script> keep(Store store, ReadPlan read) throws SQLException {
    ScriptStore scripts = new ScriptStore(store);
    for (ReadPlan.File file : read.files()) {
      scripts.keep(file.script().path(), file.script().digest(), file.bytes());
    }
    return read.files().stream().map(ReadPlan.File::script).toList();
  }

  /** Every rollback that can be tried. */
  List<Rolled> cases() {
    List<String> changes = plan.changesIn(environment.name()).stream().map(Change::name).toList();
    return Rolled.all(plan, changes, environment.backup() != null, expected);
  }

  /**
   * Tries one.
   *
   * @return the lines in which the database differs from what the plan says it should be then
   */
  List<String> differences(Rolled rolled) throws SQLException {
    cloned.put(state(rolled.applied()));
    acts.rollBack(rolled);
    Fingerprint is = cloned.fingerprint();
    Expected.Option said = expected.of(rolled);
    List<String> stays = said.against() == null ? acts.stays(rolled) : said.against();
    state(stays);
    return Left.behind(said.leaves(), FingerprintDiff.between(fingerprints.get(stays), is).lines());
  }

  /** The state with these changes and no other, made when it is asked for the first time. */
  private int state(List<String> changes) throws SQLException {
    Integer known = states.get(changes);
    if (known != null) {
      return known;
    }
    String last = changes.get(changes.size() - 1);
    cloned.put(state(changes.subList(0, changes.size() - 1)));
    acts.apply(last);
    fingerprints.put(List.copyOf(changes), cloned.fingerprint());
    int number = states.size();
    cloned.keep(number);
    states.put(List.copyOf(changes), number);
    return number;
  }

  @Override
  public void close() {
    acts.close();
    systems.close();
  }
}
