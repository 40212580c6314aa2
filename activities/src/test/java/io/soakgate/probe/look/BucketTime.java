package io.soakgate.probe.look;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves when somebody waits. */
final class BucketTime extends Clock implements Sleeper {
  Instant now;

  BucketTime(Instant now) {
    this.now = now;
  }

  @Override
  public void sleep(Duration duration) {
    now = duration.isNegative() ? now : now.plus(duration);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
