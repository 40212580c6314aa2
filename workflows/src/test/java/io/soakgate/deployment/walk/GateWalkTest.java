package io.soakgate.deployment.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Finding;
import io.soakgate.deployment.Status;
import io.soakgate.deployment.Story;
import io.soakgate.deployment.walk.people.Details;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GateWalkTest {

  private static PlanDraft gated() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.staging().gateFor(Duration.ofDays(7), "go", "lead", "dba");
    return plan;
  }

  @Test
  void theDetailsSayWhoItWaitsForAndBothWaysToApprove() {
    PlanDraft plan = gated();
    plan.staging().check("go", PlanDraft.attest("team ready", "lead"));
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("staging", "go");

      Status status = running.status();
      assertThat(status.waitingFor()).isEqualTo("lead, dba");
      assertThat(status.next())
          .isEqualTo("soakgate approve deployment-1 --by \"YOUR NAME\" --attest all");
      String details = Details.of(status);
      assertThat(details)
          .startsWith("# staging: gate go · waits for **lead, dba**")
          .contains("{\"by\": \"YOUR NAME\", \"attest\": [\"all\"]}")
          .contains("soakgate approve deployment-1 --by \"YOUR NAME\" --attest all")
          .contains("lead confirms: I saw team ready")
          .hasSizeLessThan(4_000);
    }
  }

  @Test
  void theGateThatOpensAnEnvironmentShowsWhatTheLintFound() {
    PlanDraft plan = gated();
    plan.staging().gateFor(Duration.ofDays(7), "end", "lead");
    try (Lab lab = new Lab(plan)) {
      lab.world.finds(finding("lock-table", 1, "it is short"));
      lab.world.finds(finding("row-level-security", 185, null));
      Running running = lab.start().untilGate("staging", "go");

      assertThat(running.status().gate().findings())
          .containsExactly(
              "table-locking: row-level-security, 185 statements in the apply of policies,"
                  + " sql/a.sql:7: who sees which rows changes",
              "table-locking: lock-table, 1 statement in the apply of policies, sql/a.sql:7: who"
                  + " sees which rows changes; accepted: it is short");
      assertThat(Details.of(running.status()))
          .contains("The lint says:", "185 statements in the apply of policies");
      running.approve("ann");
      running.approve("bob");
      running.untilGate("staging", "end");
      assertThat(running.status().gate().findings()).isEmpty();
    }
  }

  private static Finding finding(String rule, int statements, String accepted) {
    return new Finding(
        rule,
        "table-locking",
        "policies",
        "apply",
        "sql/a.sql",
        7,
        statements,
        "who sees which rows changes",
        accepted);
  }

  @Test
  void signalsAndUpdatesAreOnePath() {
    try (Lab lab = new Lab(gated())) {
      Running running = lab.start().untilGate("staging", "go");
      running.signal("approve", "{\"by\": \"ann\"}");
      running.until("one given", s -> s.gate().given().size() == 1);
      running.approve("bob");
      running.ends(Ending.SUCCEEDED);
      assertThat(lab.world.story.environments().get(0).decisions())
          .extracting(Story.Decision::by)
          .containsExactly("ann", "bob");
    }
  }

  @Test
  void refusalsAreAnsweredWrittenDownAndChangeNothing() {
    try (Lab lab = new Lab(gated())) {
      Running running = lab.start().untilGate("staging", "go");
      Status.OpenGate before = running.status().gate();

      assertThat(running.approve("mallory").words()).startsWith("refused: mallory");
      assertThat(running.update("approve", "{\"by\": \"bob\", \"role\": \"lead\"}").words())
          .startsWith("refused: ");
      assertThat(running.update("approve", "{\"by\": \"ann\", \"gate\": \"end\"}").words())
          .startsWith("refused: ");
      assertThat(
              running.update("approve", "{\"by\": \"ann\", \"digest\": \"0123456789ab\"}").words())
          .startsWith("refused: ");
      assertThat(running.update("approve", "{\"bye\": \"ann\"}").words())
          .startsWith("refused: approve:1:")
          .contains("by")
          .contains("bye");
      assertThat(running.update("approve", "{\"by\": 7}").words())
          .startsWith("refused: approve:1:");
      assertThat(running.update("approve", "[[[").words()).startsWith("refused: approve");
      assertThat(running.update("reject", "{\"by\": \"ann\"}").words())
          .endsWith("a rejection says why; add \"reason\"");
      assertThat(running.update("aprove", "{\"by\": \"ann\"}"))
          .isEqualTo(
              new Answer(
                  false,
                  "refused: no message is called aprove; send approve, reject, revoke or command"));

      Status after = running.status();
      assertThat(after.gate()).isEqualTo(before);
      assertThat(after.timeline()).filteredOn(e -> e.outcome().equals("refused")).hasSize(9);
    }
  }

  @Test
  void theSameRefusalsBySignal() {
    try (Lab lab = new Lab(gated())) {
      Running running = lab.start().untilGate("staging", "go");
      Status.OpenGate before = running.status().gate();

      running.signal("approve", "{\"by\": \"mallory\"}");
      running.signal("approve", "garbage: [");
      running.signal("aprove", "{\"by\": \"ann\"}");
      running.stub.signal("approve");
      running.stub.signal("approve", Lab.encoded("binary/plain", "\u0001\u0002"));
      running.stub.signal("command", Lab.encoded("binary/null", ""));
      Status after =
          running.until(
              "six refusals",
              s -> s.timeline().stream().filter(e -> e.outcome().equals("refused")).count() == 6);

      assertThat(after.gate()).isEqualTo(before);
      assertThat(after.timeline())
          .anyMatch(e -> e.subject().equals("aprove") && e.words().contains("no message is called"))
          .anyMatch(e -> e.words().contains("nothing was sent"))
          .anyMatch(e -> e.words().contains("is no JSON but binary/plain"));
      running.approve("ann");
      running.approve("bob");
      running.ends(Ending.SUCCEEDED);
    }
  }

  @Test
  void anUpdateThatCannotBeReadAtAllIsRejected() {
    try (Lab lab = new Lab(gated())) {
      Running running = lab.start().untilGate("staging", "go");

      Throwable rejected =
          catchThrowable(
              () ->
                  running.stub.update(
                      "approve", Answer.class, Lab.encoded("binary/plain", "\u0001")));

      assertThat(rejected).isInstanceOf(WorkflowUpdateException.class);
      assertThat(rejected.getCause())
          .hasMessageContaining("approve is no JSON but binary/plain; send JSON");
    }
  }

  @Test
  void earlyTwiceAndLateAreRefused() {
    PlanDraft plan = gated();
    plan.staging().gate("end", "lead");
    try (Lab lab = new Lab(plan)) {
      FakeWorld.Hanging change = lab.world.hangs("apply indexes in staging");
      Running running = lab.start().untilGate("staging", "go");
      assertThat(running.approve("ann").recorded()).isTrue();
      assertThat(running.approve("ann").words()).startsWith("refused: ");
      running.approve("bob");
      FakeWorld.await(change.begun);

      assertThat(running.approve("ann"))
          .isEqualTo(
              new Answer(
                  false,
                  "refused: no gate is open, the last one, go of staging, was given; it is at:"
                      + " staging: change indexes"));
      change.letGo.countDown();
      running.untilGate("staging", "end");
      assertThat(running.update("approve", "{\"by\": \"bob\", \"gate\": \"go\"}").words())
          .startsWith("refused: ");
      running.approve("ann");
      running.ends(Ending.SUCCEEDED);
    }
  }

  @Test
  void anExpiredGateRefuses() {
    try (Lab lab = new Lab(gated())) {
      Running running = lab.start().untilGate("staging", "go");
      running.approve("ann");

      String why = running.ends(Ending.REFUSED).why();

      assertThat(why)
          .startsWith("staging: gate go expired at 2026-11-09T12:00:")
          .endsWith("without dba");
      assertThat(lab.world.log()).isEmpty();
    }
  }

  @Test
  void aRejectedGateRefusesAndSaysWhatStays() {
    PlanDraft plan = PlanDraft.small();
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("production", "go");

      assertThat(running.reject("ann", "not tonight").recorded()).isTrue();

      String why = running.ends(Ending.REFUSED).why();
      assertThat(why).isEqualTo("production: gate go was rejected by ann: not tonight");
      assertThat(lab.world.story.stayed())
          .containsExactly("staging: change indexes", "staging: change policies");
    }
  }

  @Test
  void aRejectionAtTheEndLetsAPersonChoose() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.staging().gate("end", "lead");
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("staging", "end");
      running.reject("ann", "I doubt it");
      running.untilQuestion();
      assertThat(lab.world.carried("staging")).containsExactly("indexes", "policies");

      running.command("resume");

      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
    }
  }

  @Test
  void aGateAfterTheChangeThatIsRejectedTakesTheChangeBack() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.staging().gate("after", "lead");
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("staging", "after");

      running.reject("ann", "too slow");

      running.ends(Ending.ROLLED_BACK);
      assertThat(lab.world.carried("staging")).isEmpty();
    }
  }

  @Test
  void whatIsConfirmedStandsInTheReportAsACheck() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.staging().gate("go", "lead").check("go", PlanDraft.attest("team ready", "lead"));
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("staging", "go");
      assertThat(running.update("approve", "{\"by\": \"ann\"}").recorded())
          .as("without the tick")
          .isFalse();

      running.approve("ann");

      running.ends(Ending.SUCCEEDED);
      assertThat(lab.world.story.environments().get(0).checks())
          .extracting(c -> c.verdict().words())
          .containsExactly("confirmed by ann: I saw team ready");
    }
  }
}
