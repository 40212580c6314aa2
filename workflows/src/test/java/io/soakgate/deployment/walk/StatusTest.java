package io.soakgate.deployment.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTest {
  private static final Instant PLAN = Instant.parse("2026-11-22T07:00:00Z");
  private static final Instant WALL = Instant.parse("2026-11-21T05:00:00Z");

  @Test
  void planTimeGoesOnWithTheClockSinceTheLastThingThatHappened() {
    assertThat(status(1).asOf(WALL.plusSeconds(90)).now()).isEqualTo(PLAN.plusSeconds(90));
    assertThat(status(1).asOf(WALL.plusSeconds(90)).asOf(WALL.plusSeconds(100)).now())
        .isEqualTo(PLAN.plusSeconds(100));
  }

  @Test
  void whereWaitsPassFasterItGoesOnFaster() {
    assertThat(status(60).asOf(WALL.plusSeconds(2)).now()).isEqualTo(PLAN.plusSeconds(120));
  }

  @Test
  void aClockThatIsBehindTurnsNothingBack() {
    assertThat(status(60).asOf(WALL.minusSeconds(5))).isEqualTo(status(60));
  }

  @Test
  void itNeverRunsBeyondWhatIsWaitedFor() {
    assertThat(status(60, PLAN.plusSeconds(90)).asOf(WALL.plusSeconds(2)).now())
        .isEqualTo(PLAN.plusSeconds(90));
  }

  private static Status status(int pace) {
    return status(pace, null);
  }

  private static Status status(int pace, Instant until) {
    return new Status(
        "d", "shop", null, null, null, "works", null, PLAN, PLAN, WALL, pace, until, null, null,
        null, false, null, null, null, null, List.of(), List.of(), null, null, null);
  }
}
