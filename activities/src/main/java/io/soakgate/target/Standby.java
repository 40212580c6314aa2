package io.soakgate.target;

import java.time.Duration;

/**
 * A server that replays this one's WAL, a logical subscriber among them.
 *
 * @param name its {@code application_name}, else the pid of what sends it WAL
 * @param state {@code streaming} or {@code catchup}, for one; null where this login may not see it
 * @param lag how long ago was current what it has replayed; null where this login may not see it
 * @param size how many bytes of WAL it has not replayed; 0 where this login may not see it
 */
public record Standby(String name, String state, Duration lag, long size) {
  /** Whether how far it is behind is kept from this login. */
  public boolean hidden() {
    return state == null;
  }
}
