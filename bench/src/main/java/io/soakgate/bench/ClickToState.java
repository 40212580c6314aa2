package io.soakgate.bench;

import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.StartRequest;
import io.soakgate.deployment.Status;
import io.soakgate.localslack.LocalSlack;
import io.soakgate.localslack.Member;
import io.soakgate.localslack.Post;
import io.soakgate.localslack.Room;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * From the moment somebody presses Approve to the moment everybody sees it on the card: through
 * Bolt, the intake, the workflow and the real client, in the Slack of this machine.
 */
record ClickToState(Path home) implements Bench.Figure {
  private static final String APPROVE = "soakgate.approve";
  private static final String AGREED = ":white_check_mark:";
  private static final long PATIENCE_SECONDS = 60;
  private static final int WARM_UP = GatePlan.ROLES * GatePlan.GATES;

  @Override
  public String take() throws Exception {
    int clicks = Integer.parseInt(Bench.setting("SOAKGATE_BENCH_CLICKS", "200"));
    Path plans = home.resolve("click/plans");
    GatePlan.write(plans);
    try (Ground ground = Ground.of(plans, GatePlan.NAME, home.resolve("click/state"), 1);
        Walk walk = new Walk(ground)) {
      walk.clear();
      until("clicks are heard", walk::hears);
      List<Double> millis = new ArrayList<>();
      while (millis.size() < clicks + WARM_UP) {
        millis.addAll(deployment(walk.client(), ground.machine().slack()));
      }
      List<Double> counted = new ArrayList<>(millis.subList(WARM_UP, WARM_UP + clicks));
      Collections.sort(counted);
      return String.format(
          Locale.ROOT,
          "%.0f ms p95 of %d clicks (limit 1,000 ms; median %.0f ms, longest %.0f ms)",
          counted.get((int) Math.ceil(counted.size() * 0.95) - 1),
          clicks,
          Runs.median(counted),
          counted.get(counted.size() - 1));
    }
  }

  /** Everybody's clicks at all gates of one deployment, in ms. */
  private static List<Double> deployment(WorkflowClient client, LocalSlack slack)
      throws InterruptedException {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            DeploymentWorkflow.TYPE,
            WorkflowOptions.newBuilder()
                .setWorkflowId(GatePlan.NAME + "-" + UUID.randomUUID().toString().substring(0, 8))
                .setTaskQueue(Queues.SOAKGATE)
                .build());
    stub.start(new StartRequest(GatePlan.NAME, "role1"));
    Room room = slack.workspace().room("prod-deployment").orElseThrow();
    List<Double> millis = new ArrayList<>();
    for (int gate = 0; gate < GatePlan.GATES; gate++) {
      Post card = offering(room);
      for (int n = 1; n <= GatePlan.ROLES; n++) {
        millis.add(click(slack, room, card.ts(), "role" + n));
      }
    }
    until("it ended", () -> stub.query("status", Status.class).ending() != null);
    System.err.printf(Locale.ROOT, "click_to_state: %.0f ms in the middle%n", Runs.median(millis));
    return millis;
  }

  private static double click(LocalSlack slack, Room room, String card, String person)
      throws InterruptedException {
    Member member = slack.workspace().named(person);
    int before = agreed(room, card);
    long begun = System.nanoTime();
    if (!slack.hands().press(member, room, card, APPROVE)) {
      throw new IllegalStateException("nobody acknowledged the click of " + person);
    }
    until("the card shows " + person, () -> agreed(room, card) > before);
    return (System.nanoTime() - begun) / 1e6;
  }

  private static int agreed(Room room, String card) {
    Post post = room.posts().stream().filter(p -> p.ts().equals(card)).findFirst().orElseThrow();
    return post.blocks().toString().split(AGREED, -1).length - 1;
  }

  private static Post offering(Room room) {
    Supplier<List<Post>> open =
        () -> room.posts().stream().filter(p -> p.button(APPROVE) != null).toList();
    until("a gate opens", () -> !open.get().isEmpty());
    return open.get().get(0);
  }

  private static void until(String what, BooleanSupplier so) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited for " + PATIENCE_SECONDS + " s until " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }
}
