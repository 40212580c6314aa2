package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.rule;
import static io.soakgate.deployment.walk.PlanDraft.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.plan.Conduct;
import io.soakgate.plan.Escalation;
import io.soakgate.plan.IfFails;
import io.soakgate.plan.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** S-039: who does not answer is reminded, then others are called; nobody decides for them. */
class EscalationTest {
  private static final String CONTACTS = " (contacts: lead: Ann, the lead)";

  private static PlanDraft plan() {
    PlanDraft plan = PlanDraft.small();
    plan.conduct =
        new Conduct(
            null,
            List.of(),
            List.of(
                new Escalation(List.of("lead"), Duration.ofMinutes(15)),
                new Escalation(List.of("dba", "lead"), Duration.ofHours(1))),
            List.of());
    return plan;
  }

  @Test
  void aGateNobodyAnswersCallsLevelByLevelAndStaysOpen() {
    try (Lab lab = new Lab(plan())) {
      Running running = lab.start().untilGate("production", "go");
      running.pass(Duration.ofMinutes(14));
      assertThat(lab.world.toldTo("pager")).isEmpty();
      running.pass(Duration.ofMinutes(2));
      assertThat(lab.world.toldTo("pager"))
          .containsExactly(
              "Shop indexes, production: unanswered for 15 min, so lead (ann, cy): gate go waits"
                  + " for lead; soakgate approve deployment-1 --by \"YOUR NAME\""
                  + CONTACTS);
      running.pass(Duration.ofHours(30));
      assertThat(lab.world.toldTo("pager")).hasSize(2);
      assertThat(lab.world.toldTo("pager").get(1))
          .startsWith(
              "Shop indexes, production: unanswered for 1 h, so dba (bob), lead (ann, cy):");
      running.approve("ann");

      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.audit)
          .filteredOn(e -> e.kind().equals("escalated"))
          .extracting(e -> e.subject() + " " + e.outcome())
          .containsExactly("gate go waiting", "gate go waiting");
    }
  }

  @Test
  void whoAnswersInTimeIsNotRemindedAndNothingIsLeftRunning() {
    try (Lab lab = new Lab(plan())) {
      Running running = lab.start().untilGate("production", "go");
      running.pass(Duration.ofMinutes(5));
      running.approve("ann");

      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.toldTo("pager")).isEmpty();
    }
  }

  @Test
  void aQuestionCallsTooAndNeverDecaysIntoARollback() {
    PlanDraft plan = plan();
    plan.production().gates.clear();
    plan.production().ifFails = IfFails.ASK;
    try (Lab lab = new Lab(plan)) {
      lab.world.fails("apply policies in production", 1, Outside.FAILED_STATEMENT);
      Running running = lab.start();
      running.untilQuestion();
      running.pass(Duration.ofHours(48));
      assertThat(running.status().question()).startsWith("change policies: ");
      assertThat(lab.world.carried("production")).contains("indexes");
      assertThat(lab.world.toldTo("pager").subList(1, 3))
          .allSatisfy(t -> assertThat(t).contains("unanswered for ").contains("roll back"));
      assertThat(lab.world.toldTo("pager"))
          .as("after 15 min, 1 h, and then ever less often")
          .filteredOn(t -> t.contains("unanswered for "))
          .hasSize(7);
      running.command("rollback");

      running.ends(Ending.ROLLED_BACK);
    }
  }

  /** In real time, because none is skipped while a bucket is looked at. */
  @Test
  void aQuestionOfAWatchCallsWhileTheWatchGoesOn() {
    PlanDraft plan = plan();
    plan.conduct =
        new Conduct(
            null,
            List.of(),
            List.of(new Escalation(List.of("dba"), Duration.ofMillis(200))),
            List.of());
    plan.environments.remove(1);
    plan.staging()
        .watch(
            "soak",
            Duration.ofHours(2),
            Duration.ofHours(1),
            rule("slow", 1, then(Response.Act.ASK, "everything")));
    try (Lab lab = new Lab(plan)) {
      lab.world.latency("slow", bucket -> bucket == 1 ? 500 : 10);
      FakeWorld.Hanging second = lab.world.hangs("bucket 2");
      Running running = lab.start();
      FakeWorld.await(second.begun);

      running.until("called and reminded", s -> lab.world.toldTo("pager").size() >= 2);
      assertThat(running.command("resume").recorded()).isTrue();
      second.letGo.countDown();

      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
    }
  }
}
