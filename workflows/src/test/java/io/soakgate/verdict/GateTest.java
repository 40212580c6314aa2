package io.soakgate.verdict;

import static io.soakgate.verdict.Gates.DIGEST;
import static io.soakgate.verdict.Gates.HOLDERS;
import static io.soakgate.verdict.Gates.NOON;
import static io.soakgate.verdict.Gates.PROVEN;
import static io.soakgate.verdict.Gates.approve;
import static io.soakgate.verdict.Gates.as;
import static io.soakgate.verdict.Gates.assertRefused;
import static io.soakgate.verdict.Gates.digest;
import static io.soakgate.verdict.Gates.gate;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.verdict.Gate.Decided;
import io.soakgate.verdict.Gate.Given;
import io.soakgate.verdict.Gate.Say;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may agree as what; decisions 1, 20, 21 and F-38, F-39, F-41, F-42. */
class GateTest {

  @Test
  void everyRoleAgreedIsAgreed() {
    Gate gate = gate("lead", "cto");
    Decided first = gate.decide(approve("brian"), HOLDERS, NOON);
    assertThat(first.recorded()).isTrue();
    assertThat(first.role()).isEqualTo("lead");
    assertThat(first.words())
        .isEqualTo(
            "recorded: brian agrees as lead to production go, verified by key ab12cd34ef56; still missing: cto");
    assertThat(first.gate().given()).containsExactly(new Given("lead", "brian", NOON, PROVEN));
    assertThat(first.gate().agreed()).isFalse();
    assertThat(first.gate().missing()).containsExactly("cto");

    Decided last = first.gate().decide(approve("james"), HOLDERS, NOON);
    assertThat(last.words())
        .isEqualTo(
            "recorded: james agrees as cto to production go, verified by key ab12cd34ef56; all roles are given");
    assertThat(last.gate().agreed()).isTrue();
    assertThat(last.gate().open(NOON)).isFalse();
    assertThat(last.gate().missing()).isEmpty();
  }

  @Test
  void samePersonTwiceIsAlreadyRecordedAlsoAfterTheGateIsAgreed() {
    Gate gate = gate("lead", "cto").decide(approve("brian"), HOLDERS, NOON).gate();
    String already =
        "refused: already recorded at 2026-11-21T12:00:00Z: brian agrees as lead; there is nothing"
            + " more to do";
    assertRefused(gate, approve("brian"), already);
    assertRefused(gate, approve("  Brian "), already);
    Gate agreed = gate.decide(approve("james"), HOLDERS, NOON).gate();
    assertRefused(agreed, approve("brian"), already);
  }

  @Test
  void onePersonGivesOneRole() {
    Gate gate = gate("lead", "backup").decide(as("santiago", "lead"), HOLDERS, NOON).gate();
    assertRefused(
        gate,
        as("santiago", "backup"),
        "refused: santiago agreed as lead at 2026-11-21T12:00:00Z, and one person gives one role;"
            + " somebody else must give backup (held: backup by santiago)");
  }

  @Test
  void namingNoRoleGivesTheFirstThatLeavesTheOthersToSomebody() {
    assertThat(gate("lead", "cto").decide(approve("santiago"), HOLDERS, NOON).role())
        .isEqualTo("lead");
    assertThat(gate("lead", "backup").decide(approve("santiago"), HOLDERS, NOON).role())
        .isEqualTo("backup");
    assertThat(gate("lead", "devops").decide(approve("santiago"), HOLDERS, NOON).role())
        .as("nobody can give devops, so nothing is saved by waiting")
        .isEqualTo("lead");
  }

  @Test
  void roleMustBeAskedHeldAndStillMissing() {
    Gate gate = gate("lead", "cto", "devops");
    assertRefused(
        gate,
        as("brian", "leed"),
        "refused: production go does not ask leed; it asks lead, cto, devops");
    assertRefused(
        gate,
        as("brian", "cto"),
        "refused: brian does not hold cto; held: cto by james; the worker's configuration says who"
            + " holds a role");
    assertRefused(
        gate,
        as("brian", "devops"),
        "refused: brian does not hold devops; held: devops by nobody; the worker's configuration"
            + " says who holds a role");
    assertRefused(
        gate,
        approve("mallory"),
        "refused: mallory does not hold lead or cto or devops; held: lead by brian or santiago, cto"
            + " by james, devops by nobody; the worker's configuration says who holds a role");
    Gate led = gate.decide(approve("brian"), HOLDERS, NOON).gate();
    assertRefused(
        led,
        as("santiago", "lead"),
        "refused: lead is given already (brian as lead); still missing: cto, devops");
    assertRefused(
        led,
        approve("santiago"),
        "refused: what santiago holds is given already (brian as lead); still missing: cto,"
            + " devops");
  }

  @Test
  void decisionWithoutANameIsRefused() {
    assertRefused(gate("lead"), approve(null), "refused: nobody is named; say who decides: \"by\"");
    assertRefused(gate("lead"), approve(" "), "refused: nobody is named; say who decides: \"by\"");
  }

  @Test
  void decisionMeantForSomethingElseIsRefusedWithEveryDifference() {
    Gate gate = gate("lead");
    Say other =
        new Say("brian", null, "staging", "end", 2, "ffffffffffffffff", null, null, true, PROVEN);
    assertRefused(
        gate,
        other,
        "refused: this was meant for something else: environment staging, open is production;"
            + " moment end, open is go; attempt 2, open is 1; digest ffffffffffffffff, running is"
            + " 0123456789ab…; look at what is open now and decide on that");
    assertRefused(
        gate,
        digest("01234567"),
        "refused: this was meant for something else: digest 01234567 (give 12 characters or more),"
            + " running is 0123456789ab…; look at what is open now and decide on that");
    assertThat(gate.decide(digest("0123456789AB"), HOLDERS, NOON).recorded()).isTrue();
    assertThat(gate.decide(digest(DIGEST), HOLDERS, NOON).recorded()).isTrue();
    assertThat(gate.decide(digest(DIGEST + "0"), HOLDERS, NOON).recorded()).isFalse();
    Say pinned =
        new Say("brian", "lead", "production", "go", 1, DIGEST, List.of(), null, true, PROVEN);
    assertThat(gate.decide(pinned, HOLDERS, NOON).recorded()).isTrue();
  }

  @Test
  void gateWithoutRolesIsNeverAgreed() {
    Gate gate = gate("brian", false, false);
    assertThat(gate.agreed()).isFalse();
    assertThat(gate.open(NOON)).isTrue();
  }
}
