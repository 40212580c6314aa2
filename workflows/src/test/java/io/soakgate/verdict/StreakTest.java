package io.soakgate.verdict;

import static io.soakgate.verdict.Outcome.FAIL;
import static io.soakgate.verdict.Outcome.INCONCLUSIVE;
import static io.soakgate.verdict.Outcome.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreakTest {

  @Test
  void firesAtTheNthBrokenBucketAndNotBefore() {
    assertThat(after(FAIL, FAIL).fires(3)).isFalse();
    assertThat(after(FAIL, FAIL, FAIL).fires(3)).isTrue();
    assertThat(after(FAIL, FAIL, FAIL, FAIL).fires(3)).isTrue();
  }

  @Test
  void goodBucketStartsTheCountAgain() {
    assertThat(after(FAIL, FAIL, PASS, FAIL)).isEqualTo(new Streak(1, 0));
  }

  @Test
  void blindBucketNeitherFiresNorIsABreachForgotten() {
    assertThat(after(FAIL, INCONCLUSIVE)).isEqualTo(new Streak(1, 1));
    assertThat(after(FAIL, INCONCLUSIVE).fires(1)).isFalse();
    assertThat(after(FAIL, INCONCLUSIVE, FAIL).fires(2)).isTrue();
    assertThat(after(FAIL, INCONCLUSIVE, PASS)).isEqualTo(Streak.NONE);
  }

  @Test
  void blindBucketsAreCountedUntilSomethingIsSeen() {
    assertThat(after(INCONCLUSIVE, INCONCLUSIVE).blindFor(3)).isFalse();
    assertThat(after(INCONCLUSIVE, INCONCLUSIVE, INCONCLUSIVE).blindFor(3)).isTrue();
    assertThat(after(INCONCLUSIVE, INCONCLUSIVE, FAIL, INCONCLUSIVE).blindFor(2)).isFalse();
    assertThat(after(INCONCLUSIVE, PASS).blindFor(1)).isFalse();
  }

  @Test
  void nothingFiresOnNoBucketsWhateverIsAsked() {
    assertThat(Streak.NONE.fires(0)).isFalse();
    assertThat(Streak.NONE.blindFor(0)).isFalse();
  }

  @Test
  void agreesWithTheReferenceModelOnRandomBuckets() {
    Random random = new Random(20261122);
    for (int sequence = 0; sequence < 10_000; sequence++) {
      List<Outcome> buckets = random.ints(30, 0, 5).mapToObj(StreakTest::outcome).toList();
      int inARow = 1 + random.nextInt(4);
      Streak streak = Streak.NONE;
      for (int bucket = 0; bucket < buckets.size(); bucket++) {
        streak = streak.next(buckets.get(bucket));
        List<Outcome> past = buckets.subList(0, bucket + 1);
        assertThat(streak.fires(inARow)).as("%s", past).isEqualTo(fires(past, inARow));
        assertThat(streak.blindFor(inARow)).as("%s", past).isEqualTo(blind(past, inARow));
      }
    }
  }

  /** The reference: the last bucket is broken, and so are the last N that were seen. */
  private static boolean fires(List<Outcome> past, int inARow) {
    List<Outcome> seen = past.stream().filter(o -> o != INCONCLUSIVE).toList();
    return past.get(past.size() - 1) == FAIL && endsWith(seen, FAIL, inARow);
  }

  private static boolean blind(List<Outcome> past, int inARow) {
    return endsWith(past, INCONCLUSIVE, inARow);
  }

  private static boolean endsWith(List<Outcome> past, Outcome outcome, int count) {
    return past.size() >= count
        && past.subList(past.size() - count, past.size()).stream().allMatch(o -> o == outcome);
  }

  /** Mostly broken, so that long streaks happen. */
  private static Outcome outcome(int drawn) {
    return drawn == 0 ? PASS : drawn == 1 ? INCONCLUSIVE : FAIL;
  }

  private static Streak after(Outcome... buckets) {
    return IntStream.range(0, buckets.length)
        .boxed()
        .reduce(Streak.NONE, (s, i) -> s.next(buckets[i]), (a, b) -> b);
  }
}
