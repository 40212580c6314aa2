package io.soakgate.plan;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When an environment may start, each day, in an IANA zone.
 *
 * @param from first local time a walk may start
 * @param to local time by which everything, a rollback included, must be over; may be past midnight
 * @param zone an IANA region, never a fixed offset or an abbreviation (T-13)
 * @param announce how long before the opening people are told; never null, may be zero
 * @param never days on which it does not open, and that it does not touch
 * @param lasts how long the part of it is that a walk takes (M-068); null means all of it
 * @param pick the role that says when that part begins and ends; null means that it opens at {@code
 *     from} and lasts as long as it may
 */
public record Window(
    LocalTime from,
    LocalTime to,
    ZoneId zone,
    Duration announce,
    Never never,
    Lasts lasts,
    String pick) {

  /** At least and at most so long. */
  public record Lasts(Duration least, Duration most) {}

  /** A window from before there were such days has none. */
  public Window {
    never = never == null ? Never.NONE : never;
  }

  /** A window of every day. */
  public Window(LocalTime from, LocalTime to, ZoneId zone, Duration announce) {
    this(from, to, zone, announce, Never.NONE, null, null);
  }

  /** How long it is open, on a day without a change of the clocks. */
  public Duration length() {
    Duration length = Duration.between(from, to);
    return to.isAfter(from) ? length : length.plusDays(1);
  }

  /** How long the part of it may be that a walk takes, on a day without a change of the clocks. */
  public Duration longest() {
    return lasts == null || lasts.most().compareTo(length()) > 0 ? length() : lasts.most();
  }
}
