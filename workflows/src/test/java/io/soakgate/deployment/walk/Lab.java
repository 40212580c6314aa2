package io.soakgate.deployment.walk;

import com.google.protobuf.ByteString;
import io.soakgate.deployment.AdmitActivity.TargetQuestion;
import io.soakgate.deployment.AfterwardsWorkflow;
import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.deployment.Origin;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.RollbackWorkflow;
import io.soakgate.deployment.TargetLock;
import io.soakgate.deployment.WatchWorkflow;
import io.soakgate.deployment.walk.people.Attributes;
import io.soakgate.deployment.walk.stage.Admitted;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.watch.WatchWorkflowImpl;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Plan;
import io.soakgate.verdict.Gate;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.RawValue;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;

/** A Temporal whose time is skipped, and workers that serve the fake world. */
public final class Lab implements AutoCloseable {
  // A machine that has much to do is no workflow that hangs; taking it for one costs 10 s each
  // time.
  private static final long BUSY_MILLIS = 10_000;

  public final FakeWorld world;
  final TestWorkflowEnvironment temporal;
  private int started;

  public Lab(PlanDraft draft) {
    this(draft.plan());
  }

  public Lab(Plan plan) {
    this(plan, WatchWorkflowImpl.BUCKETS_PER_RUN, WorkerFactoryOptions.getDefaultInstance());
  }

  /**
   * One whose watches and workers do not last.
   *
   * @param buckets how many buckets a run of a watch judges
   * @param workers with a cache of 0 every workflow task begins from the history, as with a worker
   *     that has just been started
   */
  public Lab(Plan plan, int buckets, WorkerFactoryOptions workers) {
    world = new FakeWorld(plan);
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setInitialTime(FakeWorld.NOON)
            .setWorkerFactoryOptions(workers);
    Attributes.NAMES.forEach(
        n -> options.registerSearchAttribute(n, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    world.holders(this::holder);
    Worker walking = worker(Queues.SOAKGATE);
    walking.registerWorkflowImplementationTypes(
        DeploymentWorkflowImpl.class,
        RollbackWorkflowImpl.class,
        AfterwardsWorkflowImpl.class,
        TargetLockImpl.class);
    walking.registerWorkflowImplementationFactory(
        WatchWorkflow.class, () -> new WatchWorkflowImpl(buckets));
    plan.environments().stream()
        .map(e -> e.target())
        .distinct()
        .forEach(
            t -> {
              worker(Queues.of(t));
              worker(Queues.watchOf(t));
            });
    temporal.start();
  }

  private Worker worker(String queue) {
    Worker worker =
        temporal.newWorker(
            queue,
            WorkerOptions.newBuilder()
                .setMaxHeartbeatThrottleInterval(Duration.ofMillis(100))
                .setDefaultHeartbeatThrottleInterval(Duration.ofMillis(100))
                .setDefaultDeadlockDetectionTimeout(BUSY_MILLIS)
                .build());
    worker.registerActivitiesImplementations(world, world.drills, world.cards);
    return worker;
  }

  private String holder(String target) {
    var described =
        temporal
            .getWorkflowServiceStubs()
            .blockingStub()
            .describeWorkflowExecution(
                DescribeWorkflowExecutionRequest.newBuilder()
                    .setNamespace(temporal.getNamespace())
                    .setExecution(
                        io.temporal.api.common.v1.WorkflowExecution.newBuilder()
                            .setWorkflowId(TargetLock.id(target)))
                    .build())
            .getWorkflowExecutionInfo();
    return described.hasParentExecution() ? described.getParentExecution().getWorkflowId() : null;
  }

  /** Starts a deployment of the plan. */
  public Running start() {
    return start("{\"plan\": \"shop\"}");
  }

  /** Starts a deployment with this input; null sends none. */
  public Running start(String json) {
    return startWith(json == null ? new Object[0] : new Object[] {json(json)});
  }

  Running startWith(Object... arguments) {
    WorkflowClient client = temporal.getWorkflowClient();
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            DeploymentWorkflow.TYPE,
            WorkflowOptions.newBuilder()
                .setTaskQueue(Queues.SOAKGATE)
                .setWorkflowId("deployment-" + ++started)
                .build());
    stub.start(arguments);
    return new Running(stub, temporal);
  }

  /** Starts a rollback after an ending, by the command line's id. */
  Running rollBack(int number, String json) {
    WorkflowStub stub =
        temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                RollbackWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                    .setTaskQueue(Queues.SOAKGATE)
                    .setWorkflowId(RollbackWorkflow.id("deployment-1", number))
                    .build());
    stub.start(json(json));
    return new Running(stub, temporal);
  }

  /** What happened in the last run of a workflow. */
  WorkflowExecutionHistory history(String id) {
    return temporal.getWorkflowClient().fetchHistory(id);
  }

  /**
   * Starts what follows a deployment of the plan that has just succeeded. By itself, because the
   * test server sometimes stops skipping time when a child outlives its parent.
   *
   * @param before what was seen before production's first change
   */
  Running follow(Plan plan, AfterwardsWorkflow.Seen... before) {
    Environment last = plan.environments().get(plan.environments().size() - 1);
    TargetQuestion asked =
        new TargetQuestion(
            "deployment-1",
            last.target(),
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            List.of(),
            null,
            null);
    Admitted admitted =
        new Admitted(
            "deployment-1",
            null,
            Gate.Proof.none("a test"),
            plan,
            "d1d1d1d1d1d1d1d1",
            List.of(),
            new Origin("c0ffee00c0ffee00", "main", List.of(), null),
            FakeWorld.HOLDERS,
            List.of(world.admitTarget(asked)),
            "people",
            null,
            List.of(),
            null,
            List.of(),
            null);
    Stage stage = new Stage(admitted, last, List.of());
    List.of(before).forEach(s -> stage.baselines().add(s.probe(), s.measurement()));
    WorkflowStub stub =
        temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                AfterwardsWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                    .setTaskQueue(Queues.SOAKGATE)
                    .setWorkflowId(AfterwardsWorkflow.id("deployment-1"))
                    .build());
    stub.start(Afterwards.request(stage, FakeWorld.NOON, 1));
    return new Running(stub, temporal);
  }

  static RawValue json(String text) {
    return encoded("json/plain", text);
  }

  static RawValue encoded(String encoding, String text) {
    return new RawValue(
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8(encoding))
            .setData(ByteString.copyFromUtf8(text))
            .build());
  }

  @Override
  public void close() {
    temporal.close();
  }
}
