package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.must;
import static io.soakgate.deployment.walk.PlanDraft.spec;
import static io.soakgate.deployment.walk.PlanDraft.under;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Evidence;
import io.soakgate.deployment.Status.Attestation;
import io.soakgate.deployment.Story.CheckStory;
import io.soakgate.deployment.walk.people.Details;
import io.soakgate.plan.Check;
import io.soakgate.plan.ReportRule;
import io.soakgate.plan.ReportRule.Prompt;
import io.soakgate.plan.ReportRule.Result;
import io.soakgate.plan.ReportRule.Row;
import io.soakgate.plan.Spec;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people are shown, asked and told for the report. */
class EvidenceTest {
  private static final Spec ATTEST = new Spec("attest", TextNode.valueOf("It is fine"), "p:1:1");

  private static PlanDraft quiet() {
    PlanDraft plan = PlanDraft.small();
    plan.production().gates.clear();
    return plan;
  }

  private static Check proved(String... names) {
    return new Check(
        "fine",
        ATTEST,
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        null,
        List.of(names),
        null,
        null);
  }

  @Test
  void whatChecksProvedIsTickedAndShownAndNobodyIsAskedAgain() {
    PlanDraft plan = PlanDraft.small();
    plan.staging().check("after", must("orphans", "query", under("n", 5)));
    plan.production().check("go", proved("orphans"));
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("production", "go");

      assertThat(running.status().gate().attestations()).isEmpty();
      assertThat(running.status().gate().proved())
          .containsExactly("✓ It is fine: proved by 1 checks: n 1 < 5");
      assertThat(Details.of(running.status()))
          .contains("Proved by checks:\n\n- ✓ It is fine: proved by 1 checks: n 1 \\< 5");
      running.approve("ann");
      running.ends(Ending.SUCCEEDED);
    }
  }

  @Test
  void whatNoCheckProvedIsRefusedBeforeAnythingChanges() {
    PlanDraft plan = quiet();
    plan.staging().check("after", PlanDraft.should("orphans", "query", under("n", 1)));
    plan.production().check("go", proved("orphans", "gone"));
    try (Lab lab = new Lab(plan)) {
      assertThat(lab.start().ends(Ending.REFUSED).why())
          .isEqualTo(
              "go check fine: It is fine: not proved: after orphans: n 1, not < 1; no check gone"
                  + " ran");
      assertThat(lab.world.carried("production")).isEmpty();
    }
  }

  @Test
  void aPersonIsShownTheSampleAndTheReportKeepsOnlyTheQuestion() {
    PlanDraft plan = quiet();
    Check sample =
        new Check(
            "sample",
            spec("sample", "sample"),
            List.of(under("n", 5)),
            List.of(),
            List.of(),
            "lead",
            null,
            "Do these look right?",
            List.of(),
            null,
            null);
    plan.staging().check("after", sample).gateFor(Duration.ofDays(1), "end", "lead");
    try (Lab lab = new Lab(plan)) {
      lab.world.sees(
          "sample",
          request ->
              new Measurement(
                  List.of(Value.number("n", 2)), null, "1. Soup\n2. Rice", FakeWorld.NOON));
      Running running = lab.start().untilGate("staging", "end");

      assertThat(running.status().gate().attestations())
          .containsExactly(
              new Attestation("sample", "lead", "Do these look right?\n1. Soup\n2. Rice"));
      assertThat(Details.of(running.status()))
          .contains("- lead confirms: Do these look right?\n  - 1. Soup\n  - 2. Rice\n");
      running.approve("ann");
      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.story.toString() + lab.world.audit).doesNotContain("Soup");
      assertThat(lab.world.story.environments().get(0).checks())
          .extracting(CheckStory::moment, c -> c.verdict().words())
          .contains(tuple("end", "confirmed by ann: Do these look right?"));
    }
  }

  @Test
  void severalAttestationsAreConfirmedOneByOne() {
    PlanDraft plan = PlanDraft.small();
    Spec several =
        new Spec(
            "attest",
            JsonNodeFactory.instance.objectNode().put("cart", "It fills").put("pay", "It pays"),
            "p:1:1");
    plan.production()
        .check("go", new Check("attest", several, List.of(), List.of(), List.of(), "lead", null));
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("production", "go");

      assertThat(running.status().gate().attestations())
          .containsExactly(
              new Attestation("cart", "lead", "It fills"),
              new Attestation("pay", "lead", "It pays"));
      assertThat(running.update("approve", "{\"by\": \"ann\", \"attest\": [\"cart\"]}").words())
          .startsWith("refused: ann agrees as lead only by ticking pay (It pays); ");
      running.approve("ann");
      running.ends(Ending.SUCCEEDED);
    }
  }

  @Test
  void theReportHasItsFiguresWithTargetsAndEveryMeasurement() {
    PlanDraft plan = quiet();
    Check orphans = must("orphans", "query", under("n", 5));
    plan.staging().check("after", orphans);
    plan.report =
        new ReportRule(
            List.of(
                new Row("Orphan rate", orphans.probe(), under("n", 3)),
                new Row("Never seen", spec("query", "never"), under("n", 3))),
            List.of(),
            List.of(),
            List.of(new Result("succeeded", "Successful, no issues")));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("orphans", 4);
      lab.start().ends(Ending.SUCCEEDED);

      Evidence evidence = lab.world.story.evidence();
      assertThat(evidence.result()).isEqualTo("Successful, no issues");
      assertThat(evidence.figures())
          .extracting(
              Evidence.Shown::label,
              Evidence.Shown::environment,
              Evidence.Shown::value,
              f -> f.verdict() == null ? null : f.verdict().words())
          .containsExactly(
              tuple("Orphan rate", "staging", Value.number("n", 4), "n 4, not < 3"),
              tuple("Never seen", null, null, null));
      assertThat(evidence.measurements())
          .extracting(Evidence.Seen::environment, Evidence.Seen::moment, Evidence.Seen::subject)
          .contains(tuple("staging", "after", "orphans"));
    }
  }

  @Test
  void issuesHaveASeverityAndAnEnd() {
    PlanDraft plan = PlanDraft.small();
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("production", "go");
      assertThat(
              running.update(
                  "command",
                  "{\"act\": \"issue\", \"by\": \"bob\", \"reason\": \"slow menu\", \"note\":"
                      + " {\"severity\": \"low\"}}"))
          .isEqualTo(new Answer(true, "recorded: issue 1: slow menu"));
      assertThat(
              running.update(
                  "command",
                  "{\"act\": \"issue\", \"by\": \"bob\", \"reason\": \"index added\", \"note\":"
                      + " {\"resolves\": 1, \"lost\": \"15m\", \"severity\": \"high\"}}"))
          .isEqualTo(new Answer(true, "recorded: issue 1 is resolved: index added"));
      assertThat(
              running.update(
                  "command",
                  "{\"act\": \"issue\", \"by\": \"bob\", \"reason\": \"x\", \"note\": {\"resolves\": 7}}"))
          .isEqualTo(new Answer(false, "refused: there is no issue 7; there are 1"));
      assertThat(
              running
                  .update(
                      "command",
                      "{\"act\": \"issue\", \"by\": \"bob\", \"reason\": \"x\", \"note\":"
                          + " {\"severity\": \"awful\"}}")
                  .words())
          .startsWith("refused: command:1:67: `severity` is \"awful\": known here: `low`, ");
      running.approve("ann");
      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.story.evidence().issues())
          .singleElement()
          .satisfies(
              i -> {
                assertThat(i.words()).isEqualTo("slow menu");
                assertThat(i.severity()).isEqualTo("high");
                assertThat(i.resolution()).isEqualTo("index added");
                assertThat(i.timeLost()).isEqualTo("15m");
              });
    }
  }

  @Test
  void questionsAreAskedAtTheLastGateAndAnsweredByWhoeverIsAsked() {
    PlanDraft plan = quiet();
    plan.production().gateFor(Duration.ofDays(1), "end", "lead");
    plan.report = asking("end", "well", "better");
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("production", "end");

      assertThat(running.status().gate().attestations())
          .contains(
              new Attestation(
                  "answer.well",
                  "lead",
                  "well? Say it with soakgate answer deployment-1 --by \"YOUR NAME\" --prompt well"
                      + " --text \"WHAT YOU SAY\""));
      assertThat(answer(running, "bob", "well"))
          .isEqualTo(new Answer(false, "refused: bob does not hold lead, who is asked"));
      assertThat(answer(running, "ann", "wel"))
          .isEqualTo(
              new Answer(false, "refused: the plan asks nothing called wel; it asks well, better"));
      assertThat(answer(running, "ann", "well"))
          .isEqualTo(new Answer(true, "recorded: well? it did"));
      running.approve("ann");
      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.story.evidence().answers())
          .extracting(Evidence.Said::name, Evidence.Said::by, Evidence.Said::answer)
          .containsExactly(tuple("well", "ann", "it did"), tuple("better", null, null));
    }
  }

  @Test
  void afterARollbackItWaitsForTheRootCauseOrForAResume() {
    PlanDraft plan = quiet();
    plan.report = asking("rolled-back", "cause", "fix");
    try (Lab lab = new Lab(plan)) {
      lab.world.fails("apply policies in production", 1, "failed-statement");
      Running running = lab.start();
      assertThat(running.untilQuestion().question())
          .startsWith("lead: cause? soakgate answer deployment-1 --by ")
          .endsWith("Answer, or resume to end without");
      answer(running, "ann", "cause");
      running.command("resume");
      running.ends(Ending.ROLLED_BACK);

      assertThat(lab.world.story.evidence().answers())
          .extracting(Evidence.Said::name, Evidence.Said::answer)
          .containsExactly(tuple("cause", "it did"), tuple("fix", null));
    }
  }

  private static Answer answer(Running running, String by, String prompt) {
    return running.update(
        "command",
        "{\"act\": \"answer\", \"by\": \"%s\", \"option\": \"%s\", \"reason\": \"it did\"}"
            .formatted(by, prompt));
  }

  private static ReportRule asking(String moment, String one, String other) {
    return new ReportRule(
        List.of(),
        List.of(),
        List.of(
            new Prompt(one, moment, "lead", one + "?"),
            new Prompt(other, moment, "lead", other + "?")),
        List.of());
  }
}
