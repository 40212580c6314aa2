package io.soakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.verdict.Gate.Decided;
import io.soakgate.verdict.Gate.Given;
import io.soakgate.verdict.Gate.Holder;
import io.soakgate.verdict.Gate.Say;
import io.soakgate.verdict.Gate.Tick;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Decisions 1, 20, 21; F-38 to F-43. */
class GateTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");
  private static final String DIGEST = "0123456789abcdef0123456789abcdef";
  private static final List<Holder> HOLDERS =
      List.of(
          new Holder("lead", List.of("brian", "santiago")),
          new Holder("backup", List.of("santiago")),
          new Holder("cto", List.of("james")),
          new Holder("devops", List.of()));

  @Test
  void every_role_agreed_is_agreed() {
    Gate gate = gate("lead", "cto");
    Decided first = gate.decide(approve("brian"), HOLDERS, NOON);
    assertThat(first.recorded()).isTrue();
    assertThat(first.role()).isEqualTo("lead");
    assertThat(first.words())
        .isEqualTo("recorded: brian agrees as lead to production go; still missing: cto");
    assertThat(first.gate().given()).containsExactly(new Given("lead", "brian", NOON, true));
    assertThat(first.gate().agreed()).isFalse();
    assertThat(first.gate().missing()).containsExactly("cto");

    Decided last = first.gate().decide(approve("james"), HOLDERS, NOON);
    assertThat(last.words())
        .isEqualTo("recorded: james agrees as cto to production go; all roles are given");
    assertThat(last.gate().agreed()).isTrue();
    assertThat(last.gate().open(NOON)).isFalse();
    assertThat(last.gate().missing()).isEmpty();
  }

  @Test
  void same_person_twice_is_already_recorded_also_after_the_gate_is_agreed() {
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
  void one_person_gives_one_role() {
    Gate gate = gate("lead", "backup").decide(as("santiago", "lead"), HOLDERS, NOON).gate();
    assertRefused(
        gate,
        as("santiago", "backup"),
        "refused: santiago agreed as lead at 2026-11-21T12:00:00Z, and one person gives one role;"
            + " somebody else must give backup (held: backup by santiago)");
  }

  @Test
  void naming_no_role_gives_the_first_that_leaves_the_others_to_somebody() {
    assertThat(gate("lead", "cto").decide(approve("santiago"), HOLDERS, NOON).role())
        .isEqualTo("lead");
    assertThat(gate("lead", "backup").decide(approve("santiago"), HOLDERS, NOON).role())
        .isEqualTo("backup");
    assertThat(gate("lead", "devops").decide(approve("santiago"), HOLDERS, NOON).role())
        .as("nobody can give devops, so nothing is saved by waiting")
        .isEqualTo("lead");
  }

  @Test
  void role_must_be_asked_held_and_still_missing() {
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
  void decision_without_a_name_is_refused() {
    assertRefused(gate("lead"), approve(null), "refused: nobody is named; say who decides: \"by\"");
    assertRefused(gate("lead"), approve(" "), "refused: nobody is named; say who decides: \"by\"");
  }

  @Test
  void starter_does_not_agree_unless_the_target_lets_them_but_may_stop_it() {
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
  void unknown_starter_makes_a_single_role_ask_two_different_people() {
    Gate gate = gate(" ", false, false, "lead");
    assertThat(gate.starter()).isNull();
    assertThat(gate.missing()).containsExactly("lead", "lead");
    Decided first = gate.decide(approve("brian"), HOLDERS, NOON);
    assertThat(first.words())
        .isEqualTo(
            "recorded: brian agrees as lead to production go; still missing: lead, by somebody else"
                + " since nobody knows who started this");
    assertThat(first.gate().agreed()).isFalse();
    assertThat(first.gate().decide(approve("BRIAN"), HOLDERS, NOON).recorded()).isFalse();
    assertThat(first.gate().decide(approve("santiago"), HOLDERS, NOON).gate().agreed()).isTrue();
  }

  @Test
  void unknown_starter_and_a_role_with_one_holder_says_how_to_go_on() {
    Gate gate = gate(null, false, false, "cto");
    assertThat(gate.decide(approve("james"), HOLDERS, NOON).words())
        .isEqualTo(
            "recorded: james agrees as cto to production go; still missing: cto, by somebody else"
                + " since nobody knows who started this; nobody else holds it, so reject this and"
                + " start again naming who starts: \"by\"");
  }

  @Test
  void unknown_starter_changes_nothing_where_two_agree_anyway_or_the_starter_may() {
    assertThat(gate(null, false, false, "lead", "cto").missing()).containsExactly("lead", "cto");
    Gate disposable = gate(null, true, false, "cto");
    assertThat(disposable.decide(approve("james"), HOLDERS, NOON).gate().agreed()).isTrue();
  }

  @Test
  void decision_meant_for_something_else_is_refused_with_every_difference() {
    Gate gate = gate("lead");
    Say other =
        new Say("brian", null, "staging", "end", 2, "ffffffffffffffff", null, null, true, true);
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
        new Say("brian", "lead", "production", "go", 1, DIGEST, List.of(), null, true, true);
    assertThat(gate.decide(pinned, HOLDERS, NOON).recorded()).isTrue();
  }

  @Test
  void nothing_is_decided_after_the_expiry() {
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
  void rejection_needs_a_role_and_a_reason_and_closes_the_gate() {
    Gate gate = gate("lead", "cto").decide(approve("james"), HOLDERS, NOON).gate();
    assertRefused(
        gate, reject("brian", " "), "refused: a rejection needs its reason; say why: \"reason\"");
    assertThat(gate.decide(reject("mallory", "no"), HOLDERS, NOON).words())
        .startsWith("refused: mallory does not hold lead or cto;");
    Decided rejected = gate.decide(reject("brian", "backup is too small"), HOLDERS, NOON);
    assertThat(rejected.words())
        .isEqualTo("recorded: brian rejects production go as lead: backup is too small");
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
  void somebody_who_agreed_may_reject_while_the_gate_is_open() {
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
  void unproven_decision_counts_only_where_the_target_says_so() {
    Say unproven = new Say("james", null, null, null, null, null, null, null, true, false);
    assertRefused(
        gate("cto"),
        unproven,
        "refused: nothing proves that this is james, and production counts only what is proven;"
            + " decide through a source that signs");
    Decided counted = gate("brian", false, true, "cto").decide(unproven, HOLDERS, NOON);
    assertThat(counted.words())
        .isEqualTo(
            "recorded: james agrees as cto to production go (unverified); all roles are given");
    assertThat(counted.gate().given()).containsExactly(new Given("cto", "james", NOON, false));
  }

  @Test
  void person_ticks_every_attestation_of_their_role() {
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
  void ticking_where_there_is_nothing_to_tick_is_refused() {
    assertRefused(
        gate("lead"),
        ticks("x"),
        "refused: lead has no attestation x here; there is nothing to tick, leave attest out");
    assertThat(gate("lead").decide(ticks("all"), HOLDERS, NOON).recorded()).isTrue();
  }

  @Test
  void gate_without_roles_is_never_agreed() {
    Gate gate = gate("brian", false, false);
    assertThat(gate.agreed()).isFalse();
    assertThat(gate.open(NOON)).isTrue();
  }

  private static void assertRefused(Gate gate, Say say, String words) {
    Decided decided = gate.decide(say, HOLDERS, NOON);
    assertThat(decided.words()).isEqualTo(words);
    assertThat(decided.recorded()).isFalse();
    assertThat(decided.role()).isNull();
    assertThat(decided.gate()).isSameAs(gate);
  }

  private static Say approve(String by) {
    return as(by, null);
  }

  private static Say as(String by, String role) {
    return new Say(by, role, null, null, null, null, null, null, true, true);
  }

  private static Say digest(String digest) {
    return new Say("brian", null, null, null, null, digest, null, null, true, true);
  }

  private static Say ticks(String... names) {
    return new Say("brian", null, null, null, null, null, List.of(names), null, true, true);
  }

  private static Say reject(String by, String reason) {
    return new Say(by, null, null, null, null, null, null, reason, false, true);
  }

  private static Gate gate(String... roles) {
    return gate("nobody-here", false, false, roles);
  }

  private static Gate gate(
      String starter, boolean starterMay, boolean unverifiedCounts, String... roles) {
    return gate(starter, starterMay, unverifiedCounts, List.of(), roles);
  }

  private static Gate ticking(Tick... ticks) {
    return gate("nobody-here", false, false, List.of(ticks), "lead", "cto");
  }

  private static Gate gate(
      String starter,
      boolean starterMay,
      boolean unverifiedCounts,
      List<Tick> ticks,
      String... roles) {
    return new Gate(
        "production",
        "go",
        1,
        DIGEST,
        List.of(roles),
        ticks,
        NOON,
        Instant.parse("2026-11-22T12:00:00Z"),
        starter,
        starterMay,
        unverifiedCounts,
        List.of(),
        null,
        null);
  }
}
