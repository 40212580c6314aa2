package io.soakgate.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.Known;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.WatchWorkflow;
import io.soakgate.deployment.WatchWorkflow.WatchRequest;
import io.soakgate.deployment.WatchWorkflow.WatchState;
import io.soakgate.plan.Bound;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Phase;
import io.soakgate.plan.Response;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Unit;
import io.soakgate.plan.Watch;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A thousand watches on one worker: how late their verdicts are at worst, and how much later a
 * rollback starts that is called for among them.
 */
record WatchesLate(Path home) implements Bench.Figure {
  private static final int BUCKETS = 5;
  private static final int ROLLBACKS = 3;

  @Override
  public String take() throws Exception {
    int watches = Integer.parseInt(Bench.setting("SOAKGATE_BENCH_WATCHES", "1000"));
    int seconds = Integer.parseInt(Bench.setting("SOAKGATE_BENCH_BUCKET_SECONDS", "60"));
    Duration bucket = Duration.ofSeconds(seconds);
    Path plans = home.resolve("late/plans");
    AlarmPlan.write(plans, "2s", "500ms");
    try (Ground ground = Ground.of(plans, AlarmPlan.NAME, home.resolve("late/state"), 1);
        Walk walk = new Walk(ground)) {
      walk.clear();
      Alarm alarm = new Alarm(walk.client(), ground.target(AlarmPlan.TARGET));
      alarm.raised(0);
      double alone = rollbacks(alarm);
      Spent before = Spent.now();
      Instant began = Instant.now();
      List<WorkflowStub> all = start(walk.client(), watches, bucket);
      double among = rollbacks(alarm);
      Spent during = Spent.now();
      double cores = before.cores(during, Duration.between(began, Instant.now()));
      Lateness late = new Lateness(bucket);
      for (WorkflowStub watch : all) {
        watch.getResult(
            bucket.multipliedBy(BUCKETS + 2L).toSeconds() + 60,
            TimeUnit.SECONDS,
            WatchWorkflow.WatchResult.class);
        late.add(walk.client(), watch.getExecution());
      }
      System.err.printf(Locale.ROOT, "watches_late: %s%n", late.words());
      return String.format(
          Locale.ROOT,
          "%.2f s at worst of %d verdicts of %d watches (limit 5 s); a rollback %.2f s later (limit"
              + " 1 s); %.2f cores, %d MB resident, %d threads",
          late.worst(),
          late.count(),
          watches,
          among - alone,
          cores,
          during.megabytes(),
          during.threads());
    }
  }

  /** The one in the middle, in seconds: where in its bucket an alarm falls is chance. */
  private static double rollbacks(Alarm alarm) throws Exception {
    List<Double> gaps = new ArrayList<>();
    for (int n = 0; n < ROLLBACKS; n++) {
      gaps.add(alarm.raised(n * 400L));
    }
    System.err.printf(Locale.ROOT, "watches_late rollbacks: %s%n", gaps);
    return Runs.median(gaps);
  }

  /** Starts them evenly over one bucket length. */
  private static List<WorkflowStub> start(WorkflowClient client, int watches, Duration bucket) {
    List<WorkflowStub> all = new ArrayList<>();
    long begun = System.nanoTime();
    for (int i = 0; i < watches; i++) {
      LockSupport.parkNanos(begun + bucket.toNanos() * i / watches - System.nanoTime());
      WorkflowStub stub =
          client.newUntypedWorkflowStub(
              WatchWorkflow.TYPE,
              WorkflowOptions.newBuilder()
                  .setWorkflowId("late-" + begun + "-" + i)
                  .setTaskQueue(Queues.SOAKGATE)
                  .build());
      stub.start(request("late-" + i, bucket));
      all.add(stub);
    }
    return Collections.unmodifiableList(all);
  }

  private static WatchRequest request(String deployment, Duration bucket) {
    Instant now = Instant.now();
    Watch watch =
        new Watch(
            "soak",
            bucket.multipliedBy(BUCKETS),
            List.of(new Phase(Duration.ZERO, bucket)),
            bucket.dividedBy(2),
            List.of(rule()),
            false);
    return new WatchRequest(
        new Scope(deployment, "late", "staging", AlarmPlan.TARGET, List.of(), now),
        watch,
        List.of(),
        now,
        now,
        1,
        List.of(),
        WatchState.fresh(),
        List.of(),
        List.of(),
        List.of(),
        Known.NOTHING,
        List.of());
  }

  private static Rule rule() {
    Bound bound =
        new Bound(
            "> 1000",
            Bound.Operator.MORE,
            BigDecimal.valueOf(1000),
            null,
            null,
            Unit.NONE,
            Bound.Versus.NOTHING,
            null);
    return new Rule(
        "many",
        new Spec(
            "query",
            JsonNodeFactory.instance.objectNode().put("text", "SELECT count(*) AS n FROM pg_class"),
            "bench:1:1"),
        List.of(new Expectation("n", bound)),
        1,
        Severity.PAGE,
        Severity.PAGE,
        new Response(Response.Act.NOTIFY, null));
  }
}
