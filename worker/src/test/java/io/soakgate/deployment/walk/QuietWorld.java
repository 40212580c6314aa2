package io.soakgate.deployment.walk;

import io.soakgate.deployment.CardActivity;
import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.TargetLock;
import io.soakgate.deployment.walk.people.Attributes;
import io.soakgate.identity.People;
import io.soakgate.verdict.Gate.Holder;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;

/** A deployment of one change behind one gate, in a world where nothing but Slack goes wrong. */
public final class QuietWorld {
  private static final Duration BUSY = Duration.ofSeconds(20);
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final String TARGET = "shop-production";

  private final FakeWorld world;

  /**
   * @param channel that of the cards
   */
  public QuietWorld(People.Owner person, People.Owner intake, String channel) {
    PlanDraft draft = PlanDraft.small();
    draft.environments.remove(0);
    draft.changes.remove(1);
    world = new FakeWorld(draft.plan());
    world.people(
        new People(
            List.of(person), List.of(intake), List.of(new Holder("lead", List.of(person.name())))));
    world.cards.in(channel);
  }

  /** A Temporal of its own. */
  public static TestWorkflowEnvironment temporal() {
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    Attributes.NAMES.forEach(
        n -> options.registerSearchAttribute(n, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    return TestWorkflowEnvironment.newInstance(options.build());
  }

  /** A worker of the whole world, with these cards, before it is started. */
  public WorkerFactory worker(CardActivity cards, WorkflowClient client) {
    WorkerFactory factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder().setWorkerInterceptors(new SoonMissed()).build());
    WorkerOptions options =
        WorkerOptions.newBuilder()
            .setMaxConcurrentActivityTaskPollers(2)
            .setMaxConcurrentWorkflowTaskPollers(2)
            .setDefaultDeadlockDetectionTimeout(BUSY.toMillis())
            .build();
    Worker central = factory.newWorker(Queues.SOAKGATE, options);
    central.registerWorkflowImplementationTypes(DeploymentWorkflowImpl.class, TargetLockImpl.class);
    central.registerActivitiesImplementations(world, world.drills, cards);
    factory
        .newWorker(Queues.of(TARGET), options)
        .registerActivitiesImplementations(world, world.drills);
    return factory;
  }

  /** Starts a deployment. */
  public static WorkflowStub start(WorkflowClient client, String id) {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            DeploymentWorkflow.TYPE,
            WorkflowOptions.newBuilder()
                .setTaskQueue(Queues.SOAKGATE)
                .setWorkflowId(id)
                .setWorkflowTaskTimeout(SOON)
                .build());
    stub.start(Lab.json("{\"plan\": \"shop\"}"));
    return stub;
  }

  /** Whether the last deployment has left the target. */
  public static boolean free(WorkflowClient client) {
    try {
      return client.newUntypedWorkflowStub(TargetLock.id(TARGET)).describe().getStatus()
          != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException never) {
      return true;
    }
  }

  /** How much stands in the audit. */
  public int recorded() {
    return world.audit.size();
  }

  /** The decisions that stand in the audit, from an entry on. */
  public List<Entry> decisions(int from) {
    synchronized (world.audit) {
      return world.audit.subList(from, world.audit.size()).stream()
          .filter(e -> e.kind().equals("approval"))
          .toList();
    }
  }
}
