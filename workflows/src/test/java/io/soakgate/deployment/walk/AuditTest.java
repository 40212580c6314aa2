package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.rule;
import static io.soakgate.deployment.walk.PlanDraft.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Status;
import io.soakgate.plan.Response.Act;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every effect stands in the audit before it happens (INV-16). */
class AuditTest {
  private static final String WAITS =
      "the audit database, which does not answer; nothing is changed until it does";

  private static final String FLOOD =
      "messages failed: more than 500 were refused; further ones are not written down";

  @Test
  void whatIsDoneWasAnnouncedBefore() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      lab.start().untilGate("production", "go").approve("ann");

      lab.temporal.sleep(Duration.ofMinutes(1));

      assertThat(words(lab))
          .containsSubsequence(
              "staging indexes ok: begins, expected 30 min",
              "staging indexes ok: apply indexes in staging",
              "production gate go ok: agreed: ann (lead), unverified",
              "production policies ok: begins, expected 30 min",
              "production policies ok: apply policies in production");
    }
  }

  @Test
  void aSilentAuditStopsTheWalkBeforeTheNextEffectAndPages() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      Running running = called(lab);
      lab.world.silentAudit("no route");
      running.approve("ann");

      Status waiting = running.until("it waits", s -> WAITS.equals(s.waitingFor()));

      running.until("it pages", s -> !lab.world.toldTo("pager").isEmpty());
      assertThat(waiting.doing()).isEqualTo("production: change indexes");
      assertThat(lab.world.carried("production")).isEmpty();
      assertThat(attribute(running)).isEqualTo(WAITS);
      assertThat(lab.world.toldTo("pager"))
          .containsExactly(
              "Shop indexes, production: waits for "
                  + WAITS
                  + ": no route (contacts: lead: Ann, the lead)");

      lab.world.silentAudit(null);
      running.ends(Ending.SUCCEEDED);
      assertThat(words(lab))
          .containsSubsequence(
              "production indexes ok: begins, expected 30 min",
              "production audit waiting: waits for " + WAITS + ": no route")
          .anyMatch(line -> line.startsWith("production audit ok: answers again after "));
      assertThat(lab.world.carried("production")).containsExactly("indexes", "policies");
    }
  }

  @Test
  void whoCallsItOffWhileTheAuditIsSilentIsHeard() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      Running running = called(lab);
      lab.world.silentAudit("no route");
      running.approve("ann");
      running.until("it waits", s -> WAITS.equals(s.waitingFor()));

      assertThat(running.command("abort").recorded()).isTrue();
      lab.world.silentAudit(null);

      running.ends(Ending.CANCELLED);
      assertThat(lab.world.log()).noneMatch(line -> line.contains("production"));
    }
  }

  @Test
  void aRollbackWaitsForASilentAuditAWhileAndGoesOn() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    Duration hour = Duration.ofHours(1);
    plan.staging()
        .watch(
            "soak", hour.multipliedBy(3), hour, rule("slow", 1, then(Act.ROLLBACK, "everything")));
    try (Lab lab = new Lab(plan)) {
      lab.world.latency(
          "slow",
          bucket -> {
            lab.world.silentAudit("no route");
            return 500;
          });
      Running running = lab.start();
      running.until("the rollback waits", s -> waits(s, "which does not answer; at most 5 min"));
      assertThat(lab.world.carried("staging")).containsExactly("indexes", "policies");

      running.pass(Duration.ofMinutes(6));
      running.until("the end waits", s -> waits(s, "it ends when it does"));
      assertThat(lab.world.carried("staging")).isEmpty();
      lab.world.silentAudit(null);

      running.ends(Ending.ROLLED_BACK);
      assertThat(words(lab))
          .contains(
              "staging audit failed: silent: the rollback goes on, its entries follow when it"
                  + " answers",
              "staging watch soak ok: bucket 1 measured");
    }
  }

  @Test
  void whatIsRefusedStandsInTheAuditWithWhoAndWhy() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      Running running = lab.start("{\"plan\": \"shop\", \"by\": \"cy\"}");
      running.untilGate("production", "go");
      running.approve("mallory");
      running.signal("launch", "{}");
      running.command("retry");
      lab.start("{\"plan\": \"shop\", \"by\": \"eve\"}").ends(Ending.REFUSED);
      lab.start("{\"plan\": 7}").ends(Ending.REFUSED);
      running.approve("ann");
      running.ends(Ending.SUCCEEDED);

      assertThat(words(lab))
          .contains(
              "plan ok: deployment deployment-2, plan shop, asked for by eve",
              "plan ok: deployment deployment-3",
              "launch refused: refused: no message is called launch; send approve, reject, revoke"
                  + " or command")
          .anyMatch(l -> l.startsWith("plan refused: shop-staging: held by deployment-1: "))
          .anyMatch(l -> l.startsWith("plan refused: input:1:"))
          .anyMatch(
              l -> l.startsWith("approve refused: mallory, unverified: claims to be mallory: "))
          .anyMatch(
              l ->
                  l.startsWith(
                      "retry refused: ann, unverified: claims to be ann: refused: nothing"));
    }
  }

  @Test
  void eachBatchTakesTheStatusAlongAndTheReportNamesTheEnd() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      Running running = lab.start().untilGate("production", "go");
      running.until("its audit", s -> s.audit() != null);
      running.approve("ann");
      running.ends(Ending.SUCCEEDED);

      List<Status> statuses = lab.world.statuses;
      assertThat(statuses).allMatch(s -> s.timeline().isEmpty());
      assertThat(statuses).anyMatch(s -> s.gate() != null && "lead".equals(s.waitingFor()));
      assertThat(statuses.get(statuses.size() - 1))
          .extracting(Status::plan, Status::ending, Status::report)
          .containsExactly("shop", Ending.SUCCEEDED, "report.html");
      assertThat(lab.world.story.audit().number()).isEqualTo(lab.world.story.timeline().size());
      assertThat(lab.world.toldTo("team"))
          .singleElement()
          .asString()
          .matches(
              ".*; soakgate approve deployment-1 --by \"YOUR NAME\"; audit \\d+ [0-9a-f]{64} .*");
    }
  }

  @Test
  void aStoreThatWasPutBackIsToldAgainWhatItLost() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      Running running = lab.start().untilGate("production", "go");
      running.until("its audit", s -> s.audit() != null);
      List<String> before = words(lab);
      lab.world.forget(running.id(), 3);
      running.approve("ann");
      running.ends(Ending.SUCCEEDED);

      assertThat(words(lab).subList(0, before.size())).isEqualTo(before);
      assertThat(lab.world.audit).startsWith(lab.world.story.timeline().toArray(new Entry[0]));
    }
  }

  @Test
  void aChangeCostsOneBatchAndAFloodOfMessagesIsTakenTogether() {
    PlanDraft plan = PlanDraft.small();
    for (int i = 0; i < 18; i++) {
      plan.changes.add(PlanDraft.change("more-" + i));
    }
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("production", "go");
      int staging = lab.world.records.get();
      for (int i = 0; i < 700; i++) {
        running.signal("nonsense", "{}");
      }
      running.until("all of it", s -> words(lab).contains(FLOOD));
      int flood = lab.world.records.get() - staging;
      running.approve("ann");
      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);

      long events = lab.temporal.getWorkflowClient().fetchHistory(running.id()).getEvents().size();
      System.out.println(
          "audit: 20 changes in staging "
              + staging
              + " batches, 700 messages "
              + flood
              + " batches, 40 changes and 700 messages "
              + events
              + " events");
      assertThat(staging).isLessThan(20 + 8);
      assertThat(flood).isLessThan(100);
      assertThat(words(lab)).filteredOn(line -> line.startsWith("nonsense ")).hasSize(500);
    }
  }

  /** One whose gate of production is open and has been told. */
  private static Running called(Lab lab) {
    Running running = lab.start().untilGate("production", "go");
    running.until("it is told", s -> !lab.world.toldTo("team").isEmpty());
    return running;
  }

  private static boolean waits(Status status, String how) {
    return status.waitingFor() != null && status.waitingFor().contains(how);
  }

  private static String attribute(Running running) {
    return running
        .stub
        .describe()
        .getTypedSearchAttributes()
        .get(io.temporal.common.SearchAttributeKey.forKeyword("SoakgateWaitingFor"));
  }

  private static List<String> words(Lab lab) {
    synchronized (lab.world.audit) {
      return lab.world.audit.stream()
          .map(
              e ->
                  (e.environment() == null ? "" : e.environment() + " ")
                      + e.subject()
                      + " "
                      + e.outcome()
                      + ": "
                      + e.words())
          .toList();
    }
  }
}
