package io.soakgate.verdict;

import io.soakgate.plan.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** When the things that follow a deployment are due: pure arithmetic (T-38). */
public final class Agenda {
  private Agenda() {}

  /**
   * One time of one schedule.
   *
   * @param schedule its name
   * @param number which time, from 1
   * @param at when it is due, plan time
   */
  public record Due(String schedule, int number, Instant at) {}

  /** Everything that is due, the soonest first; what is due together in the order of the plan. */
  public static List<Due> of(List<Schedule> schedules, Instant ended) {
    List<Due> all = new ArrayList<>();
    for (Schedule schedule : schedules) {
      for (int number = 1; number <= schedule.times(); number++) {
        all.add(new Due(schedule.name(), number, at(schedule, number, ended)));
      }
    }
    all.sort(Comparator.comparing(Due::at));
    return List.copyOf(all);
  }

  /** So long after the ending; where a time of day is given, at that on the day it falls on. */
  private static Instant at(Schedule schedule, int number, Instant ended) {
    Duration step = schedule.every() == null ? schedule.length() : schedule.every();
    Duration after = step.multipliedBy(number);
    if (schedule.at() == null) {
      return ended.plus(after);
    }
    // Days of the calendar: one of them has 25 hours, one 23.
    LocalDate day = ended.atZone(schedule.zone()).toLocalDate().plusDays(after.toDays());
    return ZonedDateTime.of(day, schedule.at(), schedule.zone()).toInstant();
  }
}
