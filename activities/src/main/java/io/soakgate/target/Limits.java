package io.soakgate.target;

import java.time.Duration;

/**
 * What a target's conditions are held against before a gate and before a change, and how long its
 * lease lasts: {@code conditions} of the target in the worker's configuration.
 *
 * @param transaction a transaction that is open longer is told
 * @param idle a transaction that does nothing for longer is told
 * @param blocker who holds locks on what is to be changed for longer is waited for
 * @param lag how far a standby may be behind
 * @param retained bytes of WAL a slot may keep back
 * @param connections share of {@code max_connections} in use, 1 to 100 percent
 * @param disk bytes of the disk that holds the databases, where nothing can be measured; or null
 * @param patience how long what is likely to end by itself is waited for before a person is asked
 * @param lease how long the lease lasts without a renewal; at least two hours
 */
public record Limits(
    Duration transaction,
    Duration idle,
    Duration blocker,
    Duration lag,
    long retained,
    int connections,
    Long disk,
    Duration patience,
    Duration lease) {

  /** What holds where nothing else is said. */
  public static final Limits USUAL =
      new Limits(
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          1_000_000_000L,
          90,
          null,
          Duration.ofMinutes(5),
          Duration.ofHours(4));
}
