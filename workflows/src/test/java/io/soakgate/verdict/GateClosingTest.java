package io.soakgate.verdict;

import static io.soakgate.verdict.Gates.CLAIMED;
import static io.soakgate.verdict.Gates.HOLDERS;
import static io.soakgate.verdict.Gates.NOON;
import static io.soakgate.verdict.Gates.approve;
import static io.soakgate.verdict.Gates.assertRefused;
import static io.soakgate.verdict.Gates.gate;
import static io.soakgate.verdict.Gates.reject;
import static io.soakgate.verdict.Gates.ticking;
import static io.soakgate.verdict.Gates.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.verdict.Gate.Decided;
import io.soakgate.verdict.Gate.Given;
import io.soakgate.verdict.Gate.Say;
import io.soakgate.verdict.Gate.Tick;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Starters, proof, attestations, rejection and expiry; decisions 1 and 21, F-40, F-41. */
class GateClosingTest {

  @Test
  void starterDoesNotAgreeUnlessTheTargetLetsThemButMayStopIt() {
    Gate gate = gate("Brian", false, false, "lead", "cto");
    assertRefused(
        gate,
        approve("brian"),
        "refused: brian started this deployment, and production does not let the starter agree;"
            + " somebody else must give lead, cto");
    assertThat(gate.decide(reject("brian", "wrong day"), HOLDERS, NOON).gate().rejected()).isTrue();
    Gate disposable = gate("brian", true, false, "lead");
    assertThat(disposable.decide(approve("brian"), HOLDERS, NOON).gate().agreed()).isTrue();
  }

  @Test
  void unknownStarterMakesASingleRoleAskTwoDifferentPeople() {
    Gate gate = gate(" ", false, false, "lead");
    assertThat(gate.starter()).isNull();
    assertThat(gate.missing()).containsExactly("lead", "lead");
    Decided first = gate.decide(approve("brian"), HOLDERS, NOON);
    assertThat(first.words())
        .isEqualTo(
            "recorded: brian agrees as lead to production go, verified by key ab12cd34ef56; still missing: lead, by somebody else"
                + " since nobody knows who started this");
    assertThat(first.gate().agreed()).isFalse();
    assertThat(first.gate().decide(approve("BRIAN"), HOLDERS, NOON).recorded()).isFalse();
    assertThat(first.gate().decide(approve("santiago"), HOLDERS, NOON).gate().agreed()).isTrue();
  }

  @Test
  void unknownStarterAndARoleWithOneHolderSaysHowToGoOn() {
    Gate gate = gate(null, false, false, "cto");
    assertThat(gate.decide(approve("james"), HOLDERS, NOON).words())
        .isEqualTo(
            "recorded: james agrees as cto to production go, verified by key ab12cd34ef56; still missing: cto, by somebody else"
                + " since nobody knows who started this; nobody else holds it, so reject this and"
                + " start again naming who starts: \"by\"");
  }

  @Test
  void unknownStarterChangesNothingWhereTwoAgreeAnywayOrTheStarterMay() {
    assertThat(gate(null, false, false, "lead", "cto").missing()).containsExactly("lead", "cto");
    Gate disposable = gate(null, true, false, "cto");
    assertThat(disposable.decide(approve("james"), HOLDERS, NOON).gate().agreed()).isTrue();
  }

  @Test
  void nothingIsDecidedAfterTheExpiry() {
    Gate gate = gate("lead");
    Instant late = gate.expires();
    assertThat(gate.open(late.minusMillis(1))).isTrue();
    assertThat(gate.decide(approve("brian"), HOLDERS, late.minusMillis(1)).recorded()).isTrue();
    assertThat(gate.open(late)).isFalse();
    assertThat(gate.expired(late)).isTrue();
    Decided refused = gate.decide(approve("brian"), HOLDERS, late);
    assertThat(refused.words())
        .isEqualTo(
            "refused: production go expired at 2026-11-22T12:00:00Z; nothing more is decided here");
    assertThat(refused.gate()).isSameAs(gate);
    assertThat(gate.decide(reject("brian", "late"), HOLDERS, late).recorded()).isFalse();
    Gate agreed = gate.decide(approve("brian"), HOLDERS, NOON).gate();
    assertThat(agreed.expired(late)).as("what was agreed in time stays agreed").isFalse();
    assertThat(agreed.agreed()).isTrue();
  }

