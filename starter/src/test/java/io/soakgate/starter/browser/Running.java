package io.soakgate.starter.browser;

import com.codahale.metrics.MetricRegistry;
import io.soakgate.admission.ReadPlan;
import io.soakgate.deployment.Status;
import io.soakgate.dev.OneMachine;
import io.soakgate.embedded.Folders;
import io.soakgate.plan.reading.Problems;
import io.soakgate.starter.Looked;
import io.soakgate.starter.PatientPlan;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.ConfigurationReader;
import io.soakgate.worker.Parts;
import io.soakgate.worker.Polling;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** All that the plan of the repository needs, on this machine, and a worker in this process. */
final class Running implements AutoCloseable {
  // A day passes in a minute: the pages of a watch are looked at while it runs.
  private static final int PACE = 1440;
  private static final String PLAN = "menuca-v3";
  private static final Path STATE = Path.of("target", "browser").toAbsolutePath();

  private final OneMachine machine;
  private final WorkflowServiceStubs service;
  private final WorkflowClient client;
  private final Polling polling;

  Running() throws Exception {
    Folders.delete(STATE);
    Path plans = PatientPlan.in(STATE, PLAN);
    machine = new OneMachine(plans, plan(plans), STATE, PACE, false, System.out::println);
    machine.start(true);
    ClientConfigProfile profile = machine.temporal().profile();
    service = WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
    client = WorkflowClient.newInstance(service, profile.toWorkflowClientOptions());
    polling = Polling.start(client, configuration(), new MetricRegistry(), System.out);
  }

  private static io.soakgate.plan.Plan plan(Path plans) {
    Configuration nothing = Configuration.none(plans);
    Problems problems = new Problems();
    return ReadPlan.of(plans, PLAN, Parts.of(nothing, System.out).catalogue(), problems)
        .orElseThrow(() -> new IllegalStateException(problems.list().toString()))
        .plan();
  }

  private Configuration configuration() throws IOException {
    Problems problems = new Problems();
    Path file = machine.configuration();
    return ConfigurationReader.read(
            file.toString(), Files.readAllBytes(file), file.getParent(), problems)
        .orElseThrow(() -> new IllegalStateException(problems.list().toString()));
  }

  /** Where the Temporal UI is. */
  String ui() {
    return machine.temporal().ui().orElseThrow();
  }

  WorkflowStub deployment(String id) {
    return client.newUntypedWorkflowStub(id);
  }

  Status status(String id) {
    return Looked.at(deployment(id));
  }

  @Override
  public void close() throws IOException {
    polling.close();
    service.shutdownNow();
    machine.close();
  }
}
