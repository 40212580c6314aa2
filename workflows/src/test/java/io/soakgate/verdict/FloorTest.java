package io.soakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.plan.Backup;
import io.soakgate.plan.Environment;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.IfFails;
import io.soakgate.plan.Safety;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Window;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.verdict.Gate.Holder;
import io.soakgate.verdict.Policy.GateFloor;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FloorTest {
  private static final Policy HIGH =
      new Policy(
          List.of(new GateFloor("go", List.of("lead", "cto")), new GateFloor("end", List.of("qa"))),
          2,
          List.of("cli"),
          true,
          true,
          true,
          true,
          true,
          Duration.ofDays(7),
          List.of("lead"));
  private static final Window NIGHT =
      new Window(LocalTime.of(2, 0), LocalTime.of(6, 0), ZoneId.of("UTC"), Duration.ZERO);

  private final Problems problems = new Problems();

  @Tag("T-06")
  @Test
  void everythingInWhichAPlanAsksForLessIsToldAtOnceWithWhatToDo() {
    Floor.check(
        environment(null, null, new GateRule("go", List.of("lead"), Duration.ofDays(10))),
        HIGH,
        "uncommitted changes in plan.yaml, sql/a.sql",
        problems);

    assertThat(lines())
        .containsExactly(
            "production: gate go does not ask cto: the policy of prod-db asks lead, cto there; add"
                + " it in the plan: approve: {go: [lead, cto]}",
            "production: there is no gate end: the policy of prod-db asks qa there; add it in the"
                + " plan: approve: {end: [qa]}",
            "production: no gate before the first change asks 2 people: the policy of prod-db wants"
                + " so many to agree; name more roles at approve: {go: …} in the plan; each is"
                + " given by another person",
            "production: gate go stays open for 10d: the policy of prod-db closes a gate after 7d;"
                + " write expires: 7d or less in the plan",
            "production: it may start at any time: the policy of prod-db lets changes start only in"
                + " a window; add window: {from, to, zone} to the plan",
            "production: there is no backup that is restored and counted: the policy of prod-db"
                + " wants one before the first change; add backup: {dump: …} or {clone: …} to the"
                + " plan",
            "production: uncommitted changes in plan.yaml, sql/a.sql: the policy of prod-db runs"
                + " only what is committed to Git; commit the plan and its scripts, and start"
                + " again");
  }

  @Test
  void aPlanThatAsksForMoreIsNotRefused() {
    Backup backup =
        new Backup(
            new Spec("dump", JsonNodeFactory.instance.objectNode(), "plan.yaml:1:1"),
            List.of(),
            null);
    Floor.check(
        environment(
            NIGHT,
            backup,
            new GateRule("go", List.of("lead", "cto", "dba"), Duration.ofDays(7)),
            new GateRule("end", List.of("qa"), null)),
        HIGH,
        null,
        problems);

    assertThat(problems.list()).isEmpty();
  }

  @Test
  void whereNothingIsAskedForNothingIsRefused() {
    Floor.check(environment(null, null), Policy.earnest(), "not in Git", problems);

    assertThat(problems.list()).isEmpty();
  }

  @Test
  void aRoleWhoseHoldersHaveNoKeyIsRefusedWhereSignaturesAreAsked() {
    quorum(Policy.earnest(), List.of("brian"), "kim", gate("lead", "cto"));

    assertThat(lines())
        .containsExactly(
            "production: gate go asks cto, and james cannot prove who they are: the policy of"
                + " prod-db wants signatures; make a key with soakgate key new, and put its line"
                + " under people in the worker's configuration");
  }

  @Test
  void onePersonWhoAloneHoldsTwoRolesOfAGateIsNamed() {
    quorum(Policy.disposable(), List.of(), null, gate("lead", "dba", "cto"));

    assertThat(lines())
        .containsExactly(
            "production: gate go asks lead and dba, which only brian can give: each role is given"
                + " by another person, so 2 are needed and there is 1; name more people under"
                + " roles in the worker's configuration");
  }

  @Test
  void aStarterWhoAloneHoldsARoleIsNamed() {
    quorum(Policy.of(false, true), List.of(), "James", gate("lead", "cto"));

    assertThat(lines())
        .containsExactly(
            "production: gate go asks cto, which only james can give, who starts this: the policy"
                + " of prod-db does not let the starter agree; let somebody else start it, or name"
                + " more people under roles in the worker's configuration");
  }

  @Test
  void moreRolesThanPeopleCanNeverBeMet() {
    List<Holder> two =
        List.of(
            new Holder("a", List.of("ann", "bob")),
            new Holder("b", List.of("ann", "bob")),
            new Holder("c", List.of("bob", "ann")));
    Quorum.check(
        environment(null, null, gate("a", "b", "c")),
        Policy.disposable(),
        two,
        List.of(),
        null,
        problems);

    assertThat(lines())
        .containsExactly(
            "production: gate go asks a, b and c, which only ann and bob can give: each role is"
                + " given by another person, so 3 are needed and there are 2; name more people"
                + " under roles in the worker's configuration");
  }

  @Test
  void anUnknownStarterNeedsTwoHoldersOfASingleRole() {
    quorum(Policy.of(false, true), List.of(), null, gate("cto"));

    assertThat(lines())
        .containsExactly(
            "production: gate go asks two people for cto, which only james can give: nobody knows"
                + " who started this, and the starter alone may not agree; start it again naming"
                + " who starts: \"by\", or name more people under roles in the worker's"
                + " configuration");
  }

  @Test
  void aGateThatCanBeOpenedIsNotRefused() {
    quorum(Policy.earnest(), List.of("brian", "james", "kim"), "kim", gate("lead", "cto"));

    assertThat(problems.list()).isEmpty();
  }

  private void quorum(Policy policy, List<String> provable, String starter, GateRule gate) {
    List<Holder> holders =
        List.of(
            new Holder("lead", List.of("brian")),
            new Holder("dba", List.of("brian")),
            new Holder("cto", List.of("james")));
    Quorum.check(environment(null, null, gate), policy, holders, provable, starter, problems);
  }

  private List<String> lines() {
    return problems.list().stream().map(Problem::line).toList();
  }

  private static GateRule gate(String... roles) {
    return new GateRule("go", List.of(roles), null);
  }

  private static Environment environment(Window window, Backup backup, GateRule... gates) {
    return new Environment(
        "production",
        "prod-db",
        List.of(),
        window,
        List.of(gates),
        List.of(),
        List.of(),
        Safety.of(backup),
        IfFails.ROLLBACK,
        List.of());
  }
}