  @Test
  void rejectionNeedsARoleAndAReasonAndClosesTheGate() {
    Gate gate = gate("lead", "cto").decide(approve("james"), HOLDERS, NOON).gate();
    assertRefused(
        gate, reject("brian", " "), "refused: a rejection needs its reason; say why: \"reason\"");
    assertThat(gate.decide(reject("mallory", "no"), HOLDERS, NOON).words())
        .startsWith("refused: mallory does not hold lead or cto;");
    Decided rejected = gate.decide(reject("brian", "backup is too small"), HOLDERS, NOON);
    assertThat(rejected.words())
        .isEqualTo(
            "recorded: brian rejects production go as lead, verified by key ab12cd34ef56: backup is too small");
    assertThat(rejected.role()).isEqualTo("lead");
    assertThat(rejected.gate().rejected()).isTrue();
    assertThat(rejected.gate().open(NOON)).isFalse();
    String closed =
        "refused: production go was rejected by brian: backup is too small; nothing more is decided"
            + " here";
    assertRefused(rejected.gate(), approve("santiago"), closed);
    assertRefused(rejected.gate(), approve("james"), closed);
    assertRefused(rejected.gate(), reject("james", "me too"), closed);
  }

  @Test
  void somebodyWhoAgreedMayRejectWhileTheGateIsOpen() {
    Gate gate = gate("lead", "cto").decide(approve("brian"), HOLDERS, NOON).gate();
    assertThat(gate.decide(reject("brian", "I was wrong"), HOLDERS, NOON).gate().rejected())
        .isTrue();
    Gate agreed = gate.decide(approve("james"), HOLDERS, NOON).gate();
    assertRefused(
        agreed,
        reject("brian", "too late"),
        "refused: production go is agreed already, by brian as lead, james as cto; to stop what"
            + " runs now, abort it");
    assertRefused(
        agreed,
        approve("santiago"),
        "refused: production go is agreed already, by brian as lead, james as cto; to stop what"
            + " runs now, abort it");
  }

  @Test
  void unprovenDecisionCountsOnlyWhereTheTargetSaysSo() {
    Say unproven = new Say("james", null, null, null, null, null, null, null, true, CLAIMED);
    assertRefused(
        gate("cto"),
        unproven,
        "refused: nothing proves that this is james (it is not signed), and production counts only"
            + " what is proven; decide through a source that signs");
    Decided counted = gate("brian", false, true, "cto").decide(unproven, HOLDERS, NOON);
    assertThat(counted.words())
        .isEqualTo(
            "recorded: james agrees as cto to production go, unverified: claims to be james; all roles"
                + " are given");
    assertThat(counted.gate().given()).containsExactly(new Given("cto", "james", NOON, CLAIMED));
  }

  @Test
  void personTicksEveryAttestationOfTheirRole() {
    Gate gate =
        ticking(
            new Tick("team-ready", "lead", "the team is \"ready\""),
            new Tick("plan-read", null, "the rollback plan was read"),
            new Tick("support", "cto", "support is briefed"));
    assertRefused(
        gate,
        ticks("plan-read"),
        "refused: brian agrees as lead only by ticking team-ready (the team is \"ready\"); if that"
            + " is so, send {\"by\": \"brian\", \"role\": \"lead\", \"attest\": [\"team-ready\","
            + " \"plan-read\"]}");
    assertRefused(
        gate,
        approve("brian"),
        "refused: brian agrees as lead only by ticking team-ready (the team is \"ready\"),"
            + " plan-read (the rollback plan was read); if that is so, send {\"by\": \"brian\","
            + " \"role\": \"lead\", \"attest\": [\"team-ready\", \"plan-read\"]}");
    assertRefused(
        gate,
        ticks("all", "team-redy", "support"),
        "refused: lead has no attestation team-redy, support here; there is team-ready (the team is"
            + " \"ready\"), plan-read (the rollback plan was read); send {\"by\": \"brian\","
            + " \"role\": \"lead\", \"attest\": [\"team-ready\", \"plan-read\"]}");
    assertThat(gate.decide(ticks("plan-read", "team-ready"), HOLDERS, NOON).recorded()).isTrue();
    assertThat(gate.decide(ticks("all"), HOLDERS, NOON).recorded()).isTrue();
    assertThat(gate.decide(reject("brian", "not ready"), HOLDERS, NOON).recorded())
        .as("who rejects ticks nothing")
        .isTrue();
  }

  @Test
  void tickingWhereThereIsNothingToTickIsRefused() {
    assertRefused(
        gate("lead"),
        ticks("x"),
        "refused: lead has no attestation x here; there is nothing to tick, leave attest out");
    assertThat(gate("lead").decide(ticks("all"), HOLDERS, NOON).recorded()).isTrue();
  }
}
