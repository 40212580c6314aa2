package io.soakgate.plan.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Attention;
import io.soakgate.plan.Plan;
import org.junit.jupiter.api.Test;

/** How many decisions and texts a plan takes when all is well. */
class AttentionTest {
  private static final String WARN = "  warn: [team]\n  page: [team]";

  @Test
  void eachPersonAtEachGateIsOneDecisionAndEachTextInEachChannelOnePing() {
    // staging: go, end; production: go of two. Three calls and one notice.
    assertThat(Attention.of(SmallPlan.read("  page: [team]", WARN)).line()).isEqualTo("HUMAN 4 4");
  }

  @Test
  void whatTheWorkerPrintsBesideSlackIsNoPing() {
    Plan plan =
        SmallPlan.read(
            "  team: {console: {}}",
            "  team: {console: {}}\n  people: {slack: {channel: people}}\n  kept: {log: {}}",
            "  page: [team]",
            "  warn: [team, people, kept]\n  page: [team]");
    assertThat(Attention.of(plan)).isEqualTo(new Attention(4, 4));
  }

  @Test
  void severalAttestationsOfOnePersonAtOneGateAreOneDecision() {
    Plan plan =
        SmallPlan.read(
            "- attest: all is well\n          shown-to: lead",
            "- {attest: {a: one, b: two, c: three}, shown-to: lead}");
    assertThat(Attention.of(plan).decisions()).isEqualTo(4);
  }

  @Test
  void whatOpensOnlyWhenSomethingIsWrongCountsNothing() {
    Plan plan =
        SmallPlan.read(
            "  page: [team]",
            WARN,
            "approve: {go: [lead, cto]}",
            "approve: {go: [lead, cto], end: {roles: [cto], if: warnings}}\n"
                + "    notices: {breach: [{to: team, say: \"${reason}\"}]}",
            "undo: drop-created",
            "undo: {drop-created: {}, approve: lead}");
    assertThat(Attention.of(plan)).isEqualTo(new Attention(4, 4));
  }

  @Test
  void theModeOfAStartThatNamesNoneCounts() {
    Plan plan =
        SmallPlan.read(
            "  page: [team]",
            WARN,
            "rules:\n",
            "mode: guided\nmodes: {quick: {takes: 20m}, guided: {approve-each: [cto]}}\nrules:\n");
    assertThat(Attention.of(plan)).as("one change in each of both").isEqualTo(new Attention(6, 6));
  }

  @Test
  void whoPicksTheWindowDecides() {
    Plan plan =
        SmallPlan.read("  page: [team]", WARN, "announce: 24h}", "announce: 24h, pick: lead}");
    assertThat(Attention.of(plan)).isEqualTo(new Attention(5, 5));
  }

  @Test
  void whoSaysWhetherWritesAreKeptOutDecides() {
    Plan plan =
        SmallPlan.read(
            "  page: [team]",
            WARN,
            "target: small-production",
            "target: small-production\n    read-only: {ask-at: go, from: changes}");
    assertThat(Attention.of(plan)).isEqualTo(new Attention(5, 4));
  }

  @Test
  void anActionThatAsksCountsWhereItIsApplied() {
    Plan plan =
        SmallPlan.read(
            "  page: [team]",
            WARN,
            "apply: sql/index.sql",
            "apply: {sql: {file: sql/index.sql}, approve: [lead, cto]}");
    assertThat(Attention.of(plan)).as("in both environments").isEqualTo(new Attention(8, 6));
  }
}
