package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.must;
import static io.soakgate.deployment.walk.PlanDraft.spec;
import static io.soakgate.deployment.walk.PlanDraft.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.ReadOnlyActivity.ReadOnlyRequest;
import io.soakgate.deployment.Status;
import io.soakgate.deployment.walk.people.Details;
import io.soakgate.plan.Backup;
import io.soakgate.plan.IfFails;
import io.soakgate.plan.ReadOnly;
import io.soakgate.plan.ReadOnly.From;
import io.soakgate.plan.ReadOnly.Sessions;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** INV-10: whatever the way out, writes are let in again, and proven to be. */
class FreezeTest {
  private static final String CONTACTS = " (contacts: lead: Ann, the lead)";
  private static final String ON = "read-only on in staging";
  private static final String OFF = "read-only off in staging";

  private static PlanDraft frozen() {
    return frozen(new ReadOnly(null, From.CHANGES, Sessions.END, "app"));
  }

  private static PlanDraft frozen(ReadOnly readOnly) {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.staging().readOnly = readOnly;
    plan.staging().backup = new Backup(spec("dump", "b"), List.of(), null);
    plan.staging().notice("rolled-back", "back again");
    return plan;
  }

  private static List<String> told(Lab lab) {
    return lab.world.audit.stream()
        .filter(e -> e.subject().equals("read-only"))
        .map(Entry::words)
        .toList();
  }

  @Test
  void writesAreKeptOutFromTheBackupToTheChecksAfterTheChanges() {
    PlanDraft plan = frozen();
    plan.staging().check("before", must("seen before", "query", under("n", 5)));
    plan.staging().check("after", must("seen after", "query", under("n", 5)));
    plan.staging().check("released", must("seen released", "query", under("n", 5)));
    try (Lab lab = new Lab(plan)) {
      for (String moment : List.of("before", "after", "released")) {
        lab.world.sees(
            "seen " + moment,
            request -> {
              lab.world.log.add(moment);
              return Measurement.saw(FakeWorld.NOON, List.of(Value.number("n", 1)));
            });
      }

      lab.start().ends(Ending.SUCCEEDED);

      assertThat(lab.world.log())
          .containsExactly(
              "backup in staging",
              ON,
              "before",
              "apply indexes in staging",
              "apply policies in staging",
              "after",
              OFF,
              "released");
      assertThat(told(lab))
          .containsExactly(
              "begins, from the changes on",
              "read-only since 2026-11-02T12:00:00Z, lease until 2026-11-02T14:30:00Z;"
                  + " an INSERT by role app fails with 25006",
              "ends; an INSERT by role app succeeded");
    }
  }

  @Test
  void fromTheBackupOnARestoreLosesNothing() {
    try (Lab lab = new Lab(frozen(new ReadOnly(null, From.BACKUP, Sessions.DRAIN, null)))) {
      lab.start().ends(Ending.SUCCEEDED);
      assertThat(lab.world.log()).startsWith(ON, "backup in staging", "apply indexes in staging");
    }
  }

  @Test
  void theLeaseIsAsLongAsWhatIsStillToComeAndTakingItBack() {
    try (Lab lab = new Lab(frozen())) {
      FakeWorld.Hanging change = lab.world.hangs("apply indexes in staging");
      Running running = lab.start();
      FakeWorld.await(change.begun);

      ReadOnlyRequest asked = lab.world.frozen.get(0);
      assertThat(asked.lease()).isEqualTo(Duration.ofMinutes(30 + 2 * 30 + 2 * 30));
      assertThat(asked.end()).isTrue();
      assertThat(asked.proveAs()).isEqualTo("app");
      Status status = running.status();
      assertThat(status.readOnly())
          .isEqualTo("read-only since 2026-11-02T12:00:00Z, lease until 2026-11-02T14:30:00Z");
      assertThat(Details.of(status)).contains("**Writes are kept out:** read-only since");
      change.letGo.countDown();
      running.ends(Ending.SUCCEEDED);
      assertThat(running.status().readOnly()).isNull();
    }
  }

