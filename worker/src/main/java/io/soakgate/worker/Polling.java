package io.soakgate.worker;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Slf4jReporter;
import io.soakgate.deployment.Queues;
import io.soakgate.target.Target;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Polls the queue of the workflows, and two queues per target: one for its actions and probes, one
 * with slots of its own for its watches, so that monitors never starve a rollback (decision 6).
 */
public final class Polling implements AutoCloseable {
  private static final Duration DRAIN = Duration.ofSeconds(20);
  // After a worker is killed its cached workflows are offered to the others this soon.
  private static final Duration STICKY = Duration.ofSeconds(2);
  private static final Duration HEARTBEATS = Duration.ofSeconds(2);
  private static final boolean VIRTUAL_THREADS = Runtime.version().feature() >= 21;

  private final WorkerFactory factory;
  private final Slf4jReporter reporter;

  private Polling(WorkerFactory factory, Slf4jReporter reporter) {
    this.factory = factory;
    this.reporter = reporter;
  }

  /**
   * Starts to poll.
   *
   * @param client the way to the server
   * @param configuration what this worker serves
   * @param metrics receives the worker's figures
   */
  public static Polling start(
      WorkflowClient client, Configuration configuration, MetricRegistry metrics) {
    Slf4jReporter reporter = Slf4jReporter.forRegistry(metrics).build();
    WorkerFactory factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setWorkerInterceptors(new Metered(metrics))
                .setUsingVirtualWorkflowThreads(VIRTUAL_THREADS)
                .build());
    Parts parts = Parts.of(client, configuration);
    Worker main = factory.newWorker(Queues.SOAKGATE, options());
    main.registerWorkflowImplementationTypes(parts.workflows());
    main.registerActivitiesImplementations(parts.central());
    for (Target target : configuration.targets().list()) {
      factory
          .newWorker(Queues.of(target.name()), options())
          .registerActivitiesImplementations(parts.ofTarget());
      factory
          .newWorker(Queues.watchOf(target.name()), options())
          .registerActivitiesImplementations(parts.ofWatch());
    }
    factory.start();
    reporter.start(configuration.metricsEvery().toMillis(), TimeUnit.MILLISECONDS);
    return new Polling(factory, reporter);
  }

  private static WorkerOptions options() {
    return WorkerOptions.newBuilder()
        .setStickyQueueScheduleToStartTimeout(STICKY)
        .setMaxHeartbeatThrottleInterval(HEARTBEATS)
        .setDefaultHeartbeatThrottleInterval(HEARTBEATS)
        .setUsingVirtualThreads(VIRTUAL_THREADS)
        .build();
  }

  /** Stops polling and lets what runs come to a safe point; at most 20 s. */
  @Override
  public void close() {
    factory.shutdown();
    factory.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS);
    factory.shutdownNow();
    reporter.report();
    reporter.close();
  }
}
