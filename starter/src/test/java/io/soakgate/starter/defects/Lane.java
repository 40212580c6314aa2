package io.soakgate.starter.defects;

import com.codahale.metrics.MetricRegistry;
import io.soakgate.dev.SampleSystems;
import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.Ports;
import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.embedded.PostgresOptions;
import io.soakgate.fingerprint.FingerprintReader;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Plan;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.Target;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.ConfigurationReader;
import io.soakgate.worker.Polling;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Servers that deployments with defects run on, one after the other: a cluster for each
 * environment, a Temporal inside this process. Everything else of the walk is the real thing, with
 * waits that pass as fast as they may.
 */
final class Lane implements AutoCloseable {
  private static final int PACE = 100_000;
  private static final String STORE = "soakgate";

  private final Path plans;
  private final Path home;
  private final List<PostgresCluster> clusters = new ArrayList<>();
  private final TestServer.PortBoundTestServer temporal;
  private final WorkflowServiceStubs service;
  private int walked;

  /**
   * @param plans the folder of all plans, as they are
   * @param home the lane's own folder; a run before may have left its clusters there
   */
  Lane(Path plans, Path home) throws Exception {
    this.plans = plans;
    this.home = Files.createDirectories(home);
    PostgresBinaries binaries = PostgresBinaries.find(CacheDirectory.path(), line -> {});
    for (String name : List.of("first", "last")) {
      clusters.add(
          PostgresCluster.start(
              binaries, home.resolve(name), PostgresOptions.telling(System.out::println)));
    }
    store().createDatabase(STORE);
    int port = Ports.freeOr(0);
    temporal = TestServer.createPortBoundServer(port, true);
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port).build());
  }

  private PostgresCluster store() {
    return clusters.get(clusters.size() - 1);
  }

  /** Deploys a plan with a defect. */
  Walked walk(Plan plan, Defect defect) throws Exception {
    PlanCopy copy = PlanCopy.of(plans, home.resolve("plans"), defect);
    try (SampleSystems systems =
        new SampleSystems(
            copy.plans(), plan, home, target -> cluster(plan, target), System.out::println)) {
      systems.make(true);
      patch(plan, systems, defect);
      Map<String, String> before = fingerprints(plan, systems);
      Walked walked = walk(systems, plan, defect);
      return walked.with(before, fingerprints(plan, systems));
    }
  }

  private PostgresCluster cluster(Plan plan, String target) {
    List<String> all = plan.environments().stream().map(Environment::target).toList();
    return clusters.get(all.indexOf(target));
  }

  private static void patch(Plan plan, SampleSystems systems, Defect defect) throws SQLException {
    for (Environment environment : plan.environments()) {
      for (Defect.Patch patch : defect.patches()) {
        if (patch.environment() == null || patch.environment().equals(environment.name())) {
          try (Connection session = systems.target(environment.target()).connect("defect");
              Statement statement = session.createStatement()) {
            statement.execute(patch.sql());
          }
        }
      }
    }
  }

  private static Map<String, String> fingerprints(Plan plan, SampleSystems systems)
      throws SQLException {
    Map<String, String> all = new LinkedHashMap<>();
    for (Environment environment : plan.environments()) {
      Target target = systems.target(environment.target());
      try (Connection session = target.connect("fingerprint")) {
        all.put(environment.name(), FingerprintReader.read(session).digest());
      }
    }
    return all;
  }

  private Walked walk(SampleSystems systems, Plan plan, Defect defect) throws Exception {
    Configuration configuration = configuration(systems.configure(store(), PACE, false));
    WorkflowClient client =
        WorkflowClient.newInstance(service, WorkflowClientOptions.getDefaultInstance());
    try (PrintStream console = new PrintStream(Files.newOutputStream(home.resolve("told.txt")));
        Polling polling = Polling.start(client, configuration, new MetricRegistry(), console)) {
      return Deploying.start(client, plan, defect, ++walked).toTheEnd(polling.serves());
    }
  }

  private static Configuration configuration(Path file) throws IOException {
    Problems problems = new Problems();
    return ConfigurationReader.read(file, problems)
        .orElseThrow(() -> new IllegalStateException(problems.list().toString()));
  }

  @Override
  public void close() throws IOException {
    service.shutdownNow();
    temporal.close();
    for (PostgresCluster cluster : clusters) {
      cluster.close();
    }
  }
}
