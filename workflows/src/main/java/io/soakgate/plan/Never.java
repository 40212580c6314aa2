package io.soakgate.plan;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/**
 * Days on which a window never opens and that it never touches, by the window's own zone (S-044).
 *
 * @param weekdays of every week
 * @param spans of the calendar
 */
public record Never(List<DayOfWeek> weekdays, List<Span> spans) {

  /** Every day will do. */
  public static final Never NONE = new Never(List.of(), List.of());

  /** From a day to a day, both included. */
  public record Span(LocalDate from, LocalDate to) {}

  /** Whether the day is one of them. */
  public boolean holds(LocalDate day) {
    return weekdays.contains(day.getDayOfWeek())
        || spans.stream().anyMatch(s -> !day.isBefore(s.from()) && !day.isAfter(s.to()));
  }

  /** Whether no day of the week is left. */
  public boolean always() {
    return weekdays.size() == DayOfWeek.values().length;
  }
}
