package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.must;
import static io.soakgate.deployment.walk.PlanDraft.spec;
import static io.soakgate.deployment.walk.PlanDraft.under;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_SIGNALED;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Evidence.Timed;
import io.soakgate.deployment.Status;
import io.soakgate.deployment.walk.people.Details;
import io.soakgate.plan.IfFails;
import io.soakgate.plan.NamedSpec;
import io.soakgate.plan.ReportRule;
import io.soakgate.plan.ReportRule.Part;
import io.soakgate.plan.ReportRule.Phase;
import io.soakgate.plan.Response;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Severity;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people see, say and do while it runs: issues, looks, actions, a walk that is held. */
class IssueWalkTest {

  /** M-112: more than so many within an hour. */
  @Test
  void aRuleCountsTheIssuesThatWereLoggedInItsBuckets() {
    Rule often =
        new Rule(
            "reports",
            PlanDraft.spec("issues", "reports"),
            List.of(PlanDraft.over("n", 1)),
            1,
            Severity.WARN,
            Severity.PAGE,
            PlanDraft.then(Response.Act.NOTIFY, null));
    PlanDraft plan = PlanDraft.small();
    plan.production().gates.clear();
    plan.production().watch("day", Duration.ofHours(3), Duration.ofHours(1), often);
    try (Lab lab = new Lab(plan)) {
      lab.world.sees(
          "reports",
          asked ->
              Measurement.saw(
                  asked.scope().now(), List.of(Value.number("n", asked.known().issues().size()))));
      FakeWorld.Hanging second = lab.world.hangs("bucket 2");
      Running running = lab.start();
      FakeWorld.await(second.begun);
      running.command("issue");
      running.command("issue");
      running.until("the watch heard of both", status -> signalled(lab) == 2);
      second.letGo.countDown();

      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(lab.world.toldTo("pager").get(0))
          .as("in the bucket they were logged in, not in the one after it")
          .contains("rule reports: n 2 > 1 (1 in a row, bucket 2 until ");
      assertThat(lab.world.buckets).allMatch(b -> b.probes().isEmpty());
    }
  }

  private static long signalled(Lab lab) {
    return lab.history("deployment-1").getEvents().stream()
        .filter(e -> e.getEventType() == EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_SIGNALED)
        .count();
  }

  private static final Duration DAY = Duration.ofHours(24);

