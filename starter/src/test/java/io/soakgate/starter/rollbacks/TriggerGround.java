package io.soakgate.starter.rollbacks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.admission.ReadPlan;
import io.soakgate.audit.Measured;
import io.soakgate.backup.Contents;
import io.soakgate.backup.RowLossProbe;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.Evidence.Issue;
import io.soakgate.deployment.Known;
import io.soakgate.deployment.ProbeActivity;
import io.soakgate.deployment.ProbeActivity.BucketRequest;
import io.soakgate.deployment.ProbeActivity.LookRequest;
import io.soakgate.deployment.ProbeActivity.RuleProbe;
import io.soakgate.deployment.Script;
import io.soakgate.dev.SampleSystems;
import io.soakgate.dev.TableHog;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Spec;
import io.soakgate.probe.Probes;
import io.soakgate.probe.look.ProbeActivityImpl;
import io.soakgate.target.Catalogs;
import io.soakgate.target.StoreSchema;
import io.soakgate.target.Target;
import io.soakgate.verdict.Judge;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Verdict;
import io.soakgate.worker.Configuration;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One plan released on one cluster: its last environment's sample and application, its changes made
 * by the worker's own code, and its watches' rules judged over real buckets.
 */
final class TriggerGround implements AutoCloseable {
  private static final Duration BUCKET = Duration.ofMinutes(5);
  private static final Duration REAL = Duration.ofMillis(400);
  private static final List<String> OF_THE_WALK = List.of("issues");

  private final Plan plan;
  private final Environment environment;
  private final Path home;
  private final SampleSystems systems;
  private final Acts acts;
  private final List<Script> scripts;
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final ProbeActivity probes;
  private final Map<String, Measurement> baselines = new HashMap<>();
  private List<Issue> issues = List.of();
  private int buckets;

  /**
   * Makes the sample, the last environment's last, takes the backup, measures what rules compare
   * with, makes the changes.
   *
   * @param backup how the backup is taken, or null for the plan's own way
   * @param tools where pg_dump of the cluster's version is, if anywhere
   */
  TriggerGround(String name, PostgresCluster cluster, Path home, Spec backup, Optional<Path> tools)
      throws Exception {
    ReadPlan read = PlanGround.read(name);
    List<Environment> all = read.plan().environments();
    this.environment = all.get(all.size() - 1);
    this.plan = read.plan().as(read.plan().takes(), List.of(environment));
    this.home = home;
    this.systems = new SampleSystems(PlanGround.PLANS, read.plan(), home, t -> cluster, line -> {});
    systems.make(true);
    Configuration configuration = PlanGround.configuration(systems, cluster);
    StoreSchema.migrate(configuration.store());
    this.scripts = PlanGround.keep(configuration.store(), read);
    this.acts = new Acts(plan, environment, scripts, configuration, tools);
    Contents contents = new Contents(new Catalogs(configuration.store()));
    Clock clock = Clock.systemUTC();
    temporal.registerActivitiesImplementations(
        new ProbeActivityImpl(
            Probes.of(configuration.targets(), configuration.folders(), clock)
                .and(new RowLossProbe(configuration.targets(), contents, clock)),
            clock,
            new Measured(configuration.store())));
    this.probes = temporal.newActivityStub(ProbeActivity.class);
    if (rules(plan).stream().anyMatch(r -> r.probe().kind().equals("row-loss"))) {
      acts.backUp(backup == null ? environment.backup().spec() : backup);
    }
    measureBaselines();
    plan.changesIn(environment.name()).forEach(change -> acts.apply(change.name()));
    if (Triggers.TRAFFIC.containsKey(name)) {
      run(Triggers.TRAFFIC.get(name));
    }
  }

  /** The rules of a plan that lead to a rollback, by themselves or because a person is asked. */
  static List<Rule> rules(Plan plan) {
    List<Rule> all = new ArrayList<>();
    plan.environments().stream()
        .flatMap(e -> e.watches().stream())
        .flatMap(w -> w.rules().stream())
        .filter(r -> r.then().option() != null)
        .filter(r -> all.stream().noneMatch(known -> known.name().equals(r.name())))
        .forEach(all::add);
    return all;
  }

  private void measureBaselines() {
    List<Rule> compared = rules(plan).stream().filter(r -> Judge.needsBaseline(r.when())).toList();
    List<Spec> specs = compared.stream().map(Rule::probe).toList();
    List<Measurement> seen = probes.look(new LookRequest(scope(), null, specs, scripts));
    for (int i = 0; i < compared.size(); i++) {
      baselines.put(compared.get(i).name(), seen.get(i));
    }
  }

  /**
   * Looks through a rule's probe for one bucket, and judges what it saw.
   *
   * @param since when the watch began
   */
  Verdict judge(String name, Instant since) {
    Rule rule = rules(plan).stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
    return Judge.breaks(rule.when(), seen(rule, since), baselines.get(name));
  }

  /** The slowest but five of a hundred that a rule is compared with. */
  double baselineSeconds(String rule) {
    return baselines.get(rule).value("p95").orElseThrow().number().doubleValue() / 1000;
  }

  private Measurement seen(Rule rule, Instant since) {
    if (OF_THE_WALK.contains(rule.probe().kind())) {
      Known known = Known.NOTHING.noting(issues);
      return probes
          .look(new LookRequest(scope(), null, List.of(rule.probe()), scripts, known))
          .get(0);
    }
    Instant now = Instant.now();
    BucketRequest request =
        new BucketRequest(
            scope(),
            "triggers",
            ++buckets,
            now,
            now.plus(BUCKET),
            since,
            now,
            now.plus(REAL),
            REAL.dividedBy(2),
            List.of(new RuleProbe(rule.name(), rule.probe(), rule.of())),
            scripts,
            List.of(),
            false);
    return probes.bucket(request).readings().get(0).measurement();
  }

  /** One look through a probe of its own, without the reason. */
  Measurement look(String kind, ObjectNode with) {
    Spec spec = new Spec(kind, with, "test:1:1");
    return probes.look(new LookRequest(scope(), null, List.of(spec), scripts)).get(0);
  }

  private Scope scope() {
    return acts.scope(environment.values());
  }

  /** Runs SQL as the application's owner would; each statement by itself. */
  void run(String sql) throws SQLException {
    try (Connection session = target().connectForScripts("somebody");
        Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs SQL again and again until it is closed. */
  TableHog again(String sql) {
    return new TableHog(target(), sql);
  }

  /** Stops the application, or starts it. */
  void stopped(boolean on) throws IOException {
    Path file = home.resolve("switches").resolve(environment.target()).resolve("stopped");
    if (on) {
      Files.writeString(file, "on\n");
    } else {
      Files.delete(file);
    }
  }

  /** So many issues are in the log, of just now. */
  void logged(int count) {
    issues =
        IntStream.rangeClosed(1, count)
            .mapToObj(
                n ->
                    new Issue(
                        n,
                        Instant.now(),
                        environment.name(),
                        "ann",
                        "it is slow",
                        null,
                        null,
                        null,
                        null,
                        null))
            .toList();
  }

  URI endpoint(String name) {
    return target().endpoint(name);
  }

  private Target target() {
    return systems.target(environment.target());
  }

  @Override
  public void close() {
    temporal.close();
    acts.close();
    systems.close();
  }
}
