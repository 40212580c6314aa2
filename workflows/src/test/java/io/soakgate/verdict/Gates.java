package io.soakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.verdict.Gate.Decided;
import io.soakgate.verdict.Gate.Holder;
import io.soakgate.verdict.Gate.Proof;
import io.soakgate.verdict.Gate.Say;
import io.soakgate.verdict.Gate.Tick;
import java.time.Instant;
import java.util.List;

/** Gates, people and what they say, for tests. */
final class Gates {

  static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");
  static final Proof PROVEN = Proof.by("key ab12cd34ef56");
  static final Proof CLAIMED = Proof.none("it is not signed");
  static final String DIGEST = "0123456789abcdef0123456789abcdef";
  static final List<Holder> HOLDERS =
      List.of(
          new Holder("lead", List.of("brian", "santiago")),
          new Holder("backup", List.of("santiago")),
          new Holder("cto", List.of("james")),
          new Holder("devops", List.of()));

  private Gates() {}

  static void assertRefused(Gate gate, Say say, String words) {
    Decided decided = gate.decide(say, HOLDERS, NOON);
    assertThat(decided.words()).isEqualTo(words);
    assertThat(decided.recorded()).isFalse();
    assertThat(decided.role()).isNull();
    assertThat(decided.gate()).isSameAs(gate);
  }

  static Say approve(String by) {
    return as(by, null);
  }

  static Say as(String by, String role) {
    return new Say(by, role, null, null, null, null, null, null, true, PROVEN);
  }

  static Say digest(String digest) {
    return new Say("brian", null, null, null, null, digest, null, null, true, PROVEN);
  }

  static Say ticks(String... names) {
    return new Say("brian", null, null, null, null, null, List.of(names), null, true, PROVEN);
  }

  static Say reject(String by, String reason) {
    return new Say(by, null, null, null, null, null, null, reason, false, PROVEN);
  }

  static Gate gate(String... roles) {
    return gate("nobody-here", false, false, roles);
  }

  static Gate gate(String starter, boolean starterMay, boolean unverifiedCounts, String... roles) {
    return gate(starter, starterMay, unverifiedCounts, List.of(), roles);
  }

  static Gate ticking(Tick... ticks) {
    return gate("nobody-here", false, false, List.of(ticks), "lead", "cto");
  }

  static Gate gate(
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
