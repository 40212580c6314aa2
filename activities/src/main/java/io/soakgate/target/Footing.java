package io.soakgate.target;

import java.util.Optional;

/**
 * Where a plan would stand: a target, what its login may do, and what this worker brings along.
 *
 * @param scratch what the login of the target's scratch server may do there; empty when it has none
 * @param clientMajor the major version of this worker's pg_dump, or empty when it has none
 * @param room bytes that are free where this worker keeps backups; {@link #CLOSED} when it may not
 *     write there; empty when nothing is known
 */
public record Footing(
    Target target,
    Abilities abilities,
    Optional<Abilities> scratch,
    Optional<Integer> clientMajor,
    Optional<Long> room) {
  /** The room of a folder that this worker may not write into. */
  public static final long CLOSED = -1;

  /** The login in words. */
  String user() {
    return "user " + abilities.login().user();
  }
}
