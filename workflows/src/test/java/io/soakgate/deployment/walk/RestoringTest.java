package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.rule;
import static io.soakgate.deployment.walk.PlanDraft.spec;
import static io.soakgate.deployment.walk.PlanDraft.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.AdmitActivity.WayBack;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Status;
import io.soakgate.plan.Backup;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import io.soakgate.plan.Toll;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What people are told before a backup is restored, and what only they can do. */
class RestoringTest {
  private static final String SLOT =
      "replication slot feed (pgoutput) stays with the former database";

  private static PlanDraft draft(String kind, String... approve) {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(0);
    plan.environments.get(0).backup = new Backup(spec(kind, "b"), List.of(), null);
    plan.environments.get(0).gate("end", "lead");
    plan.rollbacks.add(
        new Rollback(
            "full-restore",
            List.of(new Step(null, spec("restore", "backup"))),
            List.of(),
            null,
            List.of(approve),
            List.of(),
            Toll.NONE,
            null));
    return plan;
  }

  private static Running atTheEnd(Lab lab) {
    Running running = lab.start().untilGate("production", "go");
    running.approve("ann");
    return running.untilGate("production", "end");
  }

  private static List<String> told(Lab lab) {
    return lab.world.audit.stream()
        .filter(e -> e.subject().equals("rollback full-restore"))
        .map(Entry::words)
        .toList();
  }

  @Test
  void whatASwapBreaksStandsAtTheGateBeforeItAndInTheAudit() {
    try (Lab lab = new Lab(draft("dump", "lead"))) {
      lab.world.foresees(List.of(), List.of(SLOT));
      Running running = atTheEnd(lab);
      running.command("rollback", "full-restore");
      running.untilGate("production", "rollback/full-restore");

      Status.OpenGate card = running.status().gate();
      assertThat(card.caveats()).containsExactly("rollback full-restore: " + SLOT);
      running.approve("ann");

      running.ends(Ending.ROLLED_BACK);
      assertThat(told(lab)).contains(SLOT);
    }
  }

  @Test
  void withoutAGateOfItsOwnItIsWrittenDownBeforeItRuns() {
    try (Lab lab = new Lab(draft("dump"))) {
      lab.world.foresees(List.of(), List.of(SLOT));
      Running running = atTheEnd(lab);
      running.command("rollback", "full-restore");

      running.ends(Ending.ROLLED_BACK);

      assertThat(told(lab).get(0)).isEqualTo(SLOT);
    }
  }

  @Test
  void whatMakesItImpossibleIsAskedAboutAndAnotherWayBackMayBeChosen() {
    try (Lab lab = new Lab(draft("dump"))) {
      lab.world.foresees(
          List.of("prepared transaction 'x' keeps it from being renamed"), List.of());
      Running running = atTheEnd(lab);
      running.command("rollback", "full-restore");

      assertThat(running.untilQuestion().question())
          .isEqualTo(
              "production: rollback full-restore is not possible now: prepared transaction 'x'"
                  + " keeps it from being renamed. Retry to ask again, roll back with another"
                  + " option, or resume to leave it as it is?");
      running.command("rollback", "everything");

      running.ends(Ending.ROLLED_BACK);
      assertThat(lab.world.acts)
          .extracting(ActRequest::subject)
          .doesNotContain("rollback/full-restore/1");
    }
  }

  @Test
  void aTargetThatCannotBeLookedAtKeepsNobodyFromDeciding() {
    try (Lab lab = new Lab(draft("dump"))) {
      lab.world.fails("foresee rollback/full-restore/1", 9, "database");
      Running running = atTheEnd(lab);
      running.command("rollback", "full-restore");

      running.ends(Ending.ROLLED_BACK);

      assertThat(told(lab).get(0))
          .isEqualTo("what it breaks was not seen: foresee rollback/full-restore/1 did not work");
    }
  }

  @Test
  void aRuleThatAsksSaysWhatItWouldBreak() {
    PlanDraft plan = draft("dump");
    plan.environments
        .get(0)
        .watch(
            "hour",
            Duration.ofHours(1),
            Duration.ofMinutes(10),
            rule("slow", 1, then(Act.ASK, "full-restore")));
    try (Lab lab = new Lab(plan)) {
      lab.world.latency("slow", bucket -> bucket > 2 ? 500 : 50);
      lab.world.foresees(List.of(), List.of(SLOT));
      Running running = lab.start().untilGate("production", "go");
      running.approve("ann");

      assertThat(running.untilQuestion().question())
          .endsWith(
              ". Roll back full-restore, or resume to keep it? Mind: rollback full-restore loses"
                  + " data: whatever was written since the backup is gone (restores the backup); "
                  + SLOT);
    }
  }

