package io.soakgate.plan;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * Something that is done, looked at, said or asked again after a deployment has succeeded (S-062 …
 * S-064).
 *
 * @param name as the plan calls it
 * @param every how long from one time to the next; null where it happens once
 * @param length for how long it is repeated, or after how long it happens once; from the end of the
 *     deployment
 * @param at the local time of day at which it happens; null means the time of day of the ending
 * @param zone the zone of {@code at}, else null
 * @param lastLook whether a bound compares with what the same probe saw the time before, instead of
 *     before the first change; the first time there is only that
 * @param notices what is said each time; their moment is the schedule's name
 * @param checks what is looked at each time, after what is done; an attestation among them asks a
 *     person
 * @param action what is done each time, and never taken back; null where nothing is
 */
public record Schedule(
    String name,
    Duration every,
    Duration length,
    LocalTime at,
    ZoneId zone,
    boolean lastLook,
    List<Notice> notices,
    List<Check> checks,
    Spec action) {

  /** One that does nothing but look, say and ask. */
  public Schedule(
      String name,
      Duration every,
      Duration length,
      LocalTime at,
      ZoneId zone,
      boolean lastLook,
      List<Notice> notices,
      List<Check> checks) {
    this(name, every, length, at, zone, lastLook, notices, checks, null);
  }

  /** How often it happens, from 1. */
  public int times() {
    return every == null ? 1 : (int) Math.max(1, length.dividedBy(every));
  }
}
