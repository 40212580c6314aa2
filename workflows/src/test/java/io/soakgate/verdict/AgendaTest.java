package io.soakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Schedule;
import io.soakgate.verdict.Agenda.Due;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** T-38. */
class AgendaTest {
  private static final Instant ENDED = Instant.parse("2026-10-23T22:30:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void whatIsRepeatedAndWhatHappensOnceStandInTheOrderOfTime() {
    Schedule days = schedule("days", Duration.ofDays(1), Duration.ofDays(3), null);
    Schedule once = schedule("once", null, Duration.ofDays(2), null);

    assertThat(Agenda.of(List.of(once, days), ENDED))
        .containsExactly(
            due("days", 1, "2026-10-24T22:30:00Z"),
            due("once", 1, "2026-10-25T22:30:00Z"),
            due("days", 2, "2026-10-25T22:30:00Z"),
            due("days", 3, "2026-10-26T22:30:00Z"));
  }

  @Test
  void aTimeOfDayIsThatOfTheClockOnTheWall() {
    Schedule days = schedule("days", Duration.ofDays(1), Duration.ofDays(3), LocalTime.of(9, 0));

    assertThat(Agenda.of(List.of(days), ENDED))
        .as("it ended on the 24th in Berlin, and the clocks go back on the 25th")
        .containsExactly(
            due("days", 1, "2026-10-25T08:00:00Z"),
            due("days", 2, "2026-10-26T08:00:00Z"),
            due("days", 3, "2026-10-27T08:00:00Z"));
  }

  private static Schedule schedule(String name, Duration every, Duration length, LocalTime at) {
    return new Schedule(
        name, every, length, at, at == null ? null : BERLIN, false, List.of(), List.of());
  }

  private static Due due(String schedule, int number, String at) {
    return new Due(schedule, number, Instant.parse(at));
  }
}
