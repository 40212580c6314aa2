package io.soakgate.starter;

import io.soakgate.plan.Check;
import io.soakgate.plan.Schedule;
import io.soakgate.verdict.Agenda;
import io.soakgate.verdict.Agenda.Due;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What follows a deployment, one line for each of its schedules. */
final class ScheduleLines {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm'Z'").withZone(ZoneOffset.UTC);

  private ScheduleLines() {}

  /**
   * The lines, in the order of the plan.
   *
   * @param ended plan time of the deployment's ending
   * @param now plan time
   */
  static List<String> of(List<Schedule> schedules, Instant ended, Instant now) {
    List<Due> all = Agenda.of(schedules, ended);
    return schedules.stream().map(s -> line(s, all, now)).toList();
  }

  private static String line(Schedule schedule, List<Due> all, Instant now) {
    List<Due> own = all.stream().filter(d -> d.schedule().equals(schedule.name())).toList();
    Optional<Due> next = own.stream().filter(d -> d.at().isAfter(now)).findFirst();
    String when =
        next.map(d -> TIME.format(d.at()) + " (" + d.number() + " of " + own.size() + ")")
            .orElse("over");
    return "  %-20s %-28s %s".formatted(schedule.name(), when, does(schedule)).stripTrailing();
  }

  private static String does(Schedule schedule) {
    List<String> does = new ArrayList<>();
    if (schedule.action() != null) {
      does.add("runs " + schedule.action().kind());
    }
    long asks = schedule.checks().stream().filter(ScheduleLines::asks).count();
    long looks = schedule.checks().size() - asks;
    if (looks > 0) {
      does.add("looks at " + looks + (looks == 1 ? " check" : " checks"));
    }
    if (asks > 0) {
      does.add("asks people");
    }
    List<String> told =
        schedule.notices().stream().flatMap(n -> n.to().stream()).distinct().toList();
    if (!told.isEmpty()) {
      does.add("tells " + String.join(", ", told));
    }
    return String.join(", ", does);
  }

  private static boolean asks(Check check) {
    return check.probe().kind().equals(Check.ATTEST);
  }
}
