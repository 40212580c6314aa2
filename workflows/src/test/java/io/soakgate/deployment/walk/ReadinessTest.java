package io.soakgate.deployment.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.ConditionsRequest;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Status;
import io.soakgate.deployment.walk.people.Details;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private static final List<String> SHORT =
      List.of("admitPlan", "admitTarget", "conditions", "lease", "passage");
  private static final Condition BLOCKER =
      new Condition(
          "blockers",
          Level.WAIT,
          "1",
          "0",
          "1 session holds locks on what is to be changed",
          List.of(
              "pid 4711 of alice (psql), idle in transaction, open 12 min: UPDATE o SET n = ?"));
  private static final Condition DRIFT =
      new Condition(
          "drift",
          Level.HOLD,
          "1",
          "0",
          "somebody else changed the catalog since the last own step",
          List.of("+ column public.orders.surprise 9 text"));
  private static final Condition IDLE =
      new Condition("transactions", Level.WARN, "1", "0", "1 is open longer than 5 min", List.of());

  @Test
  void looksBeforeTheGateAfterItAndBeforeEveryChange() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      Running running = lab.start().untilGate("production", "go");
      running.approve("ann");
      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.looks)
          .extracting(r -> r.scope().environment() + " " + r.when())
          .containsExactly(
              "staging before gate go",
              "staging before indexes",
              "staging before policies",
              "staging after the changes",
              "production before gate go",
              "production after gate go",
              "production before indexes",
              "production before policies",
              "production after the changes");
    }
  }

  @Test
  void aWorkerThatDiesWhileItLooksOrAdmitsIsMissedAfterTenSeconds() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      Running running = lab.start().untilGate("production", "go");

      assertThat(lab.history(running.id()).getEvents())
          .filteredOn(HistoryEvent::hasActivityTaskScheduledEventAttributes)
          .extracting(HistoryEvent::getActivityTaskScheduledEventAttributes)
          .filteredOn(a -> SHORT.contains(a.getActivityType().getName()))
          .hasSizeGreaterThan(SHORT.size())
          .extracting(a -> a.getHeartbeatTimeout().getSeconds())
          .containsOnly(10L);
    }
  }

  @Test
  void comparesWithWhatTheLastOwnStepLeftAndWithTheEnvironmentBefore() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      Running running = lab.start().untilGate("production", "go");
      running.approve("ann");
      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.looks)
          .extracting(ConditionsRequest::catalog)
          .containsExactly(
              null,
              "catalog of []",
              "catalog of [indexes]",
              "catalog of [indexes, policies]",
              null,
              "catalog of []",
              "catalog of []",
              "catalog of [indexes]",
              "catalog of [indexes, policies]");
      assertThat(lab.world.looks)
          .extracting(r -> r.elsewhere() == null ? null : r.elsewhere().catalog())
          .containsExactly(
              null,
              null,
              null,
              null,
              "catalog of []",
              "catalog of []",
              "catalog of []",
              null,
              "catalog of [indexes, policies]");
      assertThat(lab.world.looks.get(8).elsewhere().before()).isEqualTo("catalog of []");
      assertThat(lab.world.looks.get(8).elsewhere().ownBefore()).isEqualTo("catalog of []");
      assertThat(lab.world.looks)
          .extracting(ConditionsRequest::server)
          .containsSubsequence(null, "server of shop-staging", null, "server of shop-production");
    }
  }

  @Test
  void waitsForABlockerAndGoesOnWhenItIsGone() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      lab.world.condition("before policies", "production", BLOCKER, BLOCKER);
      Running running = lab.start().untilGate("production", "go");
      running.approve("ann");
      running.ends(Ending.SUCCEEDED);

      List<Instant> looks =
          lab.world.looks.stream()
              .filter(r -> r.scope().environment().equals("production"))
              .filter(r -> r.when().equals("before policies"))
              .map(r -> r.scope().now())
              .toList();
      assertThat(looks).hasSize(3);
      assertThat(Duration.between(looks.get(0), looks.get(2)))
          .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(17));
      assertThat(words(lab, "conditions before policies", "production"))
          .containsExactly(
              "blockers: 1 session holds locks on what is to be changed: pid 4711 of alice (psql),"
                  + " idle in transaction, open 12 min: UPDATE o SET n = ?",
              "nothing is in the way; looked at 1");
      assertThat(lab.world.toldTo("pager")).isEmpty();
    }
  }

  @Test
  void pagesAndAsksWhenPatienceIsAtItsEnd() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      lab.world.condition(
          "before indexes",
          "staging",
          Stream.generate(() -> BLOCKER).limit(9).toArray(Condition[]::new));
      Running running = lab.start();
      running.pass(Duration.ofMinutes(6));
      Status asked = running.untilQuestion();

      assertThat(asked.question())
          .isEqualTo(
              "staging, before indexes: blockers: 1 session holds locks on what is to be changed:"
                  + " pid 4711 of alice (psql), idle in transaction, open 12 min: UPDATE o SET n ="
                  + " ?; retry, resume to go on all the same, or abort");
      assertThat(lab.world.log()).doesNotContain("apply indexes in staging");
      running.until("a page", s -> lab.world.toldTo("pager").size() == 1);

      assertThat(running.command("retry").recorded()).isTrue();
      running.untilGate("production", "go");
      assertThat(lab.world.log()).contains("apply indexes in staging");
    }
  }

  @Test
  void driftStopsBeforeTheNextChangeUntilAPersonTakesItAsItIs() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      lab.world.condition("before policies", "staging", DRIFT);
      Running running = lab.start();
      Status asked = running.untilQuestion();

      assertThat(asked.question())
          .isEqualTo(
              "staging, before policies: drift: somebody else changed the catalog since the last"
                  + " own step: + column public.orders.surprise 9 text; retry, resume to go on all"
                  + " the same, or abort");
      assertThat(lab.world.log()).containsExactly("apply indexes in staging");

      running.command("resume");
      running.untilGate("production", "go").approve("ann");
      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
      assertThat(lab.world.log()).contains("apply policies in staging");
      assertThat(words(lab, "conditions before policies", "staging"))
          .contains(
              "ann goes on all the same (because): drift: somebody else changed the catalog since"
                  + " the last own step: + column public.orders.surprise 9 text");
    }
  }

  @Test
  void anotherDatabaseBehindTheAddressCannotBeGoneOnWith() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      lab.world.condition(
          "before indexes",
          "staging",
          new Condition("server", Level.BAR, null, null, "this is another database", List.of()));
      Running running = lab.start();
      running.untilQuestion();

      assertThat(running.command("resume").words())
          .isEqualTo("refused: the question takes retry; answer with one of these");
      running.command("abort");
      running.ends(Ending.CANCELLED);
      assertThat(lab.world.carried("staging")).isEmpty();
    }
  }

  @Test
  void whatCannotBeLookedAtHoldsUntilItCan() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      lab.world.fails("look before indexes in staging", 3, "database");
      Running running = lab.start();
      running.pass(Duration.ofMinutes(1));

      assertThat(running.untilQuestion().question())
          .isEqualTo(
              "staging, before indexes: look: could not look: look before indexes in staging did not work;"
                  + " retry, or abort");
      running.command("retry");
      running.untilGate("production", "go");
    }
  }

  @Test
  void theGateShowsWhatWasSeen() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      lab.world
          .condition("before gate go", "production", IDLE)
          .condition("after gate go", "production", BLOCKER);
      Running running = lab.start().untilGate("production", "go");
      Status status = running.status();

      assertThat(status.gate().conditions()).containsExactly(IDLE);
      assertThat(Details.of(status)).contains("**note** transactions: 1 is open longer than 5 min");

      running.approve("ann");
      running.ends(Ending.SUCCEEDED);
      assertThat(lab.world.story.environments().get(1).conditions())
          .extracting(c -> c.when() + " " + c.conditions().get(0).level())
          .containsExactly(
              "before gate go WARN",
              "after gate go WAIT",
              "after gate go FINE",
              "before indexes FINE",
              "before policies FINE",
              "after the changes FINE");
    }
  }

  @Test
  void whatDiffersFromStagingAfterwardsIsAWarning() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      lab.world.condition(
          "after the changes",
          "production",
          new Condition(
              "drift from staging",
              Level.WARN,
              "1",
              "0",
              "the changes left something else than in staging",
              List.of("- index public.a")));
      Running running = lab.start().untilGate("production", "go");
      running.approve("ann");
      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(words(lab, "conditions after the changes", "production"))
          .containsExactly(
              "drift from staging: the changes left something else than in staging: - index"
                  + " public.a");
    }
  }

  @Test
  void aTargetLeasedByAnotherTemporalIsRefusedNamingTheHolder() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      lab.world.leased("shop-production", "deployment-7");
      assertThat(lab.start().ends(Ending.REFUSED).why())
          .isEqualTo(
              "shop-production: held by deployment-7 of another Temporal: one deployment at a time"
                  + " works on a target, whatever Temporal it runs in; wait for its ending");
      assertThat(lab.world.leaseOf("shop-staging")).isNull();
      assertThat(lab.world.leaseOf("shop-production")).isEqualTo("deployment-7");
    }
  }

  @Test
  void theLeaseIsHeldToTheEndingAndGivenBack() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      Running running = lab.start().untilGate("production", "go");
      assertThat(lab.world.leaseOf("shop-staging")).isEqualTo(running.id());
      assertThat(lab.world.leaseOf("shop-production")).isEqualTo(running.id());

      running.approve("ann");
      running.ends(Ending.SUCCEEDED);
      assertThat(lab.world.leaseOf("shop-staging")).isNull();
      assertThat(lab.world.leaseOf("shop-production")).isNull();
    }
  }

  @Test
  void theLeaseIsRenewedWhilePeopleAreWaitedFor() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      Running running = lab.start().untilGate("production", "go");
      running.pass(Duration.ofMinutes(150));
      assertThat(lab.world.renewed)
          .containsExactlyInAnyOrder(
              "shop-staging for " + running.id(),
              "shop-staging for " + running.id(),
              "shop-production for " + running.id(),
              "shop-production for " + running.id());
      running.approve("ann");
      running.ends(Ending.SUCCEEDED);
    }
  }

  private static List<String> words(Lab lab, String subject, String environment) {
    return lab.world.audit.stream()
        .filter(e -> e.subject().equals(subject) && environment.equals(e.environment()))
        .map(Entry::words)
        .toList();
  }
}
