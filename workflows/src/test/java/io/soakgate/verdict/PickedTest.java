package io.soakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Never;
import io.soakgate.plan.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class PickedTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-11-02T12:00:00Z");
  private static final Window NIGHT =
      new Window(
          LocalTime.of(22, 0),
          LocalTime.of(5, 0),
          BERLIN,
          Duration.ofHours(24),
          new Never(List.of(DayOfWeek.SATURDAY), List.of()),
          new Window.Lasts(Duration.ofHours(2), Duration.ofHours(4)),
          "lead");

  private static Picked pick(String written) {
    return Picked.of(NIGHT, written, NOW, Duration.ofMinutes(150));
  }

  @Test
  void whatFitsIsTaken() {
    assertThat(pick("2026-11-05T23:00/3h").slot())
        .isEqualTo(slot("2026-11-05T22:00:00Z", "2026-11-06T01:00:00Z"));
    assertThat(pick("2026-11-06T01:00").slot())
        .as("past midnight, as long as it may last")
        .isEqualTo(slot("2026-11-06T00:00:00Z", "2026-11-06T04:00:00Z"));
    assertThat(pick("2026-11-06T02:00").slot())
        .as("until the window closes")
        .isEqualTo(slot("2026-11-06T01:00:00Z", "2026-11-06T04:00:00Z"));
  }

  private static Opening.Slot slot(String opens, String closes) {
    return new Opening.Slot(Instant.parse(opens), Instant.parse(closes));
  }

  @Test
  void whatDoesNotFitIsRefusedWithWhatWould() {
    assertThat(words("soon"))
        .isEqualTo("soon is no time; write it like 2026-11-22T02:00 or 2026-11-22T02:00/3h");
    assertThat(words("2026-11-05T12:00"))
        .isEqualTo(
            "Thu 5 Nov 12:00 Europe/Berlin (11:00Z) is outside of the window; pick a time from"
                + " 22:00 to 05:00 on a day it opens");
    assertThat(words("2026-11-06T22:00"))
        .as("it would touch a Saturday")
        .isEqualTo(
            "Fri 6 Nov 22:00 Europe/Berlin (21:00Z) is outside of the window; pick a time from"
                + " 22:00 to 05:00 on a day it opens");
    assertThat(words("2026-11-02T22:00"))
        .isEqualTo(
            "Mon 2 Nov 22:00–Tue 3 Nov 02:00 Europe/Berlin (21:00Z–Tue 3 Nov 01:00Z) comes too"
                + " soon; it is announced 1d before: from Tue 3 Nov 13:00 Europe/Berlin (12:00Z)");
    assertThat(words("2026-11-06T04:00"))
        .isEqualTo("it would last 1h; begin earlier: it lasts 2h at least");
    assertThat(words("2026-11-05T22:00/5h")).isEqualTo("it would last 5h; it may last 2h to 4h");
    assertThat(words("2026-11-05T22:00/2h"))
        .isEqualTo(
            "what is to be done, and taking it back, takes 150m; pick one that lasts as long");
  }

  private static String words(String written) {
    Picked picked = pick(written);
    assertThat(picked.slot()).isNull();
    return picked.refused() + "; " + picked.todo();
  }
}
