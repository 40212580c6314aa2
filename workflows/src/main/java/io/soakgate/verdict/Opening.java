package io.soakgate.verdict;

import io.soakgate.plan.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * When an environment may start: pure arithmetic over its window.
 *
 * <p>Local times become instants before anything is compared (T-13), by the rules of {@link
 * ZonedDateTime#of(LocalDate, LocalTime, ZoneId)}: a time that a change of the clocks skips moves
 * forward by the length of the gap, one that happens twice is the earlier. So a window may be an
 * hour shorter or longer on such a day, and has no slot on a day on which nothing of it is left.
 */
public final class Opening {

  private static final DateTimeFormatter DAY = format("EEE d MMM");
  private static final DateTimeFormatter TIME = format("HH:mm");

  private Opening() {}

  /** One occurrence of a window: open from {@code opens} until just before {@code closes}. */
  public record Slot(Instant opens, Instant closes) {}

  /**
   * The first slot that opens at or after {@code earliest}; where the window has no announcement, a
   * slot that contains {@code earliest} will do. With an announcement a slot that is already open
   * will not: people were promised the time before its opening.
   *
   * @param earliest now plus the window's announcement
   */
  public static Slot next(Window window, Instant earliest) {
    // Two days back: a window past midnight may have opened on the local day before.
    LocalDate first = earliest.atZone(window.zone()).toLocalDate().minusDays(2);
    return Stream.iterate(first, day -> day.plusDays(1))
        .map(day -> slot(window, day))
        .filter(slot -> slot.opens().isBefore(slot.closes()))
        .filter(slot -> suits(window, slot, earliest))
        .filter(slot -> !spared(window, slot))
        .findFirst()
        .orElseThrow();
  }

  /** The first slot that is open at {@code now} or opens after it, whatever was promised. */
  public static Slot soonest(Window window, Instant now) {
    Window unannounced =
        new Window(
            window.from(),
            window.to(),
            window.zone(),
            Duration.ZERO,
            window.never(),
            window.lasts(),
            null);
    return next(unannounced, now);
  }

  /**
   * The latest start from which what is left and a rollback after it still end before the slot
   * closes (plan language rule 8, T-20); before {@code slot.opens()} when they do not fit at all.
   */
  public static Instant latestStart(Slot slot, Duration remaining, Duration rollback) {
    return slot.closes().minus(remaining).minus(rollback);
  }

  /**
   * For people: {@code Sun 22 Nov 02:00–06:00 America/New_York (07:00Z–11:00Z)}. A day is repeated
   * only where it differs from the one named before.
   */
  public static String words(Slot slot, ZoneId zone) {
    ZonedDateTime opens = slot.opens().atZone(zone);
    ZonedDateTime closes = slot.closes().atZone(zone);
    ZonedDateTime opensUtc = slot.opens().atZone(ZoneOffset.UTC);
    ZonedDateTime closesUtc = slot.closes().atZone(ZoneOffset.UTC);
    String local = DAY.format(opens) + " " + TIME.format(opens) + "–" + after(opens, closes);
    String utc = after(opens, opensUtc) + "Z–" + after(opensUtc, closesUtc) + "Z";
    return local + " " + zone.getId() + " (" + utc + ")";
  }

  /** For people: {@code Sun 22 Nov 04:00 America/New_York (09:00Z)}. */
  public static String words(Instant at, ZoneId zone) {
    ZonedDateTime there = at.atZone(zone);
    ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
    String local = DAY.format(there) + " " + TIME.format(there) + " " + zone.getId();
    return local + " (" + after(there, utc) + "Z)";
  }

  /** The part of that day's window that a walk takes when nobody picks one: its beginning. */
  private static Slot slot(Window window, LocalDate day) {
    Slot whole = whole(window, day);
    Instant last = whole.opens().plus(window.longest());
    return window.lasts() == null || whole.closes().isBefore(last)
        ? whole
        : new Slot(whole.opens(), last);
  }

  /** All of the window that opens on that day. */
  static Slot whole(Window window, LocalDate day) {
    boolean pastMidnight = !window.to().isAfter(window.from());
    LocalDate last = pastMidnight ? day.plusDays(1) : day;
    return new Slot(
        ZonedDateTime.of(day, window.from(), window.zone()).toInstant(),
        ZonedDateTime.of(last, window.to(), window.zone()).toInstant());
  }

  /** Whether a day on which nothing may happen is touched (S-044). */
  static boolean spared(Window window, Slot slot) {
    LocalDate opens = slot.opens().atZone(window.zone()).toLocalDate();
    LocalDate last = slot.closes().minusNanos(1).atZone(window.zone()).toLocalDate();
    return window.never().holds(opens) || window.never().holds(last);
  }

  private static boolean suits(Window window, Slot slot, Instant earliest) {
    return window.announce().isZero()
        ? slot.closes().isAfter(earliest)
        : !slot.opens().isBefore(earliest);
  }

  private static String after(ZonedDateTime named, ZonedDateTime then) {
    boolean sameDay = named.toLocalDate().equals(then.toLocalDate());
    return (sameDay ? "" : DAY.format(then) + " ") + TIME.format(then);
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }
}
