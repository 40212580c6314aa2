package io.soakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Never;
import io.soakgate.plan.Window;
import io.soakgate.verdict.Opening.Slot;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * F-60, T-13, T-20. Clocks change in New York on 8 Mar and 1 Nov 2026, in Berlin on 29 Mar and 25
 * Oct.
 */
class OpeningTest {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  /** B-36: a time the clocks skip, and one that happens twice. */
  @Tag("T-13")
  @ParameterizedTest(name = "{0}–{1} {2}, announced {3}, at {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # from | to  | zone             | announce | now               | slot
          # without an announcement: the slot that is open, else the next
          02:00 | 06:00 | America/New_York | PT0S     | 2026-11-21T12:00Z | Sun 22 Nov 02:00–06:00 America/New_York (07:00Z–11:00Z)
          02:00 | 06:00 | America/New_York | PT0S     | 2026-11-22T06:59Z | Sun 22 Nov 02:00–06:00 America/New_York (07:00Z–11:00Z)
          02:00 | 06:00 | America/New_York | PT0S     | 2026-11-22T07:00Z | Sun 22 Nov 02:00–06:00 America/New_York (07:00Z–11:00Z)
          02:00 | 06:00 | America/New_York | PT0S     | 2026-11-22T10:59Z | Sun 22 Nov 02:00–06:00 America/New_York (07:00Z–11:00Z)
          02:00 | 06:00 | America/New_York | PT0S     | 2026-11-22T11:00Z | Mon 23 Nov 02:00–06:00 America/New_York (07:00Z–11:00Z)
          # the runbook's 2-6am in October is daylight saving time, not EST
          02:00 | 06:00 | America/New_York | PT0S     | 2025-10-10T00:00Z | Fri 10 Oct 02:00–06:00 America/New_York (06:00Z–10:00Z)
          # with one: only an opening that leaves the promised time
          02:00 | 06:00 | America/New_York | PT24H    | 2026-11-21T06:59Z | Sun 22 Nov 02:00–06:00 America/New_York (07:00Z–11:00Z)
          02:00 | 06:00 | America/New_York | PT24H    | 2026-11-21T07:00Z | Sun 22 Nov 02:00–06:00 America/New_York (07:00Z–11:00Z)
          02:00 | 06:00 | America/New_York | PT24H    | 2026-11-21T07:01Z | Mon 23 Nov 02:00–06:00 America/New_York (07:00Z–11:00Z)
          02:00 | 06:00 | America/New_York | PT1H     | 2026-11-22T08:00Z | Mon 23 Nov 02:00–06:00 America/New_York (07:00Z–11:00Z)
          02:00 | 06:00 | America/New_York | PT168H   | 2026-11-21T07:00Z | Sat 28 Nov 02:00–06:00 America/New_York (07:00Z–11:00Z)
          # New York, spring: 02:00 to 03:00 do not exist on 8 March
          02:00 | 06:00 | America/New_York | PT0S     | 2026-03-08T00:00Z | Sun 8 Mar 03:00–06:00 America/New_York (07:00Z–10:00Z)
          02:30 | 06:00 | America/New_York | PT0S     | 2026-03-08T00:00Z | Sun 8 Mar 03:30–06:00 America/New_York (07:30Z–10:00Z)
          01:00 | 02:30 | America/New_York | PT0S     | 2026-03-08T05:00Z | Sun 8 Mar 01:00–03:30 America/New_York (06:00Z–07:30Z)
          02:00 | 02:30 | America/New_York | PT0S     | 2026-03-08T05:00Z | Sun 8 Mar 03:00–03:30 America/New_York (07:00Z–07:30Z)
          02:30 | 03:00 | America/New_York | PT0S     | 2026-03-08T05:00Z | Mon 9 Mar 02:30–03:00 America/New_York (06:30Z–07:00Z)
          02:30 | 03:30 | America/New_York | PT0S     | 2026-03-08T05:00Z | Mon 9 Mar 02:30–03:30 America/New_York (06:30Z–07:30Z)
          02:00 | 06:00 | America/New_York | PT24H    | 2026-03-07T07:30Z | Mon 9 Mar 02:00–06:00 America/New_York (06:00Z–10:00Z)
          # New York, autumn: 01:00 to 02:00 happen twice on 1 November; the earlier counts
          01:30 | 06:00 | America/New_York | PT0S     | 2026-11-01T00:00Z | Sun 1 Nov 01:30–06:00 America/New_York (05:30Z–11:00Z)
          00:00 | 01:30 | America/New_York | PT0S     | 2026-11-01T03:00Z | Sun 1 Nov 00:00–01:30 America/New_York (04:00Z–05:30Z)
          00:00 | 01:30 | America/New_York | PT0S     | 2026-11-01T05:45Z | Mon 2 Nov 00:00–01:30 America/New_York (05:00Z–06:30Z)
          01:00 | 02:00 | America/New_York | PT0S     | 2026-11-01T06:30Z | Sun 1 Nov 01:00–02:00 America/New_York (05:00Z–07:00Z)
          02:00 | 06:00 | America/New_York | PT24H    | 2026-10-31T06:30Z | Sun 1 Nov 02:00–06:00 America/New_York (07:00Z–11:00Z)
          # Berlin
          02:00 | 06:00 | Europe/Berlin    | PT0S     | 2026-03-29T00:00Z | Sun 29 Mar 03:00–06:00 Europe/Berlin (01:00Z–04:00Z)
          02:30 | 04:00 | Europe/Berlin    | PT0S     | 2026-03-29T01:45Z | Sun 29 Mar 03:30–04:00 Europe/Berlin (01:30Z–02:00Z)
          02:30 | 04:00 | Europe/Berlin    | PT0S     | 2026-10-25T00:00Z | Sun 25 Oct 02:30–04:00 Europe/Berlin (00:30Z–03:00Z)
          01:00 | 05:00 | Europe/Berlin    | PT12H    | 2026-10-24T12:00Z | Mon 26 Oct 01:00–05:00 Europe/Berlin (00:00Z–04:00Z)
          00:30 | 02:00 | Europe/Berlin    | PT0S     | 2026-06-30T21:00Z | Wed 1 Jul 00:30–02:00 Europe/Berlin (Tue 30 Jun 22:30Z–Wed 1 Jul 00:00Z)
          # past midnight
          22:00 | 02:00 | America/New_York | PT0S     | 2026-11-22T20:00Z | Sun 22 Nov 22:00–Mon 23 Nov 02:00 America/New_York (Mon 23 Nov 03:00Z–07:00Z)
          22:00 | 02:00 | America/New_York | PT0S     | 2026-11-23T05:30Z | Sun 22 Nov 22:00–Mon 23 Nov 02:00 America/New_York (Mon 23 Nov 03:00Z–07:00Z)
          22:00 | 02:00 | America/New_York | PT0S     | 2026-11-23T07:00Z | Mon 23 Nov 22:00–Tue 24 Nov 02:00 America/New_York (Tue 24 Nov 03:00Z–07:00Z)
          22:00 | 02:30 | America/New_York | PT0S     | 2026-03-08T05:30Z | Sat 7 Mar 22:00–Sun 8 Mar 03:30 America/New_York (Sun 8 Mar 03:00Z–07:30Z)
          22:00 | 03:00 | Europe/Berlin    | PT0S     | 2026-10-25T00:59Z | Sat 24 Oct 22:00–Sun 25 Oct 03:00 Europe/Berlin (20:00Z–Sun 25 Oct 02:00Z)
          22:00 | 02:00 | America/New_York | PT2H     | 2026-11-23T01:30Z | Mon 23 Nov 22:00–Tue 24 Nov 02:00 America/New_York (Tue 24 Nov 03:00Z–07:00Z)
          # from = to: a whole day
          06:00 | 06:00 | Europe/Berlin    | PT0S     | 2026-07-01T03:59Z | Tue 30 Jun 06:00–Wed 1 Jul 06:00 Europe/Berlin (04:00Z–Wed 1 Jul 04:00Z)
          """)
  void findsTheNextSlot(
      LocalTime from, LocalTime to, ZoneId zone, Duration announce, String now, String slot) {
    Window window = new Window(from, to, zone, announce);
    Instant earliest = Instant.parse(now.replace("Z", ":00Z")).plus(announce);
    assertThat(Opening.words(Opening.next(window, earliest), zone)).isEqualTo(slot);
  }

  @Test
  void noEarlierSlotWouldHaveDone() {
    Random random = new Random(60);
    Instant year = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < 2_000; i++) {
      Window window = random(random);
      Instant earliest = year.plusSeconds(random.nextInt(365 * 24 * 3600));
      Slot slot = Opening.next(window, earliest);
      assertThat(slot.opens()).as("%s at %s", window, earliest).isBefore(slot.closes());
      if (window.announce().isZero()) {
        assertThat(slot.closes()).isAfter(earliest);
        assertThat(slot.opens()).isBefore(earliest.plus(Duration.ofHours(49)));
      } else {
        assertThat(slot.opens())
            .isAfterOrEqualTo(earliest)
            .isBefore(earliest.plus(Duration.ofHours(49)));
      }
      assertThat(Opening.next(window, slot.opens())).isEqualTo(slot);
    }
  }

  @Tag("T-20")
  @Test
  void latestStartLeavesRoomForTheRestAndARollback() {
    Slot night =
        new Slot(Instant.parse("2026-11-22T07:00:00Z"), Instant.parse("2026-11-22T11:00:00Z"));
    assertThat(Opening.latestStart(night, Duration.ofMinutes(165), Duration.ofMinutes(15)))
        .isEqualTo(Instant.parse("2026-11-22T08:00:00Z"));
    assertThat(Opening.latestStart(night, Duration.ofHours(4), Duration.ofMinutes(15)))
        .isBefore(night.opens());
  }

  @Test
  void zoneOfTheReaderChangesTheWordsAndNotTheInstants() {
    Slot night =
        new Slot(Instant.parse("2026-11-22T07:00:00Z"), Instant.parse("2026-11-22T11:00:00Z"));
    assertThat(Opening.words(night, NEW_YORK))
        .isEqualTo("Sun 22 Nov 02:00–06:00 America/New_York (07:00Z–11:00Z)");
    assertThat(Opening.words(night, ZoneId.of("Asia/Tokyo")))
        .isEqualTo("Sun 22 Nov 16:00–20:00 Asia/Tokyo (07:00Z–11:00Z)");
  }

  private static Window random(Random random) {
    ZoneId zone =
        Stream.of("America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "UTC")
            .map(ZoneId::of)
            .skip(random.nextInt(4))
            .findFirst()
            .orElseThrow();
    LocalTime from = LocalTime.MIN.plusMinutes(15L * random.nextInt(96));
    LocalTime to = from.plusMinutes(15L * (1 + random.nextInt(95)));
    return new Window(from, to, zone, Duration.ofHours(random.nextInt(3) * 12L));
  }

  /** S-044: neither the day it opens nor the day it closes may be one of those. */
  @ParameterizedTest(name = "never {0}, at {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SUNDAY                 | 2026-11-21T12:00Z | Mon 23 Nov 22:00–Tue 24 Nov 04:00 UTC (22:00Z–Tue 24 Nov 04:00Z)
          SATURDAY               | 2026-11-19T23:00Z | Thu 19 Nov 22:00–Fri 20 Nov 04:00 UTC (22:00Z–Fri 20 Nov 04:00Z)
          2026-11-21..2026-12-01 | 2026-11-21T12:00Z | Wed 2 Dec 22:00–Thu 3 Dec 04:00 UTC (22:00Z–Thu 3 Dec 04:00Z)
          """)
  void daysThatAreSparedAreNotTouched(String never, String now, String words) {
    ZoneId utc = ZoneId.of("UTC");
    Window window =
        new Window(
            LocalTime.of(22, 0), LocalTime.of(4, 0), utc, Duration.ZERO, spared(never), null, null);
    assertThat(Opening.words(Opening.next(window, Instant.parse(now.replace("Z", ":00Z"))), utc))
        .isEqualTo(words);
  }

  private static Never spared(String never) {
    if (!never.contains("..")) {
      return new Never(List.of(DayOfWeek.valueOf(never)), List.of());
    }
    String[] ends = never.split("\\.\\.");
    return new Never(
        List.of(), List.of(new Never.Span(LocalDate.parse(ends[0]), LocalDate.parse(ends[1]))));
  }
}
