package io.soakgate.worker;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Slf4jReporter;
import io.soakgate.condition.Cluster;
import io.soakgate.condition.ConditionActivityImpl;
import io.soakgate.deployment.AdmitActivity;
import io.soakgate.deployment.ConditionActivity;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.ReadOnlyActivity;
import io.soakgate.deployment.RecordActivity;
import io.soakgate.deployment.walk.AfterwardsWorkflowImpl;
import io.soakgate.deployment.walk.DeploymentWorkflowImpl;
import io.soakgate.deployment.walk.RollbackWorkflowImpl;
import io.soakgate.deployment.walk.TargetLockImpl;
import io.soakgate.deployment.walk.people.Attributes;
import io.soakgate.deployment.walk.watch.WatchWorkflowImpl;
import io.soakgate.intake.Intake;
import io.soakgate.target.StoreSchema;
import io.soakgate.target.Target;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Polls the queue of the workflows, and two queues per target: one for its actions and probes, one
 * with slots of its own for its watches, so that monitors never starve a rollback (decision 6).
 */
public final class Polling implements AutoCloseable {
  private static final Duration DRAIN = Duration.ofSeconds(20);
  // After a worker is killed its cached workflows are offered to the others this soon.
  private static final Duration STICKY = Duration.ofSeconds(2);
  // On a busy machine a first task takes seconds: taken for a deadlock it is lost, and tried again
  // only when its 10 s are over.
  private static final Duration BUSY = Duration.ofSeconds(5);
  private static final Duration HEARTBEATS = Duration.ofSeconds(2);
  // A bucket that is watched holds a slot until it is over, and does next to nothing in it.
  private static final int WATCHES = 2_000;
  private static final boolean VIRTUAL_THREADS = Runtime.version().feature() >= 21;

  private final WorkerFactory factory;
  private final Slf4jReporter reporter;
  private final RetentionLoop retention;
  private final ReconcilerLoop reconciling;
  private final Optional<Intake> intake;
  private final List<String> targets;

  private Polling(
      WorkerFactory factory,
      Slf4jReporter reporter,
      RetentionLoop retention,
      ReconcilerLoop reconciling,
      Optional<Intake> intake,
      List<String> targets) {
    this.intake = intake;
    this.factory = factory;
    this.reconciling = reconciling;
    this.reporter = reporter;
    this.retention = retention;
    this.targets = targets;
  }

  /**
   * Registers search attributes, brings Soakgate's own database up to date and starts to poll.
   *
   * @param client the way to the server
   * @param configuration what this worker serves
   * @param metrics receives the worker's figures
   * @param console where the channel {@code console} prints
   * @throws IllegalStateException when what the intake of clicks proves itself with cannot be
   *     trusted
   */
  public static Polling start(
      WorkflowClient client,
      Configuration configuration,
      MetricRegistry metrics,
      PrintStream console)
      throws InterruptedException {
    Optional<Intake.Ready> clicks = clicks(configuration);
    SearchAttributes.register(
        client.getWorkflowServiceStubs(), client.getOptions().getNamespace(), Attributes.NAMES);
    StoreSchema.migrate(configuration.store());
    Rules.record(configuration);
    Slf4jReporter reporter =
        Slf4jReporter.forRegistry(metrics).outputTo(LoggerFactory.getLogger(Polling.class)).build();
    WorkerFactory factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setWorkerInterceptors(
                    new Metered(metrics),
                    new Pulsed(AdmitActivity.class, ConditionActivity.class, RecordActivity.class))
                .setUsingVirtualWorkflowThreads(VIRTUAL_THREADS)
                .build());
    Parts parts = Parts.of(configuration, console);
    Cluster cluster = OwnCluster.of(client);
    join(factory, client, cluster, parts, configuration.targets().list());
    factory.start();
    if (configuration.metricsEvery() != null) {
      reporter.start(configuration.metricsEvery().toMillis(), TimeUnit.MILLISECONDS);
    }
    return new Polling(
        factory,
        reporter,
        RetentionLoop.start(configuration),
        parts.reconciling(new EndedDeployments(client, cluster)),
        clicks.map(ready -> ready.start(client, configuration.store())),
        configuration.targets().list().stream().map(Target::name).toList());
  }

  private static Optional<Intake.Ready> clicks(Configuration c) {
    return Optional.ofNullable(c.clicks())
        .map(clicks -> Intake.ready(c.slack(), clicks, c.people()));
  }

  private static void join(
      WorkerFactory factory,
      WorkflowClient client,
      Cluster cluster,
      Parts parts,
      List<Target> targets) {
    AdmitActivity admitting = parts.admitting(new RunningLocks(client));
    ConditionActivityImpl conditions = parts.conditions(cluster);
    ReadOnlyActivity readOnly = parts.readOnly(cluster);
    Worker central = factory.newWorker(Queues.SOAKGATE, options());
    central.registerWorkflowImplementationTypes(
        DeploymentWorkflowImpl.class,
        WatchWorkflowImpl.class,
        RollbackWorkflowImpl.class,
        AfterwardsWorkflowImpl.class,
        TargetLockImpl.class);
    central.registerActivitiesImplementations(
        admitting, parts.identifying(), parts.telling(), parts.showing(), parts.recording());
    for (Target target : targets) {
      factory
          .newWorker(Queues.of(target.name()), options())
          .registerActivitiesImplementations(
              admitting,
              parts.acting(conditions.guard()),
              parts.drilling(),
              parts.probing(),
              conditions,
              parts.statements(),
              readOnly);
      factory
          .newWorker(Queues.watchOf(target.name()), watchOptions())
          .registerActivitiesImplementations(parts.probing());
    }
  }

  private static WorkerOptions options() {
    return shared().build();
  }

  private static WorkerOptions watchOptions() {
    return shared().setMaxConcurrentActivityExecutionSize(WATCHES).build();
  }

  private static WorkerOptions.Builder shared() {
    return WorkerOptions.newBuilder()
        .setStickyQueueScheduleToStartTimeout(STICKY)
        .setMaxHeartbeatThrottleInterval(HEARTBEATS)
        .setDefaultHeartbeatThrottleInterval(HEARTBEATS)
        .setUsingVirtualThreads(VIRTUAL_THREADS)
        .setDefaultDeadlockDetectionTimeout(BUSY.toMillis());
  }

  /** What it serves, in words. */
  public String serves() {
    return "targets " + String.join(", ", targets);
  }

  /** Whether what is pressed in Slack is heard now; false where nothing is to be heard. */
  public boolean hears() {
    return intake.map(Intake::hears).orElse(false);
  }

  /** Stops polling and lets what runs come to a safe point; at most 26 s. */
  @Override
  public void close() {
    intake.ifPresent(Intake::close);
    retention.close();
    reconciling.close();
    factory.shutdown();
    factory.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS);
    factory.shutdownNow();
    reporter.close();
  }
}
