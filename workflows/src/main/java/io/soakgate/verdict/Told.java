package io.soakgate.verdict;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;

/**
 * What people were told of a rule that stays broken, or blind: once at first, then ever less often,
 * until it was well for a while (ADR 0039).
 *
 * @param at when they were told last; null when there is nothing that they know of
 * @param again from when they may be told again
 * @param ill the end of the last bucket that was not well
 */
@JsonInclude(JsonInclude.Include.NON_NULL) // most rules of most buckets have nothing to tell
public record Told(Instant at, Instant again, Instant ill) {
  /** Nobody knows of anything. */
  public static final Told NOTHING = new Told(null, null, null);

  /** What stays as it is is told at least so often. */
  public static final Duration SELDOM = Duration.ofHours(4);

  /** What was well for so long is well again; one bucket in between says nothing. */
  public static final Duration WELL = Duration.ofHours(1);

  /** Whether people know of something. */
  public boolean open() {
    return at != null;
  }

  /** Whether they may be told now. */
  public boolean lets(Instant now) {
    return !open() || !now.isBefore(again);
  }

  /**
   * How it is known after one more bucket. Who is told is told again after twice as long as the
   * last time.
   *
   * @param tells whether people are told of it
   * @param stays whether the bucket was not well
   * @param shortest how long it takes a rule to break: what comes after the first time, and the
   *     least of all
   */
  public Told next(boolean tells, boolean stays, Instant now, Duration shortest) {
    if (!tells) {
      return open() && stays ? new Told(at, again, now) : this;
    }
    Duration twice = open() ? Duration.between(at, again).multipliedBy(2) : shortest;
    return new Told(now, now.plus(longer(shortest, shorter(twice, SELDOM))), now);
  }

  /**
   * Whether it is well again.
   *
   * @param shortest how long it takes a rule to break: as long at least it is to be well
   */
  public boolean over(Instant now, Duration shortest) {
    return open() && !now.isBefore(ill.plus(longer(shortest, WELL)));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
