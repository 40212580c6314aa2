package io.soakgate.deployment.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Approval;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Origin;
import io.soakgate.deployment.Status;
import io.soakgate.deployment.Story;
import io.soakgate.deployment.walk.people.Details;
import io.soakgate.identity.People;
import io.soakgate.identity.People.Owner;
import io.soakgate.identity.SigningKey;
import io.soakgate.verdict.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityWalkTest {
  private static final SigningKey ANN = SigningKey.fresh();
  private static final SigningKey BOB = SigningKey.fresh();
  private static final People KNOWN =
      new People(
          List.of(new Owner("ann", List.of(ANN.open())), new Owner("bob", List.of(BOB.open()))),
          List.of(),
          FakeWorld.HOLDERS);
  private static final Policy SIGNED = Policy.of(true, false);

  private static PlanDraft gated() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.staging().gateFor(Duration.ofDays(7), "go", "lead");
    return plan;
  }

  private static Lab lab(PlanDraft plan) {
    Lab lab = new Lab(plan);
    lab.world.policy(SIGNED).people(KNOWN);
    return lab;
  }

  @Test
  void anUnsignedSignalThatClaimsToBeSomebodyOpensNoGate() {
    try (Lab lab = lab(gated())) {
      Running running = lab.start().untilGate("staging", "go");

      running.signal("approve", "{\"by\": \"ann\", \"source\": \"slack\"}");
      running.signal(
          "approve",
          "{\"by\": \"ann\", \"source\": \"slack\", \"signature\": {\"run\": \"x\", \"issued\":"
              + " \"now\", \"key\": \"ab12\", \"value\": \"Z2FyYmFnZQ==\"}}");
      Status status = running.until("two refusals", s -> refusals(s).size() == 2);

      assertThat(status.gate().given()).isEmpty();
      assertThat(status.gate().missing()).containsExactly("lead");
      assertThat(refusals(status))
          .extracting(Entry::words)
          .containsExactly(
              "ann by slack, unverified: claims to be ann: refused: nothing proves that this is ann"
                  + " (it is not signed), and staging counts only what is proven; decide through a"
                  + " source that signs",
              "ann by slack, unverified: claims to be ann: refused: nothing proves that this is ann"
                  + " (what is signed does not say environment, gate, attempt, digest), and staging"
                  + " counts only what is proven; decide through a source that signs");
      running.until(
          "it is recorded",
          s ->
              List.copyOf(lab.world.audit).stream()
                  .anyMatch(e -> e.words().contains("unverified: claims to be ann")));
      assertThat(Details.of(status)).contains("Only what is signed counts here");
    }
  }

  @Test
  void aSignedApprovalOpensItAndIsShownAsVerified() {
    try (Lab lab = lab(gated())) {
      Running running = lab.start().untilGate("staging", "go");

      Answer answer = running.stub.update("approve", Answer.class, approval(running, ANN, "ann"));

      String proof = "verified by key " + ANN.open().id();
      assertThat(answer.words())
          .isEqualTo(
              "recorded: ann agrees as lead to staging go, " + proof + "; all roles are given");
      running.ends(Ending.SUCCEEDED);
      Story.Decision decision = lab.world.story.environments().get(0).decisions().get(0);
      assertThat(decision.verified()).isTrue();
      assertThat(decision.proof()).isEqualTo(proof);
      assertThat(lab.world.audit).extracting(Entry::words).contains("agreed: ann (lead), " + proof);
    }
  }

  @Test
  void aReplayedApprovalHasNoEffectAfterItWasTakenBack() {
    PlanDraft plan = gated();
    plan.environments.get(0).gates.clear();
    plan.staging().gateFor(Duration.ofDays(7), "go", "lead", "dba");
    try (Lab lab = lab(plan)) {
      Running running = lab.start().untilGate("staging", "go");
      Approval once = approval(running, ANN, "ann");
      assertThat(running.stub.update("approve", Answer.class, once).recorded()).isTrue();

      Approval back = new Approval("ann", null, null, null, null, null, null, null, "cli");
      String run = running.stub.describe().getExecution().getRunId();
      Answer taken =
          running.stub.update(
              "revoke",
              Answer.class,
              ANN.sign("revoke", running.id(), run, now(lab).toString(), back));
      assertThat(taken.words())
          .startsWith("recorded: ann takes back lead at staging go, verified by key ")
          .endsWith("still missing: lead, dba");

      assertThat(running.stub.update("approve", Answer.class, once).words())
          .startsWith("refused: already recorded at ")
          .endsWith("this very message; sign again if it is meant again");
      assertThat(running.status().gate().given()).isEmpty();
    }
  }

  @Test
  void aRoleThatWasTakenFromSomebodyCountsNoMoreInADeploymentUnderWay() {
    try (Lab lab = lab(gated())) {
      Running running = lab.start().untilGate("staging", "go");
      lab.world.people(new People(KNOWN.people(), List.of(), List.of()));

      assertThat(
              running.stub.update("approve", Answer.class, approval(running, ANN, "ann")).words())
          .startsWith("refused: ann does not hold lead; held: lead by nobody;");
    }
  }

  @Test
  void dangerousCommandsNeedASignatureAndPausingNeverDoes() {
    try (Lab lab = lab(gated())) {
      Running running = lab.start().untilGate("staging", "go");

      assertThat(running.command("abort").words())
          .isEqualTo(
              "refused: nothing proves that this is ann (it is not signed), and staging takes abort"
                  + " only signed; pause works unsigned");
      assertThat(running.command("rollback").words()).startsWith("refused: nothing proves");
      assertThat(running.command("retry").words()).startsWith("refused: nothing proves");
      assertThat(running.command("skip").words()).startsWith("refused: nothing proves");
      assertThat(running.command("pause").recorded()).isTrue();
      assertThat(running.command("resume").words()).startsWith("refused: nothing proves");
      assertThat(signed(running, lab, ANN, Act.ABORT, "ann").recorded()).isTrue();
      running.ends(Ending.CANCELLED);
    }
  }

  @Test
  void aCommandNeedsARoleThatThePolicyLets() {
    Policy leads =
        new Policy(
            List.of(), 0, List.of(), true, false, false, false, false, null, List.of("lead"));
    try (Lab lab = lab(gated())) {
      lab.world.policy(leads);
      Running running = lab.start().untilGate("staging", "go");

      assertThat(signed(running, lab, BOB, Act.ABORT, "bob").words())
          .isEqualTo(
              "refused: bob holds none of lead, and staging takes abort from nobody else; pause"
                  + " works for everybody");
    }
  }

  @Test
  void whatComesFromASourceThatIsNotTrustedIsNotHeard() {
    Policy terminal =
        new Policy(
            List.of(), 0, List.of("cli"), false, false, false, false, false, null, List.of());
    try (Lab lab = lab(gated())) {
      lab.world.policy(terminal);
      Running running = lab.start().untilGate("staging", "go");

      assertThat(running.approve("ann").words())
          .isEqualTo(
              "refused: staging hears only what comes from cli, and this came from ui; decide"
                  + " there");
      assertThat(running.update("approve", "{\"by\": \"ann\", \"source\": \"cli\"}").recorded())
          .isTrue();
    }
  }

  @Test
  void whatWasAgreedIsTakenBackUntilTheFirstChangeBegins() {
    PlanDraft plan = gated();
    plan.staging().gateFor(Duration.ofDays(7), "before", "dba");
    try (Lab lab = new Lab(plan)) {
      FakeWorld.Hanging change = lab.world.hangs("apply indexes in staging");
      Running running = lab.start().untilGate("staging", "go");
      running.approve("ann");
      running.untilGate("staging", "before");

      assertThat(running.update("revoke", "{\"by\": \"ann\"}").words())
          .isEqualTo(
              "recorded: ann takes back lead at staging go, unverified: claims to be ann; still"
                  + " missing: lead");
      running.approve("bob");
      running.untilGate("staging", "go");
      assertThat(lab.world.carried("staging")).isEmpty();
      running.approve("cy");
      FakeWorld.await(change.begun);

      assertThat(running.update("revoke", "{\"by\": \"cy\"}").words())
          .isEqualTo(
              "refused: it has already started; it is at: staging: change indexes, use abort to"
                  + " stop it");
      change.letGo.countDown();
      running.ends(Ending.SUCCEEDED);
    }
  }

  @Test
  void aPlanBelowTheFloorIsRefusedWithEverythingAtOnce() {
    Policy high =
        new Policy(
            List.of(new Policy.GateFloor("go", List.of("lead", "dba"))),
            0,
            List.of(),
            true,
            true,
            true,
            true,
            true,
            null,
            List.of());
    try (Lab lab = lab(gated())) {
      lab.world.policy(high).origin(Origin.none("fatal: not a git repository"));

      String why = lab.start().ends(Ending.REFUSED).why();

      assertThat(why.lines())
          .hasSize(5)
          .allMatch(line -> line.startsWith("staging: "))
          .anyMatch(line -> line.contains("gate go does not ask dba"))
          .anyMatch(line -> line.contains("the plan's folder is not in Git (fatal: not a git"))
          .anyMatch(line -> line.contains("gate go asks two people for lead"));
      assertThat(lab.world.log()).isEmpty();
    }
  }

  @Test
  void theRulesInForceAndTheCommitStandInTheStory() {
    try (Lab lab = new Lab(gated())) {
      Running running = lab.start().untilGate("staging", "go");

      assertThat(running.status().origin()).isEqualTo("commit c0ffee00c0ff on main");
      assertThat(running.status().timeline())
          .filteredOn(e -> e.kind().equals("policy"))
          .extracting(Entry::words)
          .satisfiesExactly(
              roles -> assertThat(roles).endsWith(": lead: ann, cy; dba: bob"),
              policy ->
                  assertThat(policy)
                      .startsWith("policy f100f100f100 of shop-staging: people: 0; sources: any;"));
      assertThat(running.status().timeline())
          .anyMatch(e -> e.words().equals("waits for lead; commit c0ffee00c0ff on main"));
    }
  }

  @Test
  void aClaimedStarterIsUnknownWhereOnlyProofCounts() {
    try (Lab lab = lab(gated())) {
      lab.world.policy(Policy.earnest());

      String why = lab.start("{\"plan\": \"shop\", \"by\": \"bob\"}").ends(Ending.REFUSED).why();

      assertThat(why).startsWith("staging: gate go asks two people for lead");
    }
  }

  private static List<Entry> refusals(Status status) {
    return status.timeline().stream().filter(e -> e.outcome().equals("refused")).toList();
  }

  private static Instant now(Lab lab) {
    return Instant.ofEpochMilli(lab.temporal.currentTimeMillis());
  }

  private static Approval approval(Running running, SigningKey key, String by) {
    Status status = running.status();
    Status.OpenGate gate = status.gate();
    Approval unsigned =
        new Approval(
            by,
            null,
            gate.environment(),
            gate.moment(),
            gate.attempt(),
            gate.digest(),
            List.of("all"),
            null,
            "cli");
    String run = running.stub.describe().getExecution().getRunId();
    return key.sign("approve", running.id(), run, status.clock().toString(), unsigned);
  }

  private static Answer signed(Running running, Lab lab, SigningKey key, Act act, String by) {
    String run = running.stub.describe().getExecution().getRunId();
    Command command = new Command(act, by, "because", null, "cli");
    return running.stub.update(
        "command", Answer.class, key.sign(running.id(), run, now(lab).toString(), command));
  }
}