  private static PlanDraft gated() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.staging().gate("end", "lead");
    return plan;
  }

  private static String issue(String severity, String words) {
    return """
        {"act": "issue", "by": "bob", "reason": "%s", "note": {"severity": "%s"}}
        """
        .formatted(words, severity);
  }

  @Test
  void anIssueIsToldAtOnceAsLoudlyAsItIs() {
    try (Lab lab = new Lab(gated())) {
      Running running = lab.start().untilGate("staging", "end");
      running.update("command", issue("medium", "slow menu"));
      running.update("command", issue("critical", "orders are lost"));
      running.until("told", s -> lab.world.toldTo("pager").size() == 1);

      assertThat(lab.world.toldTo("pager"))
          .containsExactly(
              "Shop indexes, staging: issue 2 (critical) by bob: orders are lost (contacts: lead:"
                  + " Ann, the lead)");
      running.until("told", s -> lab.world.toldTo("team").size() == 2);
      assertThat(lab.world.toldTo("team"))
          .anyMatch(t -> t.contains("issue 1 (medium) by bob: slow menu"));
    }
  }

  @Test
  void whatBecameOfAnIssueSaysHowLongThatTook() {
    try (Lab lab = new Lab(gated())) {
      Running running = lab.start().untilGate("staging", "end");
      running.update("command", issue("low", "slow menu"));
      running.pass(Duration.ofMinutes(40));
      running.update(
          "command",
          "{\"act\": \"issue\", \"by\": \"bob\", \"reason\": \"index added\", \"note\":"
              + " {\"resolves\": 1}}");
      running.approve("ann");
      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.story.evidence().issues().get(0).timeToResolve())
          .isBetween(Duration.ofMinutes(40), Duration.ofMinutes(41));
    }
  }

  @Test
  void aSignalOfTheTemporalUiLogsAnIssueAndStartsTheSoakAgain() {
    PlanDraft plan = gated();
    plan.staging().gates.clear();
    plan.staging().watch("soak", DAY, Duration.ofHours(1), true);
    try (Lab lab = new Lab(plan)) {
      FakeWorld.Hanging fifth = lab.world.hangs("bucket 5");
      Running running = lab.start();
      FakeWorld.await(fifth.begun);

      running.signal("command", issue("high", "a dish is missing"));

      FakeWorld.await(fifth.stopped);
      running.ends(Ending.SUCCEEDED);
      assertThat(lab.world.buckets).hasSize(5 + 24);
      assertThat(lab.world.story.evidence().issues())
          .extracting(i -> i.words() + " " + i.severity())
          .containsExactly("a dish is missing high");
    }
  }

  @Test
  void anIssueInTheLastHourOfTheSoakGivesItAllItsHoursAgain() {
    PlanDraft plan = gated();
    plan.staging().gates.clear();
    plan.staging().watch("soak", DAY, Duration.ofHours(1), true);
    try (Lab lab = new Lab(plan)) {
      FakeWorld.Hanging last = lab.world.hangs("bucket 24");
      Running running = lab.start();
      FakeWorld.await(last.begun);

      running.update("command", issue("low", "a typo on a dish"));

      FakeWorld.await(last.stopped);
      running.ends(Ending.SUCCEEDED);
      assertThat(lab.world.buckets).hasSize(24 + 24);
    }
  }

  @Test
  void whatIsHeldIsAStateOfItsOwn() {
    PlanDraft plan = gated();
    plan.staging().ifFails = IfFails.ASK;
    plan.staging().check("after", must("errors", "query", under("n", 5)));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("errors", 7);
      Running running = lab.start();
      Status held = running.untilQuestion();
      assertThat(held.doing()).isEqualTo("staging: held at after");
      assertThat(Details.of(held)).startsWith("# staging: held at after · waits for **an answer");
      lab.world.sees("errors", 1);

      running.command("retry");

      assertThat(running.untilGate("staging", "end").status().doing())
          .isEqualTo("staging: gate end");
    }
  }

  @Test
  void peopleLookThroughAProbeWhileItRunsAndOnlyFiguresAreWrittenDown() {
    PlanDraft plan = gated();
    plan.probes.add(new NamedSpec("refreshes", spec("query", "refreshes")));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees(
          "refreshes",
          r ->
              new Measurement(
                  List.of(Value.number("n", 5)), null, "10:00 ann\n11:00 bob", FakeWorld.NOON));
      Running running = lab.start().untilGate("staging", "end");

      Answer answer =
          running.update(
              "command", "{\"act\": \"look\", \"by\": \"bob\", \"option\": \"refreshes\"}");

      assertThat(answer).isEqualTo(new Answer(true, "recorded: n 5\n10:00 ann\n11:00 bob"));
      assertThat(
              running.update(
                  "command", "{\"act\": \"look\", \"by\": \"bob\", \"option\": \"refresh\"}"))
          .isEqualTo(new Answer(false, "refused: the plan has no probe refresh; it has refreshes"));
      Status status = running.status();
      assertThat(status.timeline()).anyMatch(e -> e.words().endsWith("recorded: n 5"));
      assertThat(status.timeline()).noneMatch(e -> e.words().contains("10:00"));
    }
  }

  @Test
  void peopleRunAnActionEachTimeAnewButNotBesideAChange() {
    PlanDraft plan = gated();
    plan.actions.add(new NamedSpec("refresh", spec("sql", "refresh")));
    try (Lab lab = new Lab(plan)) {
      FakeWorld.Hanging change = lab.world.hangs("apply policies in staging");
      Running running = lab.start();
      FakeWorld.await(change.begun);
      assertThat(running.command("do", "refresh"))
          .isEqualTo(
              new Answer(false, "refused: a change or a rollback runs; wait until it is done"));
      change.letGo.countDown();
      running.untilGate("staging", "end");

      assertThat(running.command("do", "refresh"))
          .isEqualTo(new Answer(true, "recorded: step do/refresh/1 in staging"));
      assertThat(running.command("do", "refresh"))
          .isEqualTo(new Answer(true, "recorded: step do/refresh/2 in staging"));

      running.approve("ann");
      running.ends(Ending.SUCCEEDED);
      assertThat(lab.world.audit)
          .anyMatch(e -> e.kind().equals("action") && e.subject().equals("do/refresh/2"));
    }
  }

  @Test
  void phasesAreHeldAgainstWhatThePlanExpects() {
    PlanDraft plan = gated();
    plan.staging().gates.clear();
    plan.staging().watch("soak", DAY, Duration.ofHours(1));
    plan.report =
        new ReportRule(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new Phase("staging", Part.WATCH, Duration.ofHours(12)),
                new Phase("staging", Part.CHANGES, Duration.ofHours(1)),
                new Phase("production", Part.BACKUP, Duration.ofHours(1))));
    try (Lab lab = new Lab(plan)) {
      lab.start().ends(Ending.SUCCEEDED_WITH_WARNINGS);

      List<Timed> phases = lab.world.story.evidence().phases();
      assertThat(phases)
          .extracting(Timed::phase)
          .containsExactly("staging.watch", "staging.changes", "production.backup");
      assertThat(phases.get(0).took()).isGreaterThanOrEqualTo(DAY);
      assertThat(phases.get(1).took()).isLessThan(Duration.ofHours(1));
      assertThat(phases.get(2).took()).isNull();
      assertThat(lab.world.audit)
          .anyMatch(
              e ->
                  e.subject().equals("staging.watch")
                      && e.words().equals("took 24 h, expected 12 h"));
    }
  }
}
