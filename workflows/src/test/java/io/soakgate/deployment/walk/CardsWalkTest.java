package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.must;
import static io.soakgate.deployment.walk.PlanDraft.rule;
import static io.soakgate.deployment.walk.PlanDraft.then;
import static io.soakgate.deployment.walk.PlanDraft.under;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.CardActivity.Asked;
import io.soakgate.deployment.CardActivity.Card;
import io.soakgate.deployment.CardActivity.Ended;
import io.soakgate.deployment.CardActivity.GateFace;
import io.soakgate.deployment.CardActivity.Incident;
import io.soakgate.deployment.CardActivity.Overview;
import io.soakgate.deployment.CardActivity.Place;
import io.soakgate.deployment.CardActivity.Progress;
import io.soakgate.deployment.CardActivity.Reply;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.plan.IfFails;
import io.soakgate.plan.Response;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Severity;
import io.temporal.api.enums.v1.EventType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which cards a deployment shows, and that nothing waits for them. */
class CardsWalkTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static final String START = "{\"plan\": \"shop\", \"by\": \"ann\"}";

  private static PlanDraft gated() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.staging().gateFor(Duration.ofDays(7), "go", "lead", "dba");
    return plan;
  }

  private static PlanDraft watched(Response then) {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.staging().watch("soak", HOUR, Duration.ofMinutes(10), rule("slow", 1, then));
    return plan;
  }

  private static Lab lab(PlanDraft plan) {
    Lab lab = new Lab(plan);
    lab.world.cards.in("prod-deployment");
    return lab;
  }

  @Test
  void aGateIsACardOfItsOwnThatSaysWhoDecided() {
    try (Lab lab = lab(gated())) {
      Running running = lab.start().untilGate("staging", "go");
      running.approve("ann");
      running.approve("bob");
      running.ends(Ending.SUCCEEDED);

      FakeCards cards = lab.world.cards;
      assertThat(cards.names())
          .containsExactlyInAnyOrder("deployment", "progress", "gate/staging/go/1", "end");
      GateFace gate = cards.last("gate/staging/go/1", GateFace.class);
      assertThat(gate.closed()).isEqualTo("everybody agreed");
      assertThat(gate.agreed()).isTrue();
      assertThat(gate.gate().given())
          .containsExactly("ann (lead), unverified", "bob (dba), unverified");
      assertThat(gate.expires()).isEqualTo(gate.gate().expires());
      assertThat(cards.last("deployment", Overview.class).ending()).isEqualTo(Ending.SUCCEEDED);
      assertThat(cards.last("progress", Progress.class).last())
          .extracting(Entry::kind)
          .endsWith("ending");
      assertThat(cards.last("end", Ended.class))
          .isEqualTo(
              new Ended(
                  Ending.SUCCEEDED,
                  "everything was done",
                  "report.html",
                  List.of(),
                  List.of(),
                  cards.last("end", Ended.class).took()));
    }
  }

  @Test
  void everyCardStandsInTheChannelAndIsEditedWhereItStands() {
    try (Lab lab = lab(gated())) {
      Running running = lab.start().untilGate("staging", "go");
      running.reject("ann", "not today");
      running.ends(Ending.REFUSED);

      FakeCards cards = lab.world.cards;
      assertThat(cards.last("gate/staging/go/1", GateFace.class).closed())
          .isEqualTo("gate go was rejected by ann: not today");
      assertThat(cards.shown)
          .allSatisfy(
              card -> {
                assertThat(card.channel()).isEqualTo("prod-deployment");
                assertThat(card.id()).startsWith("deployment-1/").doesNotContain(" ");
                boolean inThread = List.of("progress", "end").contains(FakeCards.name(card));
                assertThat(card.thread() != null).isEqualTo(inThread);
                assertThat(card.of().title()).isEqualTo("Shop indexes");
                assertThat(card.of().environments()).containsExactly("staging");
              });
      assertThat(cards.shown.stream().filter(c -> c.at() == null).map(FakeCards::name))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void aGateThatExpiresSaysSo() {
    PlanDraft plan = gated();
    plan.staging().gates.clear();
    plan.staging().gateFor(HOUR, "go", "lead");
    try (Lab lab = lab(plan)) {
      Running running = lab.start().untilGate("staging", "go");
      running.ends(Ending.REFUSED);

      assertThat(lab.world.cards.last("gate/staging/go/1", GateFace.class).closed())
          .matches("gate go expired at 2026-11-02T13:00:0\\S+Z without lead");
    }
  }

  @Test
  void aGateThatIsCalledOffIsNoLongerOpen() {
    try (Lab lab = lab(gated())) {
      Running running = lab.start().untilGate("staging", "go");
      running.command("abort");
      running.ends(Ending.CANCELLED);

      assertThat(lab.world.cards.last("gate/staging/go/1", GateFace.class).closed())
          .isEqualTo("called off");
      assertThat(running.status().gate()).isNull();
    }
  }

  @Test
  void whatIsTakenBackOpensTheCardAgain() {
    PlanDraft plan = gated();
    plan.staging().gates.clear();
    plan.staging().gateFor(Duration.ofDays(7), "go", "lead");
    plan.staging().gateFor(Duration.ofDays(7), "before", "dba");
    try (Lab lab = lab(plan)) {
      Running running = lab.start().untilGate("staging", "go");
      running.approve("ann");
      running.untilGate("staging", "before");
      running.update("revoke", "{\"by\": \"ann\", \"gate\": \"go\"}");
      running.approve("bob");
      running.untilGate("staging", "go");
      running.approve("cy");
      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.cards.looks("gate/staging/go/1", GateFace.class))
          .extracting(GateFace::closed)
          .containsSubsequence(null, "everybody agreed", null, "everybody agreed");
    }
  }

  @Test
  void aBreachThatRollsBackIsLoudAndWaitsForNobody() {
    try (Lab lab = lab(watched(then(Response.Act.ROLLBACK, "everything")))) {
      lab.world.latency("slow", bucket -> bucket == 2 ? 500 : 10);

      lab.start().ends(Ending.ROLLED_BACK);

      Incident incident = lab.world.cards.last("incident/1", Incident.class);
      assertThat(incident.severity()).isEqualTo(Severity.CRITICAL);
      assertThat(incident.subject()).isEqualTo("watch soak");
      assertThat(incident.words()).startsWith("rule slow: p95 500 > 100");
      assertThat(lab.world.cards.shown.stream().filter(c -> FakeCards.name(c).equals("incident/1")))
          .allMatch(c -> c.thread() == null);
      assertThat(lab.world.cards.last("deployment", Overview.class).ending())
          .isEqualTo(Ending.ROLLED_BACK);
    }
  }

  /** Whoever follows the page's own thread hears that it is over. */
  @Test
  void whatIsWellAgainStandsBelowWhatToldOfItLast() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    Rule soft = some("soft", Severity.WARN);
    plan.staging().watch("soak", Duration.ofHours(24), HOUR, some("slow", Severity.PAGE), soft);
    try (Lab lab = lab(plan)) {
      lab.world.latency("slow", bucket -> bucket <= 2 ? 500 : 10);
      lab.world.latency("soft", bucket -> bucket == 4 ? 500 : 10);

      lab.start().ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(threads(lab, "incident/3"))
          .as("slow is well again")
          .containsExactly(place(lab, "incident/2"));
      assertThat(threads(lab, "incident/4"))
          .as("soft is broken")
          .containsExactly(place(lab, "deployment"));
      assertThat(threads(lab, "incident/5"))
          .as("soft is well again")
          .containsExactly(place(lab, "deployment"));
      assertThat(lab.world.cards.last("incident/3", Incident.class).severity()).isNull();
    }
  }

  private static Rule some(String name, Severity severity) {
    Rule rule = rule(name, 1, then(Response.Act.NOTIFY, null));
    return new Rule(name, rule.probe(), rule.when(), 1, rule.noData(), severity, rule.then());
  }

  private static List<Place> threads(Lab lab, String card) {
    return lab.world.cards.shown.stream()
        .filter(c -> FakeCards.name(c).equals(card))
        .map(Card::thread)
        .toList();
  }

  private static Place place(Lab lab, String card) {
    List<String> names = lab.world.cards.shown.stream().map(FakeCards::name).toList();
    return new Place("C1", "1." + (names.indexOf(card) + 1));
  }

  @Test
  void aQuestionThatIsAnsweredElsewhereHasNoButtonsAnyMore() {
    PlanDraft plan = watched(then(Response.Act.ASK, "restored"));
    plan.rollbacks.add(
        new Rollback(
            "restored", List.of(new Step(null, PlanDraft.spec("restore", "b"))), List.of(), HOUR));
    try (Lab lab = lab(plan)) {
      lab.world.latency("slow", bucket -> bucket == 2 ? 500 : 10);
      Running running = lab.start();
      running.untilQuestion();
      running.command("resume");
      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);

      Asked asked = lab.world.cards.last("question/1", Asked.class);
      assertThat(asked.answers())
          .containsExactly(
              new Reply(Act.ROLLBACK, "restored", "shop-staging"),
              new Reply(
                  Act.RESUME, null, null, "Keep it", "Nothing is rolled back, and it goes on."));
      assertThat(asked.answered()).isEqualTo("resume, says ann: because");
      assertThat(lab.world.cards.shown)
          .filteredOn(c -> FakeCards.name(c).equals("incident/1"))
          .isNotEmpty()
          .allMatch(c -> c.thread() != null);
    }
  }

  @Test
  void aRollbackThatWasAskedForAnswersTheQuestion() {
    try (Lab lab = lab(watched(then(Response.Act.ASK, "everything")))) {
      lab.world.latency("slow", bucket -> bucket == 2 ? 500 : 10);
      Running running = lab.start();
      running.untilQuestion();
      running.pass(Duration.ofHours(2));
      running.command("rollback");
      running.ends(Ending.ROLLED_BACK);

      assertThat(lab.world.cards.last("question/1", Asked.class).answered())
          .isEqualTo("rollback everything, says ann: because");
    }
  }

  @Test
  void aRollbackThatIsBlockedAsksWhichWay() {
    try (Lab lab = lab(watched(then(Response.Act.ROLLBACK, "everything")))) {
      lab.world.latency("slow", bucket -> 500);
      lab.world.fails("undo policies in staging", 1, "failed-statement");
      Running running = lab.start();
      running.untilQuestion();
      running.until("the card", s -> lab.world.cards.names().contains("question/1"));
      assertThat(lab.world.cards.last("question/1", Asked.class).answered()).isNull();
      running.command("retry");
      running.ends(Ending.ROLLED_BACK);

      assertThat(lab.world.cards.last("question/1", Asked.class).answers())
          .extracting(Reply::act)
          .startsWith(Act.RETRY)
          .contains(Act.SKIP, Act.ROLLBACK);
    }
  }

  /** A button that promised the next step, pressed twice, answered a question behind it. */
  @Test
  void aSecondResumeAfterAPauseEndsNothing() {
    try (Lab lab = lab(failing())) {
      lab.world.fails("apply policies in staging", 1, "failed-statement");
      Running running = lab.start(START);
      running.untilQuestion();
      running.command("pause");

      assertThat(pressed(running, "resume", Command.PAUSE).words())
          .startsWith("recorded: goes on; still asked: change policies: ");
      assertThat(pressed(running, "resume", Command.PAUSE).words())
          .isEqualTo("refused: it is not paused any more; answer a question on its own card");
      assertThat(running.status().question()).isNotNull();
      running.until("the card", s -> lab.world.cards.names().contains("question/1"));
      Reply resume = resume(lab.world.cards.last("question/1", Asked.class));
      assertThat(resume.label()).isEqualTo("End here");
      assertThat(resume.means())
          .isEqualTo("The deployment ends, and everything stays as it is: nothing is rolled back.");
      running.command("rollback");
      running.ends(Ending.ROLLED_BACK);
    }
  }

  private static PlanDraft failing() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.staging().ifFails = IfFails.ASK;
    plan.staging()
        .check(
            "after", must("errors", "query", under("n", 5)), must("rows", "query", under("n", 5)));
    return plan;
  }

  private static Reply resume(Asked asked) {
    return asked.answers().stream().filter(r -> r.act() == Act.RESUME).findFirst().orElseThrow();
  }

  private static Answer pressed(Running running, String act, int question) {
    return running.update(
        "command",
        "{\"act\": \"%s\", \"by\": \"ann\", \"reason\": \"pressed\", \"question\": %d}"
            .formatted(act, question));
  }

  @Test
  void aQuestionsOwnButtonAnswersItAlthoughThereIsAPause() {
    try (Lab lab = lab(failing())) {
      lab.world.fails("apply policies in staging", 1, "failed-statement");
      Running running = lab.start(START);
      running.untilQuestion();
      running.command("pause");

      assertThat(pressed(running, "resume", 1).words()).isEqualTo("recorded: resume");

      running.ends(Ending.PARTLY_ROLLED_BACK);
    }
  }

  @Test
  void aButtonOfAnEarlierQuestionAnswersNoLaterOne() {
    try (Lab lab = lab(failing())) {
      lab.world.fails("apply policies in staging", 2, "failed-statement");
      Running running = lab.start(START);
      running.untilQuestion();
      assertThat(pressed(running, "retry", 1).words()).isEqualTo("recorded: retry");
      running.until("the second", s -> lab.world.cards.names().contains("question/2"));
      running.untilQuestion();

      assertThat(pressed(running, "retry", 1).words())
          .isEqualTo(
              "refused: that question is answered, and another one is asked; answer on the newest"
                  + " card");
      assertThat(pressed(running, "retry", 2).words()).isEqualTo("recorded: retry");

      running.ends(Ending.SUCCEEDED);
    }
  }

  @Test
  void eachCheckThatIsHeldHasAButtonUntilItIsWaived() {
    try (Lab lab = lab(failing())) {
      lab.world.sees("errors", 7).sees("rows", 8);
      Running running = lab.start(START);
      running.untilQuestion();
      running.until("both", s -> waivable(lab).equals(List.of("errors", "rows")));
      String waive =
          "{\"act\": \"waive\", \"by\": \"bob\", \"reason\": \"known since May\", \"check\": ";
      running.update("command", waive + "\"errors\"}");
      running.until("one less", s -> waivable(lab).equals(List.of("rows")));
      running.update("command", waive + "\"rows\"}");

      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
    }
  }

  private static List<String> waivable(Lab lab) {
    return lab.world.cards.looks("question/1", Asked.class).stream()
        .reduce((earlier, later) -> later)
        .map(Asked::answers)
        .orElse(List.of())
        .stream()
        .filter(r -> r.act() == Act.WAIVE)
        .map(Reply::about)
        .toList();
  }

  /** It stood there as running, with a button to pause it, for a twentieth of the step. */
  @Test
  void aPauseIsSeenAtOnceHoweverLongTheStepHasTaken() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.staging()
        .watch(
            "soak",
            Duration.ofHours(24),
            Duration.ofMinutes(10),
            rule("slow", 1, then(Response.Act.NOTIFY, null)));
    try (Lab lab = lab(plan)) {
      FakeWorld.Hanging late = lab.world.hangs("bucket 73");
      Running running = lab.start();
      FakeWorld.await(late.begun);

      running.command("pause");
      running.until("it is shown", s -> overview(lab).paused() != null);
      running.command("resume");
      running.until("it is shown", s -> overview(lab).paused() == null);
      late.letGo.countDown();
      running.ends(Ending.SUCCEEDED);
    }
  }

  private static Overview overview(Lab lab) {
    return lab.world.cards.last("deployment", Overview.class);
  }

  @Test
  void whereThereIsNoChannelNothingIsScheduled() {
    try (Lab lab = new Lab(gated())) {
      Running running = lab.start().untilGate("staging", "go");
      running.approve("ann");
      running.approve("bob");
      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.cards.shown).isEmpty();
      assertThat(lab.history(running.id()).getEvents())
          .noneMatch(
              e ->
                  e.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
                      && e.getActivityTaskScheduledEventAttributes()
                          .getActivityType()
                          .getName()
                          .equals("card"));
    }
  }

  @Test
  void cardsThatFailAreAWarningEachAndNothingMore() {
    try (Lab lab = lab(gated())) {
      lab.world.cards.down();
      Running running = lab.start().untilGate("staging", "go");
      running.pass(Duration.ofDays(1));
      running.approve("ann");
      running.approve("bob");
      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(lab.world.story.timeline())
          .filteredOn(e -> e.kind().equals("warning"))
          .extracting(Entry::words)
          .containsExactly(
              "could not be shown: Slack is down", "could not be shown: Slack is down");
    }
  }

  /** Where somebody deleted the card, an edit posts it anew: a reply may be lost of that, too. */
  @Test
  void theLookAfterOneThatFailedMayStandThereAlready() {
    try (Lab lab = lab(gated())) {
      FakeCards cards = lab.world.cards;
      Running running = lab.start().untilGate("staging", "go");
      running.until("the card", s -> cards.names().contains("gate/staging/go/1"));
      cards.down();
      running.approve("ann");
      running.until("the failure", s -> cards.missed());
      cards.up();
      running.pass(HOUR);
      running.approve("bob");
      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(cards.shown)
          .filteredOn(c -> FakeCards.name(c).equals("gate/staging/go/1"))
          .extracting(c -> c.at() != null, Card::again)
          .containsExactly(tuple(false, false), tuple(true, true), tuple(true, false));
    }
  }

  @Test
  void cardsThatHangDelayNoGateAndNoRollback() {
    PlanDraft plan = watched(then(Response.Act.ROLLBACK, "everything"));
    plan.staging().gateFor(Duration.ofDays(7), "go", "lead");
    try (Lab lab = lab(plan)) {
      var hanging = lab.world.cards.hangs();
      lab.world.latency("slow", bucket -> 500);
      Running running = lab.start().untilGate("staging", "go");
      running.approve("ann");
      running.until("the end", s -> s.ending() != null);

      assertThat(lab.world.carried("staging")).isEmpty();
      assertThat(lab.world.cards.shown).isEmpty();
      hanging.countDown();
      running.ends(Ending.ROLLED_BACK);
    }
  }
}
