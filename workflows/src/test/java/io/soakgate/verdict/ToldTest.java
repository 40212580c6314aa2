package io.soakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When people hear of what stays as it is (ADR 0039). */
class ToldTest {
  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
  private static final Duration FIVE = Duration.ofMinutes(5);

  /** Minutes after noon at which people hear of a rule that is broken in every bucket. */
  private static List<Long> heard(Duration bucket, Duration length) {
    List<Long> heard = new ArrayList<>();
    Told told = Told.NOTHING;
    for (Duration to = bucket; to.compareTo(length) <= 0; to = to.plus(bucket)) {
      Instant now = NOON.plus(to);
      if (told.lets(now)) {
        told = told.next(true, true, now, bucket);
        heard.add(to.toMinutes());
      }
    }
    return heard;
  }

  @Test
  void whatStaysBrokenIsHeardOfEverLessOftenAndEveryFourHoursAtLeast() {
    assertThat(heard(FIVE, Duration.ofHours(24)))
        .containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 320L, 560L, 800L, 1040L, 1280L);
  }

  @Test
  void whatIsLookedAtSeldomIsHeardOfEachTime() {
    assertThat(heard(Duration.ofHours(6), Duration.ofHours(24)))
        .containsExactly(360L, 720L, 1080L, 1440L);
  }

  @Test
  void itIsWellAfterAnHourWithoutABucketThatWasNot() {
    Told told = Told.NOTHING.next(true, true, NOON, FIVE).next(false, true, NOON.plus(FIVE), FIVE);

    assertThat(told.over(NOON.plus(Duration.ofMinutes(60)), FIVE)).isFalse();
    assertThat(told.over(NOON.plus(Duration.ofMinutes(65)), FIVE)).isTrue();
    assertThat(told.over(NOON.plus(Duration.ofMinutes(65)), Duration.ofHours(2)))
        .as("where it takes two hours to break, it takes two hours to be well")
        .isFalse();
  }

  @Test
  void whereNobodyKnowsOfAnythingNothingIsOver() {
    assertThat(Told.NOTHING.next(false, true, NOON, FIVE)).isEqualTo(Told.NOTHING);
    assertThat(Told.NOTHING.over(NOON, FIVE)).isFalse();
  }
}