  @Test
  void noRuleRestoresABackupByItself() {
    PlanDraft plan = draft("dump");
    plan.environments
        .get(0)
        .watch(
            "hour",
            Duration.ofHours(1),
            Duration.ofMinutes(10),
            rule("slow", 1, then(Act.ROLLBACK, "full-restore")));
    try (Lab lab = new Lab(plan)) {
      lab.world.latency("slow", bucket -> bucket > 2 ? 500 : 50);
      Running running = lab.start().untilGate("production", "go");
      running.approve("ann");

      assertThat(running.untilQuestion().question())
          .contains(
              ", and only a person restores a backup: writes went on. Roll back full-restore, or"
                  + " resume to keep it?");
      assertThat(lab.world.acts)
          .extracting(ActRequest::subject)
          .doesNotContain("rollback/full-restore/1");
    }
  }

  @Test
  void aProvidersBackupIsRestoredByAPersonWhoSaysSo() {
    try (Lab lab = new Lab(draft("attested"))) {
      Running running = atTheEnd(lab);
      running.command("rollback", "full-restore");
      running.untilGate("production", "rollback/full-restore/1");
      assertThat(running.status().gate().attestations())
          .extracting(Status.Attestation::words)
          .containsExactly(
              "restore the provider's backup b in the place of the database of shop-production,"
                  + " from the provider's own console; agree once it is there and can be reached");
      assertThat(lab.world.acts)
          .extracting(ActRequest::subject)
          .doesNotContain("rollback/full-restore/1");

      assertThat(
              running.update("approve", "{\"by\": \"ann\", \"attest\": [\"restored\"]}").recorded())
          .isTrue();

      running.ends(Ending.ROLLED_BACK);
      assertThat(lab.world.acts)
          .extracting(ActRequest::subject)
          .endsWith("rollback/full-restore/1");
    }
  }

  @Test
  void aProvidersBackupThatNobodyRestoresBlocksTheRollback() {
    try (Lab lab = new Lab(draft("attested"))) {
      Running running = atTheEnd(lab);
      running.command("rollback", "full-restore");
      running.untilGate("production", "rollback/full-restore/1");
      running.reject("ann", "the snapshot is gone");

      assertThat(running.untilQuestion().question())
          .startsWith(
              "ROLLBACK_BLOCKED at rollback/full-restore/1: nobody restored backup b: gate"
                  + " rollback/full-restore/1 was rejected by ann: the snapshot is gone.");
      running.command("rollback", "everything");

      running.ends(Ending.ROLLED_BACK);
    }
  }

  @Test
  void whatARestoreWouldLoseIsToldAllThroughAWatch() {
    PlanDraft plan = draft("dump");
    plan.environments
        .get(0)
        .watch(
            "day",
            Duration.ofHours(24),
            Duration.ofMinutes(10),
            rule("slow", 1, then(Act.ASK, "full-restore")));
    try (Lab lab = new Lab(plan)) {
      lab.world.pace(3_600);
      AtomicInteger looks = new AtomicInteger();
      lab.world.seesKind(
          "losses",
          request -> {
            int rows = looks.incrementAndGet() < 2 ? 0 : 7;
            return Measurement.saw(FakeWorld.NOON, List.of(Value.number("rows", rows)));
          });
      FakeWorld.Hanging third = lab.world.hangs("bucket 3");
      Running running = lab.start().untilGate("production", "go");
      running.approve("ann");
      FakeWorld.await(third.begun);
      String lost = "a restore of the backup would lose now: rows ";

      running.until("more losses", s -> (lost + 7).equals(s.losses()));
      third.letGo.countDown();
      running.untilGate("production", "end");

      assertThat(running.status().losses()).isNull();
      assertThat(lab.world.audit.stream().filter(e -> e.kind().equals("losses")))
          .extracting(Entry::words)
          .containsExactly(lost + 0, lost + 7);
    }
  }

  @Test
  void whatAWayBackSendsToTheDatabaseStandsAtTheGatesBeforeTheChangesAndAtItsOwn() {
    try (Lab lab = new Lab(draft("dump", "lead"))) {
      lab.world.ways.add(new WayBack("production", "everything", "2 statements"));
      lab.world.ways.add(new WayBack("production", "full-restore", "1 statement"));
      lab.world.ways.add(new WayBack("staging", "everything", "elsewhere"));
      Running running = lab.start().untilGate("production", "go");
      assertThat(running.status().gate().sql())
          .containsExactly(
              "rollback everything: 2 statements", "rollback full-restore: 1 statement");
      running.approve("ann");
      running.untilGate("production", "end");
      assertThat(running.status().gate().sql()).isEmpty();

      running.command("rollback", "full-restore");
      running.untilGate("production", "rollback/full-restore");
      assertThat(running.status().gate().sql())
          .containsExactly("rollback full-restore: 1 statement");
    }
  }
}
