package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.asBefore;
import static io.soakgate.deployment.walk.PlanDraft.must;
import static io.soakgate.deployment.walk.PlanDraft.rule;
import static io.soakgate.deployment.walk.PlanDraft.spec;
import static io.soakgate.deployment.walk.PlanDraft.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.plan.Backup;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/**
 * Lives the deployments whose histories are stored, and, with {@code -Dsoakgate.record=FOLDER},
 * stores them again: only when a release has changed workflow code behind a version marker.
 */
class HistoriesTest {

  private static PlanDraft whole() {
    PlanDraft plan = PlanDraft.small();
    plan.staging().backup = new Backup(spec("dump", "b"), java.util.List.of(), null);
    plan.staging()
        .check("before", must("counts", "rows", PlanDraft.under("n", 5)))
        .check("after", must("rows", "rows", asBefore("n")))
        .notice("announced", "Staging starts")
        .watch(
            "soak",
            Duration.ofHours(3),
            Duration.ofHours(1),
            rule("slow", 2, then(Act.ISSUE, null)));
    plan.production().window =
        new Window(
            LocalTime.of(2, 0),
            LocalTime.of(6, 0),
            ZoneId.of("America/New_York"),
            Duration.ofHours(24));
    plan.production()
        .watch(
            "day",
            Duration.ofHours(6),
            Duration.ofHours(1),
            rule("slow", 2, then(Act.ROLLBACK, "everything")),
            rule("odd", 2, then(Act.NOTIFY, null)));
    return plan;
  }

  private static Running approved(Lab lab) {
    Running running = lab.start().untilGate("production", "go");
    running.signal("approve", "{\"by\": \"mallory\"}");
    running.approve("ann");
    return running;
  }

  @Test
  void success() {
    try (Lab lab = new Lab(whole())) {
      Running running = approved(lab);
      running.ends(Ending.SUCCEEDED);
      store(lab, "success", running.id());
    }
  }

  @Test
  void breach() {
    try (Lab lab = new Lab(whole())) {
      lab.world
          .latency("slow", bucket -> bucket > 3 ? 500 : 10)
          .latency("odd", bucket -> bucket < 3 ? 500 : 10);
      Running running = approved(lab);
      running.ends(Ending.ROLLED_BACK);
      store(lab, "breach", running.id());
      store(lab, "breach-watch", running.id() + "/production/day/2");
    }
  }

  @Test
  void refusal() {
    try (Lab lab = new Lab(whole())) {
      Running running = lab.start().untilGate("production", "go");
      running.reject("ann", "not tonight");
      running.ends(Ending.REFUSED);
      store(lab, "refusal", running.id());
    }
  }

  @Test
  void cancel() {
    try (Lab lab = new Lab(whole())) {
      Running running = lab.start().untilGate("production", "go");
      running.stub.cancel();
      running.ends(Ending.CANCELLED);
      store(lab, "cancel", running.id());
    }
  }

  /** What stays broken and gets well, what is asked twice, and an issue that stays open. */
  @Test
  void incidents() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.staging()
        .watch(
            "day",
            Duration.ofHours(12),
            Duration.ofHours(1),
            rule("slow", 1, then(Act.ASK, "everything")),
            rule("odd", 1, then(Act.NOTIFY, null)),
            rule("lost", 1, then(Act.ISSUE, null)));
    try (Lab lab = new Lab(plan)) {
      lab.world
          .latency("slow", bucket -> bucket <= 4 ? 500 : 10)
          .latency("odd", bucket -> bucket <= 6 ? 500 : 10)
          .latency("lost", bucket -> bucket <= 3 ? null : 500);
      FakeWorld.Hanging fourth = lab.world.hangs("bucket 4");
      Running running = lab.start();
      FakeWorld.await(fourth.begun);
      running.untilQuestion();
      running.command("resume");
      fourth.letGo.countDown();
      running.until("asked again", s -> s.question() != null);
      running.command("resume");

      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
      store(lab, "incidents", running.id());
      store(lab, "incidents-watch", running.id() + "/staging/day/2");
    }
  }

  private static void store(Lab lab, String name, String workflow) {
    String folder = System.getProperty("soakgate.record");
    if (folder == null) {
      return;
    }
    String json = lab.temporal.getWorkflowClient().fetchHistory(workflow).toJson(true);
    try {
      assertThat(Files.writeString(Path.of(folder, name + ".json"), json)).exists();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