  @Test
  void aFailureIsTakenBackBeforeWritesAreLetInAndPeopleAreToldAfterIt() {
    PlanDraft plan = frozen();
    plan.staging().check("after", must("errors", "query", under("n", 5)));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("errors", 9);

      lab.start().ends(Ending.ROLLED_BACK);

      assertThat(lab.world.log())
          .endsWith("undo policies in staging", "undo indexes in staging", OFF);
      List<String> all = lab.world.audit.stream().map(e -> e.kind() + " " + e.words()).toList();
      assertThat(all.indexOf("told team: back again"))
          .isGreaterThan(all.indexOf("read-only ends; an INSERT by role app succeeded"));
    }
  }

  @Test
  void whatCannotBeMadeReadOnlyIsRefusedAndReleasedAllTheSame() {
    try (Lab lab = new Lab(frozen())) {
      lab.world.fails(ON, 1, "refused");

      String why = lab.start().ends(Ending.REFUSED).why();

      assertThat(why).isEqualTo("read-only mode: " + ON + " did not work");
      assertThat(lab.world.log()).containsExactly("backup in staging", OFF);
    }
  }

  @Test
  void aCancelInTheMiddleReleasesIt() {
    try (Lab lab = new Lab(frozen())) {
      FakeWorld.Hanging change = lab.world.hangs("apply policies in staging");
      Running running = lab.start();
      FakeWorld.await(change.begun);
      running.stub.cancel();
      running.ends(Ending.CANCELLED);
      assertThat(lab.world.log())
          .endsWith("undo policies in staging", "undo indexes in staging", OFF);
      assertThat(lab.world.frozen).isEmpty();
    }
  }

  @Test
  void aCancelWhileItIsBeingSwitchedOnReleasesIt() {
    try (Lab lab = new Lab(frozen())) {
      FakeWorld.Hanging on = lab.world.hangs(ON);
      Running running = lab.start();
      FakeWorld.await(on.begun);
      running.stub.cancel();
      running.ends(Ending.CANCELLED);
      assertThat(lab.world.log()).containsExactly("backup in staging", "stopped " + ON, OFF);
    }
  }

  @Test
  void anAbortReleasesIt() {
    try (Lab lab = new Lab(frozen())) {
      FakeWorld.Hanging change = lab.world.hangs("apply indexes in staging");
      Running running = lab.start();
      FakeWorld.await(change.begun);
      running.command("abort");
      running.ends(Ending.CANCELLED);
      assertThat(lab.world.log()).endsWith("undo indexes in staging", OFF);
    }
  }

  @Test
  void whatStaysAsItIsIsReleased() {
    PlanDraft plan = frozen();
    plan.staging().ifFails = IfFails.STAY;
    try (Lab lab = new Lab(plan)) {
      lab.world.fails("apply policies in staging", 1, "failed-statement");
      lab.start().ends(Ending.PARTLY_ROLLED_BACK);
      assertThat(lab.world.log())
          .containsExactly("backup in staging", ON, "apply indexes in staging", OFF);
    }
  }

  @Test
  void aBlockedRollbackKeepsWritesOutUntilItIsThrough() {
    PlanDraft plan = frozen();
    plan.staging().check("after", must("errors", "query", under("n", 5)));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("errors", 9);
      lab.world.fails("undo policies in staging", 1, "failed-statement");
      Running running = lab.start();
      running.until("blocked", s -> s.question() != null && s.question().contains("BLOCKED"));
      assertThat(running.status().readOnly()).startsWith("read-only since ");

      running.command("retry");

      running.ends(Ending.ROLLED_BACK);
      assertThat(lab.world.log()).endsWith("undo indexes in staging", OFF);
      assertThat(lab.world.acts.stream().filter(a -> a.purpose() == Purpose.UNDO)).hasSize(3);
    }
  }

  @Test
  void aReleaseThatFailsCallsForAPerson() {
    try (Lab lab = new Lab(frozen())) {
      lab.world.fails(OFF, 1, "refused");
      Running running = lab.start();
      assertThat(running.untilQuestion().question())
          .isEqualTo(
              "staging is still read-only: "
                  + OFF
                  + " did not work. Retry, or skip with a reason; its lease then runs out");
      assertThat(running.command("retry")).isEqualTo(new Answer(true, "recorded: retry"));
      running.ends(Ending.SUCCEEDED);
      assertThat(lab.world.log()).endsWith(OFF);
    }
  }

  @Test
  void aReleaseThatIsLeftToTheLeaseIsConfessed() {
    try (Lab lab = new Lab(frozen())) {
      lab.world.fails(OFF, 1, "refused");
      Running running = lab.start();
      running.untilQuestion();
      running.command("skip");
      assertThat(running.ends(Ending.SUCCEEDED_WITH_WARNINGS).why())
          .endsWith("staging: the end of read-only mode left out by ann: because");
    }
  }

  @Test
  void peopleSayWhetherItIsUsedWhereThePlanAsks() {
    PlanDraft plan = frozen(new ReadOnly("go", From.CHANGES, Sessions.END, "app"));
    plan.staging().gate("go", "lead");
    for (String answer : List.of("resume", "skip")) {
      try (Lab lab = new Lab(plan)) {
        Running running = lab.start().untilGate("staging", "go");
        running.approve("ann");
        Status asked = running.untilQuestion();
        assertThat(asked.question())
            .isEqualTo(
                "staging: are the application's writes kept out from the changes on until"
                    + " everything is checked? Resume: yes; skip with a reason: no");
        assertThat(asked.next()).startsWith("soakgate resume ");
        running.command(answer);
        running.ends(Ending.SUCCEEDED);
        boolean used = answer.equals("resume");
        assertThat(lab.world.log().contains(ON)).isEqualTo(used);
        assertThat(told(lab).get(0))
            .isEqualTo((used ? "is used" : "is not used") + ", says ann: because");
      }
    }
  }

  @Test
  void theLeaseIsRenewedWhileItWaitsForPeople() {
    PlanDraft plan = frozen();
    plan.staging().gate("after", "lead");
    try (Lab lab = new Lab(plan)) {
      lab.world.writers.add("pid 7 of app (psql)");
      Running running = lab.start().untilGate("staging", "after");
      running.pass(Duration.ofHours(3));
      assertThat(lab.world.renewed)
          .filteredOn(r -> r.equals("read-only of staging"))
          .hasSizeGreaterThan(3);
      assertThat(running.status().readOnly()).endsWith("lease until 2026-11-02T14:00:00Z");
      assertThat(lab.world.toldTo("pager"))
          .containsExactly(
              "Shop indexes, staging: read-only mode does not hold for pid 7 of app (psql), which writes"
                  + CONTACTS,
              "Shop indexes, staging: read-only since 2026-11-02T12:00:00Z, lease until"
                  + " 2026-11-02T14:00:00Z, longer than the plan expects: 2 h 30 min"
                  + CONTACTS);
      running.approve("ann");
      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
    }
  }

  @Test
  void aLeaseThatRanOutIsToldAndNotTakenForGranted() {
    PlanDraft plan = frozen();
    plan.staging().gate("after", "lead");
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("staging", "after");
      lab.world.lapsed.add("staging");
      running.pass(Duration.ofHours(1));
      assertThat(running.status().readOnly()).isNull();
      assertThat(lab.world.toldTo("pager"))
          .containsExactly(
              "Shop indexes, staging: its lease ran out and it was released" + CONTACTS);
      running.approve("ann");
      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
    }
  }
}
