package io.soakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Window;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class OddNightsTest {

  /** B-36. */
  @Test
  void aTimeThatTheClocksSkipOrRepeatIsToldWithWhatIsMeant() {
    assertThat(in("America/New_York", "02:30", "06:00"))
        .containsExactly(
            "2026-03-08 02:30 does not exist in America/New_York: the window opens at 03:30");
    assertThat(in("America/New_York", "22:00", "01:30"))
        .containsExactly(
            "2026-11-01 01:30 happens twice in America/New_York: the window closes at the first of"
                + " them, 05:30Z");
  }

  @Test
  void mostWindowsHaveNone() {
    assertThat(in("America/New_York", "03:00", "06:00")).isEmpty();
    assertThat(in("Etc/GMT+5", "02:30", "06:00")).isEmpty();
  }

  private static List<String> in(String zone, String from, String to) {
    Window window =
        new Window(LocalTime.parse(from), LocalTime.parse(to), ZoneId.of(zone), Duration.ZERO);
    return OddNights.of(window, LocalDate.of(2026, 1, 1));
  }
}
