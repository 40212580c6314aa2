package io.soakgate.deployment.walk.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.walk.watch.Buckets.Bucket;
import io.soakgate.plan.Phase;
import io.soakgate.plan.Watch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BucketsTest {

  /** A runbook's "hour 2-4" and "hour 4-24" share an hour; here each bucket has one phase. */
  @Tag("T-37")
  @Test
  void phasesMeetWithoutAGapAndWithoutSharingABucket() {
    Watch day =
        new Watch(
            "day",
            Duration.ofHours(24),
            List.of(
                new Phase(Duration.ZERO, Duration.ofMinutes(15)),
                new Phase(Duration.ofHours(1), Duration.ofHours(1)),
                new Phase(Duration.ofHours(4), Duration.ofHours(8))),
            Duration.ofMinutes(1),
            List.of(),
            false);

    List<Bucket> all = Buckets.of(day);

    assertThat(all).hasSize(4 + 3 + 3);
    assertThat(all.get(0).from()).isZero();
    for (int i = 1; i < all.size(); i++) {
      assertThat(all.get(i).from()).isEqualTo(all.get(i - 1).to());
    }
    assertThat(all.get(7)).isEqualTo(new Bucket(8, Duration.ofHours(4), Duration.ofHours(12)));
    assertThat(all.get(9).to()).as("the last one is cut").isEqualTo(Duration.ofHours(24));
  }

  @Test
  void aBucketIsPastFromTheMomentAtWhichItEnds() {
    Watch two =
        new Watch(
            "two",
            Duration.ofHours(2),
            List.of(new Phase(Duration.ZERO, Duration.ofHours(1))),
            Duration.ofMinutes(1),
            List.of(),
            false);

    assertThat(Buckets.past(two, Duration.ofMinutes(59))).isZero();
    assertThat(Buckets.past(two, Duration.ofMinutes(60))).isEqualTo(1);
    assertThat(Buckets.past(two, Duration.ofDays(9))).isEqualTo(2);
  }
}
