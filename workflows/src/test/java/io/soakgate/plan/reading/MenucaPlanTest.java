package io.soakgate.plan.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.soakgate.plan.Alert;
import io.soakgate.plan.Attention;
import io.soakgate.plan.Change;
import io.soakgate.plan.Check;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Never;
import io.soakgate.plan.Phase;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Response;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Role;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Variable;
import io.soakgate.plan.Watch;
import io.soakgate.plan.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MenucaPlanTest {
  private static Plan plan;

  @BeforeAll
  static void read() throws IOException {
    Problems problems = new Problems();
    byte[] bytes = Files.readAllBytes(Path.of("../plans/menuca-v3/plan.yaml"));
    plan = PlanReader.read(bytes, new FewKinds(), problems).orElse(null);
    assertThat(problems.list().stream().map(Problem::line)).isEmpty();
  }

  @Test
  void everythingStandsInTheOrderOfTheFile() {
    assertThat(plan.name()).isEqualTo("menuca-v3");
    assertThat(plan.takes()).isEqualTo(Duration.ofHours(6));
    assertThat(plan.roles())
        .extracting(Role::name)
        .containsExactly("lead", "backup", "devops", "cto", "reviewer");
    assertThat(plan.start()).containsExactly("lead", "backup");
    assertThat(plan.changes())
        .extracting(Change::name)
        .containsExactly("indexes", "rls", "combo-fix");
    assertThat(plan.environments())
        .extracting(Environment::name)
        .containsExactly("staging", "production");
    assertThat(plan.rollbacks())
        .extracting(Rollback::name)
        .containsExactly("full-restore", "indexes-only", "rls-only", "combo-only");
    assertThat(plan.alerts())
        .containsExactly(
            new Alert(Severity.WARN, List.of("engineering", "deployment-slack")),
            new Alert(
                Severity.PAGE,
                List.of("engineering", "deployment-slack", "war-room", "war-room-slack")),
            new Alert(
                Severity.CRITICAL,
                List.of(
                    "engineering",
                    "deployment-slack",
                    "war-room",
                    "war-room-slack",
                    "incidents",
                    "incidents-slack")));
  }

  @Test
  void eightDecisionsAndAtMostTwelveTextsAreAskedOfPeople() {
    Attention asked = Attention.of(plan);

    assertThat(asked.decisions()).as("1 + 1 in staging, 3 + 3 in production").isEqualTo(8);
    assertThat(asked.pings()).isLessThanOrEqualTo(12);
  }

  @Test
  void aChangeHasItsActionItsChecksAndItsUndo() {
    Change indexes = plan.change("indexes");

    assertThat(indexes.apply().kind()).isEqualTo("sql");
    assertThat(indexes.apply().with())
        .hasToString("{\"file\":\"sql/Performance/add_critical_indexes.sql\"}");
    assertThat(indexes.undo()).extracting(Spec::kind).containsExactly("drop-created");
    assertThat(indexes.verify()).extracting(Check::name).containsExactly("objects", "menu-query");
    assertThat(indexes.verify().get(0).must().get(0).bound().text()).isEqualTo(">= +45");
    assertThat(plan.change("combo-fix").verify())
        .extracting(Check::name)
        .containsExactly("notices", "combos", "combo-validation", "five-combos");
  }

  @Test
  void checkListsAreWrittenOutWithNamesOfTheirOwn() {
    Environment production = plan.environments().get(1);

    assertThat(production.checksAt("go"))
        .extracting(Check::name)
        .containsExactly(
            "query",
            "tables",
            "staging-passed",
            "orphans-low",
            "rls-proved",
            "speed-kept",
            "data-sound",
            "team-ready",
            "cto-informed",
            "support-briefed",
            "staging-reviewed");
    assertThat(production.checksAt("go").get(2).provedBy()).containsExactly("all");
    assertThat(production.checksAt("go").get(7).shownTo()).isEqualTo("lead");
    assertThat(production.checksAt("after"))
        .extracting(Check::name)
        .containsExactly("objects", "combos", "menu-latency", "rls-tests", "combo-validation");
  }

  /** "100+" and "about 100 to 150" are one demand that blocks and one that warns. */
  @Tag("T-18")
  @Test
  void tooFewPoliciesBlockAndTooManyWarn() {
    Check objects = plan.change("rls").verify().get(0);

    assertThat(objects.must())
        .filteredOn(e -> e.value().equals("policies"))
        .extracting(e -> e.bound().text())
        .containsExactly(">= +100");
    assertThat(objects.should())
        .extracting(e -> e.value() + " " + e.bound().text())
        .containsExactly("policies <= +150");
  }

  @Test
  void valuesAreFilledInWhereTheEnvironmentIsKnown() {
    Environment staging = plan.environments().get(0);

    assertThat(staging.values())
        .containsExactly(new Variable("least-backup", TextNode.valueOf("> 1 MB")));
    assertThat(staging.backup().must().get(0).bound().text()).isEqualTo("> 1 MB");
    assertThat(staging.backup().spec().with())
        .hasToString("{\"name\":\"staging_backup_${now:yyyyMMdd_HHmmss}\"}");
    assertThat(plan.environments().get(1).noticesAt("breach").get(0).say())
        .isEqualTo("MenuCA V3 production: ${reason}");
  }

  @Tag("T-37")
  @Test
  void watchesHaveTheirPhasesAndTheRulesOfTheirGroups() {
    Watch day = plan.environments().get(1).watches().get(1);

    assertThat(day.phases())
        .containsExactly(
            new Phase(Duration.ZERO, Duration.ofMinutes(15)),
            new Phase(Duration.ofHours(1), Duration.ofHours(1)));
    assertThat(day.rules())
        .extracting(Rule::name)
        .containsExactly(
            "slow",
            "rows-lost",
            "orders-fail",
            "corrupted",
            "damaged",
            "security",
            "errors",
            "slower",
            "combos-broken",
            "locked-out",
            "reported",
            "recent-database-log",
            "recent-application-log",
            "counters");
    assertThat(day.rules())
        .extracting(Rule::then)
        .contains(
            new Response(Act.ROLLBACK, "everything"),
            new Response(Act.ASK, "everything"),
            new Response(Act.ASK, "combo-only"));
    assertThat(day.rules().get(0))
        .returns(Severity.PAGE, Rule::noData)
        .returns(Severity.CRITICAL, Rule::severity)
        .returns(3, Rule::inARow);
    assertThat(plan.environments().get(0).watches().get(0).restartOnIssue()).isTrue();
  }

  @Test
  void theWindowIsInTheRunbooksZone() {
    assertThat(plan.environments().get(1).window())
        .isEqualTo(
            new Window(
                LocalTime.of(2, 0),
                LocalTime.of(6, 0),
                ZoneId.of("America/New_York"),
                Duration.ofHours(24),
                Never.NONE,
                new Window.Lasts(Duration.ofHours(2), Duration.ofHours(4)),
                null));
    assertThat(plan.environments().get(0).window()).isNull();
  }

  @Test
  void rollbackOptionsNameChangesAndActions() {
    assertThat(plan.rollback("full-restore").steps().get(0).action().kind()).isEqualTo("restore");
    assertThat(plan.rollback("combo-only").steps())
        .containsExactly(new Rollback.Step("combo-fix", null));
    assertThat(plan.rollback("full-restore").within()).isEqualTo(Duration.ofMinutes(15));
  }
}
