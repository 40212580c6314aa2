package io.soakgate.verdict;

import io.soakgate.plan.Window;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

/**
 * The nights on which the clocks are changed while a window opens or closes (B-36), for people:
 * {@link Opening} knows what is meant, and here it is said before anybody waits for it.
 */
public final class OddNights {
  private static final int YEAR = 366;

  private OddNights() {}

  /** One line for each such time in the year after {@code first}, in order; usually none. */
  public static List<String> of(Window window, LocalDate first) {
    List<String> odd = new ArrayList<>();
    for (LocalDate day = first; day.isBefore(first.plusDays(YEAR)); day = day.plusDays(1)) {
      add(odd, window, day, window.from(), "opens");
      add(odd, window, day, window.to(), "closes");
    }
    return odd;
  }

  private static void add(
      List<String> odd, Window window, LocalDate day, LocalTime time, String what) {
    LocalDateTime local = LocalDateTime.of(day, time);
    ZoneOffsetTransition change = window.zone().getRules().getTransition(local);
    if (change == null) {
      return;
    }
    ZonedDateTime meant = ZonedDateTime.of(local, window.zone());
    String when = day + " " + time + (change.isGap() ? " does not exist" : " happens twice");
    String then =
        change.isGap()
            ? "at " + meant.toLocalTime()
            : "at the first of them, "
                + meant.withZoneSameInstant(ZoneOffset.UTC).toLocalTime()
                + "Z";
    odd.add(when + " in " + window.zone().getId() + ": the window " + what + " " + then);
  }
}
