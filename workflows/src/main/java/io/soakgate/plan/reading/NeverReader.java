package io.soakgate.plan.reading;

import io.soakgate.plan.Never;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads days: {@code saturday}, {@code "2026-12-24"}, {@code "2026-12-24..2027-01-02"}. */
final class NeverReader {
  private static final List<String> WEEKDAYS =
      Arrays.stream(DayOfWeek.values()).map(d -> d.name().toLowerCase(Locale.ROOT)).toList();

  private static final int MOST_DAYS = 366;
  private static final int MOST = 50;

  private NeverReader() {}

  static Never read(Node node) {
    List<DayOfWeek> weekdays = new ArrayList<>();
    List<Never.Span> spans = new ArrayList<>();
    for (Node item : node.itemsOrSelf()) {
      String written = item.text();
      if (written == null) {
        continue;
      }
      if (WEEKDAYS.contains(written)) {
        weekdays.add(DayOfWeek.of(WEEKDAYS.indexOf(written) + 1));
      } else {
        span(item, written, spans);
      }
    }
    Never never = new Never(weekdays.stream().distinct().toList(), List.copyOf(spans));
    if (spans.size() > MOST) {
      node.refuse(spans.size() + " spans", "at most " + MOST + " are read", "join some");
    }
    if (never.always()) {
      node.refuse("no day of the week is left", "the window would never open", "remove one");
    }
    return never;
  }

  private static void span(Node item, String written, List<Never.Span> spans) {
    String[] ends = written.split("\\.\\.", -1);
    try {
      Never.Span span =
          new Never.Span(LocalDate.parse(ends[0]), LocalDate.parse(ends[ends.length - 1]));
      long days = ChronoUnit.DAYS.between(span.from(), span.to());
      if (ends.length > 2 || days < 0 || days > MOST_DAYS) {
        refuse(item);
      } else {
        spans.add(span);
      }
    } catch (DateTimeException noDate) {
      refuse(item);
    }
  }

  private static void refuse(Node item) {
    item.refuse(
        item.words(),
        "it is no day of the week, no date, and no dates from one to a later one within a year",
        "write it like `saturday`, \"2026-12-24\" or \"2026-12-24..2027-01-02\"");
  }
}
