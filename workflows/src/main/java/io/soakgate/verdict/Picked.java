package io.soakgate.verdict;

import io.soakgate.plan.Durations;
import io.soakgate.plan.Window;
import io.soakgate.verdict.Opening.Slot;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a person picked of a window (M-068): when it begins and how long it lasts, held against what
 * the plan leaves to them.
 *
 * @param slot what was picked; null when it cannot be had
 * @param refused why it cannot be had, or null
 * @param todo what to pick instead, or null
 */
public record Picked(Slot slot, String refused, String todo) {

  /**
   * Reads and holds what was picked.
   *
   * @param written {@code 2026-11-22T02:00} in the window's zone, as long as it may last; or {@code
   *     2026-11-22T02:00/3h}
   * @param now when it is picked
   * @param needed how long what is to be done takes, and taking it back
   */
  public static Picked of(Window window, String written, Instant now, Duration needed) {
    String[] parts = written.split("/", -1);
    Optional<Duration> lasts = parts.length == 2 ? Durations.parse(parts[1]) : Optional.empty();
    Instant opens = local(window, parts[0]);
    if (opens == null || parts.length > 2 || parts.length == 2 && lasts.isEmpty()) {
      return no(written + " is no time", "write it like 2026-11-22T02:00 or 2026-11-22T02:00/3h");
    }
    Slot whole = around(window, opens);
    if (whole == null) {
      return no(
          Opening.words(opens, window.zone()) + " is outside of the window",
          "pick a time from %s to %s on a day it opens".formatted(window.from(), window.to()));
    }
    Duration most = least(window.longest(), Duration.between(opens, whole.closes()));
    Slot slot = new Slot(opens, opens.plus(lasts.orElse(most)));
    return held(window, slot, most, now, needed);
  }

  private static Picked held(
      Window window, Slot slot, Duration most, Instant now, Duration needed) {
    Duration lasts = Duration.between(slot.opens(), slot.closes());
    Duration least = window.lasts() == null ? Duration.ZERO : window.lasts().least();
    if (slot.opens().isBefore(now.plus(window.announce()))) {
      String soonest = Opening.words(now.plus(window.announce()), window.zone());
      return no(
          Opening.words(slot, window.zone()) + " comes too soon",
          "it is announced " + Durations.words(window.announce()) + " before: from " + soonest);
    }
    if (lasts.compareTo(least) < 0 || lasts.compareTo(most) > 0 || lasts.isZero()) {
      return no(
          "it would last " + Durations.words(lasts),
          most.compareTo(least) < 0
              ? "begin earlier: it lasts " + Durations.words(least) + " at least"
              : "it may last " + Durations.words(least) + " to " + Durations.words(most));
    }
    if (lasts.compareTo(needed) < 0) {
      return no(
          "what is to be done, and taking it back, takes " + Durations.words(needed),
          "pick one that lasts as long");
    }
    return new Picked(slot, null, null);
  }

  private static Instant local(Window window, String written) {
    try {
      return ZonedDateTime.of(LocalDateTime.parse(written), window.zone()).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The window that is open then, if one is; past midnight it opened the day before. */
  private static Slot around(Window window, Instant at) {
    var day = at.atZone(window.zone()).toLocalDate();
    return Stream.of(day, day.minusDays(1))
        .map(d -> Opening.whole(window, d))
        .filter(s -> !at.isBefore(s.opens()) && at.isBefore(s.closes()))
        .filter(s -> !Opening.spared(window, s))
        .findFirst()
        .orElse(null);
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Picked no(String why, String todo) {
    return new Picked(null, why, todo);
  }
}
