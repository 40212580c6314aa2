package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.attest;
import static io.soakgate.deployment.walk.PlanDraft.must;
import static io.soakgate.deployment.walk.PlanDraft.under;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.AfterwardsWorkflow;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.plan.Check;
import io.soakgate.plan.Conduct;
import io.soakgate.plan.Notice;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Schedule;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** S-062 … S-064, T-38: days, weeks and months after the deployment, in a workflow of its own. */
class AfterwardsTest {
  private static final Duration DAY = Duration.ofDays(1);

  private static PlanDraft followed(Schedule... schedules) {
    PlanDraft plan = PlanDraft.small();
    plan.production().gates.clear();
    plan.conduct = new Conduct(null, List.of(), List.of(), List.of(schedules));
    return plan;
  }

  private static Schedule daily(int days, Check... checks) {
    return new Schedule(
        "daily",
        DAY,
        DAY.multipliedBy(days),
        LocalTime.of(9, 0),
        ZoneOffset.UTC,
        false,
        List.of(new Notice("daily", List.of("team"), "Looked at again")),
        List.of(checks));
  }

  @Tag("T-38")
  @Test
  void itLooksAgainEachDayAfterTheDeploymentHasEnded() {
    AtomicInteger looks = new AtomicInteger();
    Plan plan = followed(daily(3, must("speed", "latency", under("p95", 100)))).plan();
    try (Lab lab = new Lab(plan)) {
      lab.world.sees(
          "speed",
          asked ->
              Measurement.saw(
                  asked.scope().now(),
                  List.of(Value.number("p95", looks.incrementAndGet() == 2 ? 500 : 10))));
      Running after = lab.follow(plan);
      after.over();

      assertThat(lab.world.audit)
          .filteredOn(e -> e.words().equals("is due"))
          .extracting(e -> e.subject() + " " + e.at().truncatedTo(ChronoUnit.HOURS))
          .containsExactly(
              "daily 1 of 3 2026-11-03T09:00:00Z",
              "daily 2 of 3 2026-11-04T09:00:00Z",
              "daily 3 of 3 2026-11-05T09:00:00Z");

      assertThat(looks).hasValue(3);
      assertThat(lab.world.toldTo("team")).filteredOn("Looked at again"::equals).hasSize(3);
      assertThat(lab.world.toldTo("pager"))
          .singleElement()
          .asString()
          .contains("afterwards/daily check speed: ");
      assertThat(lab.world.audit)
          .filteredOn(e -> e.kind().equals("afterwards"))
          .extracting(e -> e.subject() + ": " + e.words())
          .contains(
              "afterwards: begins, after deployment-1",
              "daily 2 of 3: is due",
              "afterwards: everything that was due is over");
      assertThat(lab.world.acts).as("it changes nothing").isEmpty();
    }
  }

  @Tag("T-38")
  @Test
  @Tag("T-38")
  void aLongOneContinuesAsNewAndForgetsNothing() {
    AtomicInteger looks = new AtomicInteger();
    Plan plan = followed(daily(60, must("speed", "latency", under("p95", 100)))).plan();
    try (Lab lab = new Lab(plan)) {
      lab.world.sees(
          "speed",
          asked -> {
            looks.incrementAndGet();
            return Measurement.saw(asked.scope().now(), List.of(Value.number("p95", 10)));
          });
      Running after = lab.follow(plan);
      after.over();

      assertThat(looks).hasValue(60);
      assertThat(lab.history(after.id()).getEvents().size())
          .as("events of its last run")
          .isLessThan(1_000);
    }
  }

  private static Schedule refresh(int days) {
    return new Schedule(
        "refresh",
        DAY,
        DAY.multipliedBy(days),
        null,
        null,
        false,
        List.of(),
        List.of(),
        PlanDraft.spec("sql", "refresh"));
  }

  /** I-072, I-073: what a runbook has done each day and each week. */
  @Test
  void itDoesWhatIsDoneAgainAndAgainAndHoldsTheTargetMeanwhile() {
    Plan plan = followed(refresh(3)).plan();
    try (Lab lab = new Lab(plan)) {
      lab.world.fails("step afterwards/refresh/2 in production", 1, "failed-statement");

      Running after = lab.follow(plan);
      after.over();

      assertThat(lab.world.acts)
          .extracting(a -> a.scope().deployment() + " " + a.subject() + " " + a.attempt())
          .containsExactly(
              "deployment-1/afterwards afterwards/refresh/1 1",
              "deployment-1/afterwards afterwards/refresh/2 1",
              "deployment-1/afterwards afterwards/refresh/3 1");
      assertThat(lab.world.toldTo("pager"))
          .singleElement()
          .asString()
          .contains("failed: step afterwards/refresh/2 in production did not work");
      assertThat(lab.world.log()).noneMatch(l -> l.startsWith("undo"));
      assertThat(lab.world.leaseOf("shop-production")).as("let go of again").isNull();
    }
  }

