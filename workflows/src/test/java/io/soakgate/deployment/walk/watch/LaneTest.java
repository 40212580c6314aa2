package io.soakgate.deployment.walk.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.walk.watch.Buckets.Bucket;
import io.soakgate.plan.Phase;
import io.soakgate.plan.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final Instant STARTED = Instant.parse("2026-11-21T10:03:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration BUCKET = Duration.ofMinutes(5);

  @Test
  void whatIsAddedToAWatchByTheClockFollowsTheClock() {
    Lane lane = byTheClock();
    List<Bucket> before = Buckets.of(lane.watch());

    lane.longer(HOUR);

    List<Bucket> all = Buckets.of(lane.watch());
    assertThat(all).startsWith(before.toArray(Bucket[]::new));
    List<Bucket> added = all.subList(before.size(), all.size());
    assertThat(added)
        .extracting(bucket -> STARTED.plus(bucket.from()).toString())
        .startsWith("2026-11-21T11:03:00Z", "2026-11-21T11:10:00Z", "2026-11-21T11:15:00Z")
        .endsWith("2026-11-21T11:55:00Z", "2026-11-21T12:00:00Z");
    assertThat(added.subList(1, added.size() - 1)).allMatch(b -> b.length().equals(BUCKET));
    assertThat(all.get(all.size() - 1).to()).isEqualTo(HOUR.multipliedBy(2));
  }

  @Test
  void whatIsAddedAgainHasTheLengthOfThePlansBuckets() {
    Lane lane = byTheClock();
    lane.longer(Duration.ofMinutes(2));

    lane.longer(HOUR);

    List<Bucket> all = Buckets.of(lane.watch());
    assertThat(all.get(all.size() - 3).length()).isEqualTo(BUCKET);
  }

  private static Lane byTheClock() {
    List<Phase> phases = List.of(new Phase(Duration.ZERO, BUCKET));
    Watch watch =
        new Watch("day", HOUR, phases, Duration.ofMinutes(1), List.of(), false, false, true, false);
    return Lane.of(watch, STARTED).get(0);
  }
}