  @Test
  void itLetsGoOfTheTargetWhenItIsCalledOffInTheMiddleOfItsWork() {
    Plan plan = followed(refresh(3)).plan();
    try (Lab lab = new Lab(plan)) {
      FakeWorld.Hanging first = lab.world.hangs("step afterwards/refresh/1 in production");
      Running after = lab.follow(plan);
      lab.temporal.sleep(DAY);
      FakeWorld.await(first.begun);
      assertThat(lab.world.leaseOf("shop-production")).isEqualTo(after.id());

      after.stub.cancel();

      FakeWorld.await(first.stopped);
      assertThatThrownBy(after::over).hasCauseInstanceOf(CanceledFailure.class);
      assertThat(lab.world.leaseOf("shop-production")).isNull();
    }
  }

  @Test
  void itWaitsForADeploymentThatHoldsTheTarget() {
    Plan plan = followed(refresh(1)).plan();
    try (Lab lab = new Lab(plan)) {
      lab.world.leased("shop-production", "deployment-2");

      Running after = lab.follow(plan);
      after.over();

      assertThat(lab.world.acts).isEmpty();
      assertThat(lab.world.toldTo("pager"))
          .singleElement()
          .asString()
          .contains(
              "left out: deployment-2 of another Temporal held the target until the next was due");
    }
  }

  @Test
  void peopleConfirmAndWhatNobodyConfirmsIsSaid() {
    Schedule month =
        new Schedule(
            "month",
            null,
            DAY.multipliedBy(30),
            null,
            null,
            false,
            List.of(),
            List.of(attest("used", "lead"), attest("measured", "dba")));
    Schedule later =
        new Schedule(
            "later",
            null,
            DAY.multipliedBy(40),
            null,
            null,
            false,
            List.of(),
            List.of(attest("kept", "lead")));
    Plan plan = followed(month, later).plan();
    try (Lab lab = new Lab(plan)) {
      Running after = lab.follow(plan);
      after.pass(DAY.multipliedBy(31));
      after.untilGate("production", "afterwards/month");
      assertThat(after.status().gate().attestations())
          .extracting(a -> a.role() + " " + a.words())
          .containsExactly("lead I saw used", "dba I saw measured");
      assertThat(after.approve("ann").recorded()).isTrue();
      assertThat(after.approve("bob").recorded()).isTrue();
      after.over();

      assertThat(lab.world.audit)
          .filteredOn(e -> e.kind().equals("gate"))
          .extracting(e -> e.subject() + " " + e.outcome())
          .containsExactly(
              "gate afterwards/month waiting",
              "gate afterwards/month ok",
              "gate afterwards/later waiting",
              "gate afterwards/later refused");
      assertThat(lab.world.audit)
          .anySatisfy(
              e ->
                  assertThat(e.subject() + ": " + e.words())
                      .isEqualTo("kept: nobody confirmed it"));
    }
  }

  @Test
  void aScheduleMayCompareWithItsLastLook() {
    AtomicInteger size = new AtomicInteger(150);
    Schedule weekly =
        new Schedule(
            "weekly",
            DAY.multipliedBy(7),
            DAY.multipliedBy(21),
            null,
            null,
            true,
            List.of(),
            List.of(must("size", "rows", PlanDraft.asBefore("rows"))));
    Plan plan = followed(weekly).plan();
    try (Lab lab = new Lab(plan)) {
      lab.world.sees(
          "size",
          asked -> Measurement.saw(asked.scope().now(), List.of(Value.number("rows", size.get()))));
      Running after =
          lab.follow(
              plan,
              new AfterwardsWorkflow.Seen(
                  PlanDraft.spec("rows", "size"),
                  Measurement.saw(FakeWorld.NOON, List.of(Value.number("rows", 100)))));

      after.over();

      assertThat(lab.world.toldTo("pager"))
          .as("the first look differs from before the change, the later ones from nothing")
          .hasSize(1);
    }
  }

  @Test
  void itBeginsWhenTheDeploymentHasSucceededAndOutlivesIt() {
    try (Lab lab = new Lab(followed(daily(3)))) {
      Running running = lab.start();
      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.audit)
          .anySatisfy(e -> assertThat(e.words()).isEqualTo("begins as deployment-1/afterwards"));
      assertThat(lab.history("deployment-1/afterwards").getEvents()).isNotEmpty();
      assertThat(lab.world.story.ended())
          .as("the deployment does not wait for it")
          .isBefore(FakeWorld.NOON.plus(Duration.ofHours(4)));
    }
  }

  @Test
  void nothingFollowsWhatWasRolledBack() {
    try (Lab lab = new Lab(followed(daily(3)))) {
      lab.world.fails("apply policies in production", 1, Outside.FAILED_STATEMENT);

      lab.start().ends(Ending.ROLLED_BACK);

      assertThat(lab.world.audit).noneMatch(e -> e.kind().equals("afterwards"));
    }
  }
}
